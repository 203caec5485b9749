"""What a rule would have done: the last day replayed, minute by minute, with an alert's whole life.

It answers "with this rule the last 24 h would have fired twice" before anybody lives with it.
Slots of a minute are all that is kept of a day, so it is right to the minute. Series and services are
replayed, roll-ups over several services are not, and of very many the ones with most failures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.decide import decide
from bot.domain.rules.kind import Kind, Values
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.series import Resolution, Subject
from bot.domain.windows.windows import Windows

DAY_MS: Final = 86_400_000
MOST_SUBJECTS: Final = 50
_MINUTE_MS: Final = 60_000
_SCOPES: Final = ("series", "service")
_HOUR_S: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One alert as it would have been; times in unix ms, `ended` None: it would still be open."""

    subject: Subject
    part: str
    begun: int
    ended: int | None
    worst: Level
    says: str  # the measurement that opened it


def preview(
    kind: Kind, values: Values, slots: Iterable[Change], now_ms: int
) -> tuple[Episode, ...]:
    """The episodes of the last 24 h, the oldest first, from slots of a minute.

    Empty for a kind that does not replay (`Kind.replays`). Slots of the hour before that day let
    it begin as it was. A series-day takes some 50 ms, so have it done beside the event loop.
    """
    if not kind.replays:
        return ()
    windows = Windows(Resolution.MINUTE)
    windows.apply(Changes("", tuple(slots), {}))
    worst = sorted(_subjects(windows, kind), key=lambda one: -_failed(windows, one, now_ms))
    episodes = [
        episode
        for subject in worst[:MOST_SUBJECTS]
        for episode in _replay(windows, kind, values, subject, now_ms)
    ]
    return tuple(sorted(episodes, key=lambda one: one.begun))


def _subjects(windows: Windows, kind: Kind) -> Iterator[Subject]:
    for scope in _SCOPES:
        if scope in kind.scopes:
            for subject in windows.of_scope(scope):
                alone = scope == "service" and "series" in kind.scopes
                if not (alone and len(windows.members(subject)) == 1):
                    yield subject


def _failed(windows: Windows, subject: Subject, now_ms: int) -> int:
    return windows.seen(subject, now_ms).between(now_ms - DAY_MS, now_ms).failed


def _replay(
    windows: Windows, kind: Kind, values: Values, subject: Subject, now_ms: int
) -> Iterator[Episode]:
    alerts: dict[str, Alert] = {}
    begun: dict[str, tuple[int, Reading]] = {}
    end = now_ms // _MINUTE_MS * _MINUTE_MS
    for at in range(end - DAY_MS, end + 1, _MINUTE_MS):
        seen = windows.seen(subject, at)
        if not seen.last(_HOUR_S).count and not begun:
            continue
        for reading in kind.measure(seen, values):
            part = reading.part
            time = datetime.fromtimestamp(at / 1000, UTC)
            alert = decide(alerts.get(part), reading, time).alert
            if alert is None:
                continue
            alerts[part] = alert
            if alert.is_open and part not in begun:
                begun[part] = (at, reading)
            elif not alert.is_open and part in begun:
                yield _episode(alert, *begun.pop(part), at)
    for part, (at, reading) in begun.items():
        yield _episode(alerts[part], at, reading, None)


def _episode(alert: Alert, begun: int, reading: Reading, ended: int | None) -> Episode:
    return Episode(
        subject=alert.subject,
        part=alert.part,
        begun=begun,
        ended=ended,
        worst=alert.worst,
        says=reading.says,
    )
