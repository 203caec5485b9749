"""Numbers as people read them: short, and whole on a phone."""

from typing import Final

_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86_400
_TEN: Final = 10
_THOUSAND: Final = 1000


def percent(share: float) -> str:
    """A share: `34 %`, `2.5 %`, `0.03 %`, never 0 or 100 where it is a little more or less."""
    value = 100 * share
    if value in {0.0, 100.0} or _TEN <= value < 99.5:  # noqa: PLR2004  # rounds to 100
        return f"{value:.0f} %"
    if value >= 99.5:  # noqa: PLR2004
        return f"{min(value, 99.99):.4g} %" if value < 100 else f"{value:.0f} %"  # noqa: PLR2004
    return f"{value:.2g} %"


def whole(number: float) -> str:
    """A count: `1 204`."""
    return f"{number:,.0f}".replace(",", "\u202f")


def amount(number: float) -> str:
    """A number of anything: whole if it is large or whole, else with what matters of it."""
    if number == int(number) or abs(number) >= _THOUSAND:
        return whole(number)
    return f"{number:.3g}"


def money(dollars: float) -> str:
    """Dollars: `$412`, `$4.10`, `$0.0032`."""
    if abs(dollars) >= 100 or dollars == int(dollars):  # noqa: PLR2004  # cents no longer matter
        return f"${whole(dollars)}"
    return f"${dollars:.2f}" if abs(dollars) >= 0.1 else f"${dollars:.2g}"  # noqa: PLR2004


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
    """`1 call`, `1 204 calls`."""
    return f"{whole(number)} call{'' if number == 1 else 's'}"
