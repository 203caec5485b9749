"""One look at everything: which readings there are that somebody has to hear of.

Ten thousand quiet series may not cost anything, so only some are measured: those in which something
was counted since the last look, those that last measured as anything but fine, those with an
open alert, and once a minute all in which anything failed, since good calls leave a window as
well. Kinds that time alone may bring across their limit are measured in all subjects, each at its
own pace. The pace hangs on the clock alone: what is due is due once in each `every_s`.

A roll-up says nothing that one of its members says by itself: at least two have to be in it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.rules.choices import Choices, Rule
from bot.domain.rules.kind import Kind
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.registry import KINDS
from bot.domain.windows.moment import Moment
from bot.domain.windows.series import ALL, Series, Subject
from bot.domain.windows.windows import Windows

About = tuple[str, Subject, str]  # rule, subject, part: what an alert is about
_SWEEP_MS: Final = 60_000
_SPREAD_S: Final = 3600


def measure(
    windows: Windows, choices: Choices, now_ms: int, also: Iterable[About] = ()
) -> tuple[Reading, ...]:
    """The readings above FINE, and one for each of `also` (open alerts), whatever it says.

    It remembers in the windows what it looked at, so it is to be called by one loop alone, and
    after `Windows.meet`, lest an alert ends because its series is not known yet.
    """
    look = _Look(windows, now_ms)
    asked: dict[tuple[str, Subject], set[str]] = {}
    for rule, subject, part in also:
        asked.setdefault((rule, subject), set()).add(part)
    readings: list[Reading] = []
    for kind in KINDS:
        open_ones = [subject for rule, subject in asked if rule == kind.word]
        warm = [subject for rule, subject in windows.warm if rule == kind.word]
        for subject in dict.fromkeys((*look.due(kind), *warm, *open_ones)):
            found = _measured(look, choices, kind, subject)
            about = (kind.word, subject)
            if any(reading.level for reading in found):
                windows.warm.add(about)
            else:
                windows.warm.discard(about)
            parts = asked.get(about, set())
            readings += [one for one in found if one.level or one.part in parts]
            if left := parts - {one.part for one in found}:
                readings += _over(look, subject, choices.of(kind, subject.service), left)
    windows.measured_at = now_ms
    return tuple(readings)


class _Look:
    """What is due at one look."""

    def __init__(self, windows: Windows, now_ms: int) -> None:
        self.windows = windows
        self.now = now_ms
        self._moments: dict[Subject, Moment] = {}
        self._changed: set[Series] = windows.take_changed()
        if self._turned(_SWEEP_MS):
            windows.forget(now_ms)
            self._changed.update(windows.failing())

    def due(self, kind: Kind) -> Iterator[Subject]:
        """The subjects in which the kind is to be measured."""
        if kind.timed and (self.windows.behind or not self._turned(kind.every_s * 1000)):
            return
        among = None if kind.timed else self._changed
        for scope in sorted(kind.scopes):
            for subject in self.windows.of_scope(scope, among):
                alone = scope == "service" and "series" in kind.scopes
                if not (alone and len(self.windows.members(subject)) == 1):
                    yield subject

    def at(self, subject: Subject) -> Moment:
        """The subject now."""
        moment = self._moments.get(subject)
        if moment is None:
            moment = self._moments[subject] = self.windows.seen(subject, self.now)
        return moment

    def _turned(self, every_ms: int) -> bool:
        before = self.windows.measured_at
        return before is None or before // every_ms != self.now // every_ms


def _measured(look: _Look, choices: Choices, kind: Kind, subject: Subject) -> tuple[Reading, ...]:
    rule = choices.of(kind, subject.service)
    if not rule.on or not look.windows.members(subject):
        return ()
    found = kind.measure(look.at(subject), rule.values)
    if subject.is_series or not any(reading.level and reading.errors for reading in found):
        return found
    return tuple(_spread(look, kind, subject, reading) for reading in found)


def _spread(look: _Look, kind: Kind, subject: Subject, reading: Reading) -> Reading:
    """The reading, or a fine one where all that fails is in one member, which says so itself."""
    if subject.model == ALL and "series" not in kind.scopes and subject.service != ALL:
        return reading  # its members are not measured
    members = set()
    for series in look.windows.members(subject):
        errors = look.at(Subject(series.service, series.model)).last(_SPREAD_S).errors
        if errors and not errors.keys().isdisjoint(reading.errors):
            members.add(series.model if subject.service != ALL else series.service)
            if len(members) > 1:
                return reading
    return Reading(
        rule=reading.rule,
        subject=subject,
        level=Level.FINE,
        part=reading.part,
        value=reading.value,
        limit=reading.limit,
        unit=reading.unit,
        n=reading.n,
        says=reading.says,
        reason=f"all of it is {' '.join(members)}, which has an alert of its own",
    )


def _over(look: _Look, subject: Subject, rule: Rule, parts: Iterable[str]) -> list[Reading]:
    """Readings for open alerts that are no longer measured."""
    known = bool(look.windows.members(subject))
    if not rule.on:
        over, why = True, "the rule was switched off"
    elif known:
        over, why = True, "nothing is reported of it any more"
    else:
        over, why = look.windows.knows_all, "it has not reported for 7 days"
    return [
        Reading(
            rule=rule.kind.word,
            subject=subject,
            level=Level.FINE,
            clear=over,
            no_data=not over,
            at_once=over,
            part=part,
            says=why,
            reason=why,
        )
        for part in sorted(parts)
    ]
