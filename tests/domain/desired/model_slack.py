"""A Slack on paper, that does what it is asked or fails in a way that the test chooses.

`Play` runs the planner against it as the bot would, dies where it is told to and begins
again from what was written down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.message import ROOT, DesiredMessage, Part
from bot.domain.desired.pace import Pace
from bot.domain.desired.plan import is_settled, next_steps
from bot.domain.desired.saved import load, save
from bot.domain.desired.settle import after, before
from bot.domain.desired.steps import Act, Done, NotDone, Outcome, Step, Why

NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)


class Fate(StrEnum):
    """What becomes of a call, and of the bot that makes it."""

    FINE = "fine"
    LOST = "done, but the answer is lost"
    LATE = "done after the bot has given up waiting"
    DROPPED = "not done, and no answer"
    AWAY = "not reached"
    BUSY = "too many"
    SERVER_ERROR = "done, and a 500 for an answer"
    DIES_BEFORE = "the bot dies before it writes anything down"
    DIES_BEFORE_CALL = "the bot dies before the call"
    DIES_AFTER_CALL = "the bot dies between the answer and the record"
    DIES_AFTER = "the bot dies after the record"


@dataclass
class Said:
    """A message in a channel of the model."""

    ts: str
    id: str
    part: str
    version: str
    thread: str
    at: datetime


@dataclass
class ModelSlack:
    """Channels, and what stands in them."""

    said: dict[str, list[Said]] = field(default_factory=dict)
    posted_at: dict[str, list[datetime]] = field(default_factory=dict)
    _late: list[tuple[datetime, Step]] = field(default_factory=list)
    _serial: int = 0

    def call(self, step: Step, fate: Fate, now: datetime) -> Outcome:
        if fate is Fate.AWAY:
            return NotDone(Why.AWAY)
        if fate is Fate.BUSY:
            return NotDone(Why.BUSY, wait_s=3)
        if fate is Fate.DROPPED:
            return NotDone(Why.UNKNOWN)
        if fate is Fate.LATE:
            self._late.append((now + timedelta(seconds=10), step))
            return NotDone(Why.UNKNOWN)
        done = self._do(step, now)
        if step.act is Act.POST:
            self.posted_at.setdefault(step.message.channel, []).append(now)
        return NotDone(Why.UNKNOWN) if fate in {Fate.LOST, Fate.SERVER_ERROR} else done

    def tick(self, now: datetime) -> None:
        """Do what was asked for and takes its time."""
        due = [(at, step) for at, step in self._late if at <= now]
        self._late = [(at, step) for at, step in self._late if at > now]
        for at, step in due:
            self._do(step, at)

    def _do(self, step: Step, now: datetime) -> Outcome:
        room = self.said.setdefault(step.message.channel, [])
        name = (step.message.id, step.part.key)
        if step.act is Act.LOOK:
            there = [one for one in room if (one.id, one.part) == name]
            return Done(there[0].ts) if there else NotDone(Why.NOTHING)
        if step.act is Act.EDIT:
            there = [one for one in room if one.ts == step.ts]
            if not there:
                return NotDone(Why.NO_MESSAGE)
            there[0].version = step.part.version
            return Done(step.ts)
        if step.thread and not any(one.ts == step.thread for one in room):
            return NotDone(Why.NO_MESSAGE)
        self._serial += 1
        ts = f"{int(now.timestamp())}.{self._serial:06d}"
        room.append(Said(ts, *name, step.part.version, step.thread, now))
        return Done(ts)


@dataclass
class Play:
    """The bot's part: plans, writes down, calls, writes down."""

    desired: dict[str, DesiredMessage]
    fates: Iterator[Fate]
    slack: ModelSlack = field(default_factory=ModelSlack)
    now: datetime = NOON
    pace: Pace = field(default_factory=Pace)
    written: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.desired.values():
            self.written[one.id] = save(Delivered(id=one.id, about="I", channel=one.channel))

    def known(self) -> dict[str, Delivered]:
        return {name: load(text) for name, text in self.written.items()}

    def round(self) -> None:
        """Plan once, take the steps, and let time pass until the next."""
        self.slack.tick(self.now)
        plan = next_steps(self.desired.values(), self.known(), self.pace, self.now)
        for step in plan.steps:
            if not self._take(step):
                self.pace = Pace()  # another process, which knows only what was written down
                self.now += timedelta(seconds=8)
                return
        self.now += timedelta(seconds=0.5)

    def settle(self, rounds: int = 4000) -> None:
        """Go on until Slack shows what it should."""
        for _ in range(rounds):
            if self.is_settled():
                return
            self.round()
        raise AssertionError("never settles")

    def is_settled(self) -> bool:
        known = self.known()
        return all(is_settled(one, known[one.id]) for one in self.desired.values())

    def _take(self, step: Step) -> bool:
        fate = next(self.fates, Fate.FINE)
        name = step.message.id
        if fate is Fate.DIES_BEFORE:
            return False
        self.pace.begin(step, self.now)
        prepared = before(load(self.written[name]), step, self.now)
        self.written[name] = save(prepared)
        if fate is Fate.DIES_BEFORE_CALL:
            return False
        outcome = self.slack.call(step, fate, self.now)
        if fate is Fate.DIES_AFTER_CALL:
            return False
        self.pace.end(step, outcome, self.now)
        self.written[name] = save(after(prepared, step, outcome).delivered)
        return fate is not Fate.DIES_AFTER


def a_part(key: str = ROOT, version: str = "1", **more: object) -> Part:
    return replace(Part(key=key, version=version, content=None), **more)  # type: ignore[arg-type]


def a_message(
    name: str = "incident/I/C1",
    *,
    replies: tuple[Part, ...] = (),
    version: str = "1",
    severity: int = 0,
    **more: object,
) -> DesiredMessage:
    message = DesiredMessage(
        id=name,
        channel=name.rpartition("/")[2],
        root=a_part(version=version),
        replies=replies,
        severity=severity,
        since=NOON,
    )
    return replace(message, **more)  # type: ignore[arg-type]
