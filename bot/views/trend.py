"""How a value went, in letters: one a minute, as high as it was; a dot where nothing is known.

Beside the letters stand the numbers in words, for those who hear them. The picture in the
thread shows the same; it may fail to be drawn or to be shown, the letters do not.
"""

from dataclasses import replace
from typing import Final

from bot.domain.desired.alerts import Trend
from bot.domain.rules.spoken import amount as numbered, percent

BARS: Final = "▁▂▃▅▇"
GAP: Final = "·"
LEAST: Final = 10
MOST: Final = 30  # more would not stand on one line of a phone


def letters(trend: Trend, most: int = MOST) -> str:
    """The bars; the highest is the highest value, or the limit if that is higher."""
    values = since_first(trend).values[-most:]
    top = max((trend.limit, *(one for one in values if one is not None)), default=0.0)
    return "".join(GAP if one is None else _bar(one, top) for one in values)


def spoken(trend: Trend, most: int = MOST) -> str:
    """The same in words: the span, the lowest and the highest, the limit."""
    values = since_first(trend).values[-most:]
    seen = [one for one in values if one is not None]
    span = f"last {len(values)} min"
    if not seen:
        return f"{span}: no calls"
    low, high = amount(min(seen), trend.unit), amount(max(seen), trend.unit)
    reach = low if low == high else f"{low} to {high}"
    gaps = len(values) - len(seen)
    silent = f", {gaps} min without calls" if gaps else ""
    limit = f", limit {amount(trend.limit, trend.unit)}" if trend.limit else ""
    return f"{span}: {reach}{limit}{silent}"


def since_first(trend: Trend) -> Trend:
    """Without the minutes before the first value, but ten minutes at least."""
    first = next((n for n, one in enumerate(trend.values) if one is not None), 0)
    return replace(trend, values=trend.values[min(first, max(0, len(trend.values) - LEAST)) :])


def amount(value: float, unit: str) -> str:
    """A value with its unit; a share is kept as a fraction and shown in %."""
    return percent(value) if unit == "%" else f"{numbered(value)} {unit}".strip()


def _bar(value: float, top: float) -> str:
    if top <= 0:
        return BARS[0]
    place = round(max(0.0, value) / top * (len(BARS) - 1))
    return BARS[min(place, len(BARS) - 1)]
