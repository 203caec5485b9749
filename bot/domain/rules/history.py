"""Which hours the rules in force need, so that nothing is fetched for nothing.

A kind says how far back it looks in a subject (`Kind.hours`), most of them not at all. Hours
are fetched once, and then the last of them again every ten minutes: an hour is not looked at
before it is 30 minutes over (bot.domain.windows.moment), and by then it no longer changes.
"""

from collections.abc import Iterator
from typing import Final

from bot.domain.rules.choices import Choices
from bot.domain.rules.registry import KINDS
from bot.domain.windows.need import Need
from bot.domain.windows.series import Series, Subject
from bot.domain.windows.windows import Windows

_AGAIN_MS: Final = 600_000
_HOUR_MS: Final = 3_600_000


def needs(windows: Windows, choices: Choices, now_ms: int) -> tuple[Need, ...]:
    """What to fetch now, to be put in with `windows.load(history, need)`; ask once a minute."""
    wanted: dict[Series, int] = {}
    for subject, hours in _wishes(windows, choices, now_ms):
        for series in windows.members(subject):
            wanted[series] = max(hours, wanted.get(series, 0))
    by_start: dict[int, set[Series]] = {}
    for series, hours in wanted.items():
        start = now_ms // _HOUR_MS * _HOUR_MS - hours * _HOUR_MS
        begun, ended = windows.fetched.get(series, (now_ms, 0))
        if start < begun:
            by_start.setdefault(start, set()).add(series)
        elif now_ms - ended >= _AGAIN_MS:
            by_start.setdefault(ended // _HOUR_MS * _HOUR_MS - _HOUR_MS, set()).add(series)
    return tuple(
        Need(frozenset(series), start, now_ms) for start, series in sorted(by_start.items())
    )


def _wishes(windows: Windows, choices: Choices, now_ms: int) -> Iterator[tuple[Subject, int]]:
    for kind in KINDS:
        if kind.hours is None:
            continue
        for scope in kind.scopes:
            for subject in windows.of_scope(scope):
                rule = choices.of(kind, subject.service)
                if rule.on:
                    hours = kind.hours(windows.seen(subject, now_ms))
                    if hours:
                        yield subject, hours
