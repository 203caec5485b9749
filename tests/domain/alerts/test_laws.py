"""Whatever is read, done, in whatever order, by however many leaders: what always holds."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import given, settings, strategies as st

from bot.domain.alerts.alert import Act, Alert, Deed, Happened, State, What
from bot.domain.alerts.decide import HOLD
from bot.domain.alerts.judging import judge
from bot.domain.alerts.ledger import Ledger, take_act
from bot.domain.alerts.saved import load, save
from bot.domain.alerts.silence import SERVICE
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import ALL, Subject
from tests.domain.alerts.playing import NOON, a_reading

SUBJECTS = [
    *(Subject(service, "gpt-5") for service in ("a", "b", "c", "d")),
    Subject(ALL, "gpt-5"),
    Subject("a", ALL),
]
readings = st.builds(
    lambda subject, rule, kind: a_reading(kind[0], subject=subject, rule=rule, **kind[1]),
    st.sampled_from(SUBJECTS),
    st.sampled_from(["error_rate", "quota_exhausted"]),
    st.sampled_from(
        [
            (Level.FINE, {"clear": True}),
            (Level.FINE, {"clear": True, "at_once": True}),
            (Level.FINE, {"clear": True, "hold_s": 60.0}),
            (Level.FINE, {}),
            (Level.FINE, {"no_data": True}),
            (Level.NOTE, {}),
            (Level.WARNING, {}),
            (Level.CRITICAL, {}),
        ]
    ),
)
rounds = st.tuples(
    st.sampled_from([5, 30, 120, 301, 1800, 4 * 3600, 25 * 3600]),
    st.lists(readings, max_size=6, unique_by=lambda one: (one.subject, one.rule)),
)


@dataclass(frozen=True)
class Click:
    """On which alert (or, `whole`, its service), how old what was seen, what, who, how long."""

    n: int
    late: int
    deed: Deed
    by: str
    lasts: int | None
    whole: bool


clicks = st.builds(
    Click,
    st.integers(0, 30),
    st.integers(-3, 0),
    st.sampled_from(list(Deed)),
    st.sampled_from(["U0ADA", "U0BOB"]),
    st.sampled_from([None, 60, 3600]),
    st.booleans(),
)


@dataclass
class Play:
    """A ledger that lives through it, saved and loaded again at each step."""

    ledger: Ledger = field(default_factory=Ledger)
    second: int = 0
    acts: int = 0
    told: list[tuple[str, Happened]] = field(default_factory=list)
    clear: dict[str, float] = field(default_factory=dict)

    def round(self, span: int, read: list[Reading]) -> None:
        self.second += span
        now = NOON + timedelta(seconds=self.second)
        before = self.ledger
        judged = judge(before, read, now)
        assert judge(before, list(reversed(read)), now) == judged
        assert judge(judged.ledger, read, now).decisions == ()
        for decision in judged.decisions:
            assert decision.alert is not None
            self.told += [(decision.alert.id, one) for one in decision.happened]
        self._check(before, judged.ledger)
        self.ledger = load(save(judged.ledger))
        assert self.ledger == judged.ledger

    def act(self, click: Click) -> None:
        now = NOON + timedelta(seconds=self.second)
        alerts = list(self.ledger.alerts.values())
        alert = alerts[click.n % len(alerts)] if alerts else None
        if alert is None and not click.whole:
            return
        self.acts += 1
        act = Act(
            alert=f"{SERVICE}a" if click.whole or alert is None else alert.id,
            revision=alert.revision + click.late if alert else 0,
            deed=click.deed,
            by=click.by,
            at=now,
            until=None if click.lasts is None else now + timedelta(seconds=click.lasts),
        )
        before = self.ledger
        taken = take_act(before, str(self.acts), act, now)
        for decision in taken.decisions:
            if decision.alert is not None:
                self.told += [(decision.alert.id, one) for one in decision.happened]
        self._check(before, taken.ledger)
        self.ledger = taken.ledger

    def _check(self, before: Ledger, after: Ledger) -> None:
        open_keys = [one.key for one in after.alerts.values() if one.is_open]
        assert len(open_keys) == len(set(open_keys))
        assert [one.number for one in after.alerts.values()] == sorted(
            {one.number for one in after.alerts.values()}
        )
        for name, one in after.alerts.items():
            holds(before.alerts.get(name), one)


def holds(before: Alert | None, after: Alert) -> None:
    assert after.level >= Level.WARNING
    assert after.worst >= after.level
    assert after.is_open == (after.resolved is None) == (after.state is not State.RESOLVED)
    assert after.history[0].what is What.OPENED
    assert [one.revision for one in after.history] == list(range(1, after.revision + 1))[
        -len(after.history) :
    ] or len(after.history) < after.revision
    if before is None:
        return
    assert after.revision >= before.revision
    assert before.is_open or after == before
    changed = replace(after, reading=before.reading, seen=before.seen) != before
    if before.state is not after.state or before.level is not after.level:
        assert after.revision > before.revision or after.silenced_until == before.silenced_until
    if not after.is_open and before.is_open:
        assert changed
        at_once = after.reading.at_once or after.members
        hold = after.reading.hold_s
        span = HOLD if hold is None else timedelta(seconds=hold)
        assert after.reading.clear
        assert at_once or (after.clear_since and after.changed - after.clear_since >= span)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(rounds, clicks), max_size=30))
def test_whatever_comes_to_whoever_leads(steps: list[tuple[int, list[Reading]] | Click]) -> None:
    play = Play()
    for step in steps:
        if isinstance(step, Click):
            play.act(step)
        else:
            play.round(*step)

    names = [(alert, one.revision) for alert, one in play.told]
    assert len(names) == len(set(names))
    for alert in {name for name, _ in play.told}:
        mine = [one.what for name, one in play.told if name == alert]
        assert mine[0] is What.OPENED
        assert mine.count(What.OPENED) == 1
        assert What.RESOLVED not in mine[:-1]
