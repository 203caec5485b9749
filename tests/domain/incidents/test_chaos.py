"""What holds even on a page that makes no sense: the laws that need no coherent history."""

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.incidents.absence import MOST_STORIES
from bot.domain.incidents.enrichment import Board, BoardComponent, Details, Extras, enrich
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.incident import UNDATED, Component, Incident, Update
from bot.domain.incidents.news import decide, news
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.saved import load, save
from bot.domain.incidents.states import Impact, Kind
from bot.domain.incidents.told import IncidentNews, What
from tests.domain.incidents.building import a_gap, an_incident, an_update, at, ulid

# A busy machine is no broken law.
LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
WORDS = ("Investigating", "Monitoring", "Resolved", "Scheduled", "In progress", "Completed", "Ups")
NAMES = ("one", "two", "three", ulid(at(0)), ulid(at(-60 * 24 * 50)), ulid(at(90)))

times = st.sampled_from([UNDATED, *(at(60 * hours) for hours in (-2400, -100, -2, 0, 1, 2, 50))])
updates = st.builds(
    an_update,
    st.sampled_from(WORDS),
    times,
    st.sampled_from(["", "A.", "B.", "C."]),
)
names = st.sampled_from(["Login", "Search"])
components = st.builds(Component, name=names, impact=st.sampled_from(Impact))
grouped = st.builds(
    Component,
    name=names,
    impact=st.sampled_from(Impact),
    groups=st.sampled_from([("APIs",), ("ChatGPT",)]),
)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    return an_incident(
        *draw(st.lists(updates, min_size=1, max_size=4)),
        id=draw(st.sampled_from(NAMES)),
        title=draw(st.sampled_from(["A title", "Another"])),
        components=draw(st.lists(components, max_size=3)),
        whole=draw(st.booleans()),
        listed=draw(st.booleans()),
        kind=draw(st.sampled_from(Kind)),
        planned=draw(st.sampled_from([None, (at(60), at(120))])),
    )


def numbered(said: list[Update]) -> tuple[Update, ...]:
    """The page's JSON gives each its own id, whatever else is odd about them."""
    return tuple(replace(update, ref=f"U{n}") for n, update in enumerate(said))


extras = st.builds(
    Extras,
    board=st.sampled_from(
        [Board(), Board(components=(BoardComponent(id="1", name="Login", group="APIs"),))]
    ),
    details=st.dictionaries(
        st.sampled_from(NAMES),
        st.builds(
            Details,
            id=st.just("x"),
            updates=st.lists(updates, max_size=3).map(numbered),
            components=st.lists(grouped, max_size=2).map(tuple),
            impact=st.sampled_from(Impact),
        ),
        max_size=2,
    ),
)
plain = st.builds(
    FeedRead,
    incidents=st.lists(incidents(), max_size=4).map(tuple),
    page=st.sampled_from(["", "a", "a", "a", "b"]),
    rendered=st.none() | times,
)
reads = st.builds(enrich, plain, extras) | st.just(a_gap())


def played(feeds: list[FeedRead]) -> Remembered:
    remembered = Remembered()
    for n, read in enumerate(feeds):
        remembered, _ = news(remembered, read, at(n))
    return remembered


@LAW
@given(st.lists(reads, max_size=4), reads, st.randoms())
def test_order_never_matters(before: list[FeedRead], read: FeedRead, dice: Random) -> None:
    remembered = played(before)
    shuffled = list(read.incidents)
    dice.shuffle(shuffled)
    mixed = FeedRead(
        incidents=tuple(shuffled), gap=read.gap, page=read.page, rendered=read.rendered
    )

    assert decide(remembered, read, at(9)) == decide(remembered, mixed, at(9))


@LAW
@given(st.lists(reads, max_size=4), reads)
def test_the_same_again_is_never_news(before: list[FeedRead], read: FeedRead) -> None:
    remembered, _ = news(played(before), read, at(9))

    again, told = news(remembered, read, at(9))

    left = {What.WITHDRAWN, What.UNREADABLE, What.AGED_OUT}
    assert {one.what for one in told} <= left
    for incident in read.incidents if read.complete and again.trouble is None else ():
        assert again.stories[incident.id] == remembered.stories[incident.id]


@LAW
@given(st.lists(reads, max_size=5))
def test_what_is_remembered_is_always_text_and_bounded(feeds: list[FeedRead]) -> None:
    remembered = played(feeds)

    assert load(save(remembered)) == remembered
    assert len(remembered.stories) <= MOST_STORIES
    for story in remembered.stories.values():
        ids = [update.id for update in story.incident.updates]
        assert len(ids) == len(set(ids))
        assert len(story.replies) == len(set(story.replies))
        assert story.told or not story.replies


@LAW
@given(st.lists(reads, max_size=5))
def test_every_news_has_a_told_story_and_every_listed_incident_is_known(
    feeds: list[FeedRead],
) -> None:
    remembered = Remembered()
    for n, read in enumerate(feeds):
        remembered, told = news(remembered, read, at(n))
        for one in told:
            if isinstance(one, IncidentNews) and one.incident.id in remembered.stories:
                assert remembered.stories[one.incident.id].told or one.what is What.WITHDRAWN
        if read.complete and remembered.trouble is None:
            assert {one.id for one in read.incidents} <= remembered.stories.keys()
