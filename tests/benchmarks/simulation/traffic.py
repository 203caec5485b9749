"""Simulated calls: Poisson traffic with independent errors, in slots of 10 s, and the rule on it.

Calls that fail and calls that do not are each a Poisson process of their own, so that nothing
but two draws a slot is needed. The rule, the windows and the life of an alert are the bot's.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import exp
from random import Random
from statistics import quantiles

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.decide import decide
from bot.domain.rules.choices import Choices
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.registry import by_word
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.series import Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.windows import Windows

SLOT_S = 10
START_MS = 1_790_000_000_000
WARM_UP_S = 4200
RATE = by_word("error_rate")
SERIES = Series("simulated", "gpt-5")
SUBJECT = Subject("simulated", "gpt-5")
LARGE = 50.0
_NONE: Alert | None = None
Delay = tuple[float, float]  # median and 95th percentile, in seconds


def poisson(random: Random, mean: float) -> int:
    """One draw; from fifty on a normal one is as good."""
    if mean >= LARGE:
        return max(0, round(random.gauss(mean, mean**0.5)))
    least, product, n = exp(-mean), random.random(), 0
    while product > least:
        product *= random.random()
        n += 1
    return n


class Simulated:
    """One service whose calls fail at some rate, slot by slot."""

    def __init__(self, seed: int, calls_a_minute: float, values: Mapping[str, float]) -> None:
        self._random = Random(seed)  # noqa: S311  # a simulation
        self._mean = calls_a_minute * SLOT_S / 60
        self._values = {**Choices().of(RATE).values, **values}
        self._windows = Windows()
        self.now = START_MS

    def slot(self, rate: float) -> None:
        """Ten seconds pass."""
        bad = poisson(self._random, self._mean * rate)
        good = poisson(self._random, self._mean * (1 - rate))
        if bad or good:
            sums = Sums(bad + good, {"server_error": bad} if bad else {})
            change = Change(SERIES, Resolution.FINE, self.now, sums)
            self._windows.apply(Changes("", [change], {}))
        self.now += SLOT_S * 1000
        if self.now % 600_000 == 0:
            self._windows.forget(self.now)

    def reading(self) -> Reading:
        """What the rule says now."""
        (found,) = RATE.measure(self._windows.seen(SUBJECT, self.now), self._values)
        return found


def false_alarms(
    calls_a_minute: float, rate: float, weeks: float, values: Mapping[str, float]
) -> float:
    """How many alerts a week begin at a rate that is well."""
    service = Simulated(7, calls_a_minute, values)
    alert, begun = _NONE, 0
    for _ in range(round(weeks * 7 * 86_400 / SLOT_S)):
        service.slot(rate)
        reading = service.reading()
        was_open = alert is not None and alert.is_open
        if was_open or reading.level >= Level.WARNING:
            alert = decide(alert, reading, datetime.fromtimestamp(service.now / 1000, UTC)).alert
        begun += not was_open and alert is not None and alert.is_open
    return begun / weeks


def delays(calls_a_minute: float, rate: float, trials: int, values: Mapping[str, float]) -> Delay:
    """How long after a step from 1 % to a rate the rule fires."""
    found = sorted(_trials(calls_a_minute, rate, trials, values))
    cuts = quantiles(found, n=20, method="inclusive")
    return cuts[9], cuts[18]


def _trials(
    calls_a_minute: float, rate: float, trials: int, values: Mapping[str, float]
) -> Iterator[float]:
    for seed in range(trials):
        service = Simulated(seed, calls_a_minute, values)
        for _ in range(WARM_UP_S // SLOT_S):
            service.slot(0.01)
        begun = service.now
        while service.now - begun < 7_200_000:
            service.slot(rate)
            if service.reading().level >= Level.WARNING:
                break
        yield (service.now - begun) / 1000
