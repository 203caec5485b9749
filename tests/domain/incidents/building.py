"""Incidents and reads with defaults for all but what a test is about."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.incidents.feed_read import FeedRead, GapReason, incomplete
from bot.domain.incidents.incident import Component, Incident, Update, update_id
from bot.domain.incidents.news import Decided, decide
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.states import Impact, Kind, State, read_state, worst
from bot.domain.incidents.told import IncidentNews, News, Reason, What

NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DEGRADED = Component(name="Search", impact=Impact.DEGRADED)


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def days_ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def ulid(made: datetime, tail: str = "TESTTESTTESTTEST") -> str:
    """An id that tells when it was made, as those of status.openai.com do."""
    milliseconds, letters = int(made.timestamp() * 1000), ""
    for _ in range(10):
        letters = ALPHABET[milliseconds % 32] + letters
        milliseconds //= 32
    return letters + tail


def an_update(
    word: str = "Investigating",
    when: datetime = NOON,
    text: str = "We are looking into it.",
    *,
    ref: str = "",
    state: State | None = None,
) -> Update:
    state = state or read_state(word)
    return Update(id=update_id(when, state), state=state, word=word, at=when, text=text, ref=ref)


def an_incident(
    *updates: Update,
    id: str = "",  # noqa: A002  # the field's name
    title: str = "Elevated errors",
    made: datetime | None = None,
    components: Sequence[Component] = (),
    whole: bool = False,
    kind: Kind = Kind.INCIDENT,
    listed: bool = True,
    planned: tuple[datetime, datetime] | None = None,
) -> Incident:
    updates = updates or (an_update(),)
    latest = updates[-1]
    started = min(made or updates[0].at, updates[0].at)
    return Incident(
        id=id or ulid(made or started),
        title=title,
        state=latest.state,
        word=latest.word,
        started=started,
        updates=updates if whole else (latest,),
        kind=kind,
        whole=whole,
        components=tuple(components),
        listed=listed,
        impact=worst(component.impact for component in components),
        planned_start=planned[0] if planned else None,
        planned_end=planned[1] if planned else None,
        link="https://status.openai.com/incidents/x",
    )


def a_read(*incidents: Incident, page: str = "status.openai.com") -> FeedRead:
    return FeedRead(incidents=incidents, page=page)


def a_gap(reason: GapReason = GapReason.NO_ANSWER) -> FeedRead:
    return incomplete(reason, "the answer is empty")


def old(n: int = 1, *, age_days: float = 10.0) -> Incident:
    """One of those that were over long ago and fill the feed."""
    made = days_ago(age_days + n / 100)
    return an_incident(
        an_update("Resolved", made + timedelta(hours=1), "All is well."),
        id=ulid(made, f"{n:016d}"),
        title=f"Old incident {n}",
        made=made,
    )


OLD = tuple(old(n) for n in range(1, 6))


class Reader:
    """Reads one feed after the other, a minute apart, and keeps what is remembered."""

    def __init__(self, *first: Incident, start: datetime = NOON) -> None:
        self.remembered = Remembered()
        self.time = start - timedelta(minutes=1)
        self.last: Decided
        self.read(*first)

    def read(self, *incidents: Incident) -> tuple[News, ...]:
        return self.take(a_read(*incidents))

    def take(self, read: FeedRead, *, minutes: float = 1) -> tuple[News, ...]:
        self.time += timedelta(minutes=minutes)
        self.last = decide(self.remembered, read, self.time)
        self.remembered = self.last.remembered
        return self.last.news

    def why_silent(self, incident: Incident) -> Reason | None:
        reasons = {one.incident_id: one.reason for one in self.last.silences}
        return reasons.get(incident.id)


def the_one(news: tuple[News, ...]) -> IncidentNews:
    (one,) = news
    assert isinstance(one, IncidentNews)
    return one


def kinds(news: tuple[News, ...]) -> list[What]:
    return [one.what for one in news]
