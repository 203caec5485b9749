"""Numbers as people read them: short, and whole on a phone."""

from typing import Final

_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86_400
_TEN: Final = 10
_THOUSAND: Final = 1000
_NEARLY: Final = 99.5  # per cent, which would be rounded to 100
_JUST_BELOW: Final = 99.99
_ALL: Final = 100
_HUNDRED: Final = 100
_TEN_CENTS: Final = 0.1


def percent(share: float) -> str:
    """A share: `34 %`, `2.5 %`, `0.03 %`; what is not all is never 100, what is not none never 0."""
    value = 100 * share
    if _TEN <= value < _NEARLY or value in {0, _ALL} or value > _ALL:
        return f"{value:.0f} %"
    return f"{min(value, _JUST_BELOW):.4g} %" if value >= _NEARLY else f"{value:.2g} %"


def whole(number: float) -> str:
    """A count: `1,204`."""
    return f"{number:,.0f}"


def amount(number: float) -> str:
    """A number of anything: whole if it is large or whole, else with what matters of it."""
    if number == int(number) or abs(number) >= _THOUSAND:
        return whole(number)
    return f"{number:.3g}"


def money(dollars: float) -> str:
    """Dollars: `$412`, `$4.10`, `$0.0032`."""
    if abs(dollars) >= _HUNDRED or dollars == int(dollars):  # cents no longer matter
        return f"${whole(dollars)}"
    return f"${dollars:.2f}" if abs(dollars) >= _TEN_CENTS else f"${dollars:.2g}"


def span(seconds: float) -> str:
    """A stretch of time, to the unit that matters: `40 s`, `5 min`, `3 h`, `2 days`."""
    if seconds < 2 * _MINUTE and seconds % _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < 2 * _HOUR and seconds != _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    if seconds < 2 * _DAY and seconds != _DAY:
        return f"{seconds / _HOUR:.0f} h"
    days = round(seconds / _DAY)
    return f"{days} day{'' if days == 1 else 's'}"


def duration(ms: float) -> str:
    """How long a call took: `850 ms`, `1.2 s`, `34 s`, `2 min`."""
    if ms < _THOUSAND:
        return f"{ms:.0f} ms"
    seconds = ms / _THOUSAND
    return f"{seconds:.2g} s" if seconds < 2 * _MINUTE else f"{seconds / _MINUTE:.0f} min"


def calls(number: int) -> str:
    """`1 call`, `1,204 calls`."""
    return f"{whole(number)} call{'' if number == 1 else 's'}"
