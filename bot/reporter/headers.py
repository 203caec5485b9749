"""The `x-ratelimit-*` headers of an answer.

OpenAI writes the time to the reset as `1s`, `6m0s` or `20ms`
(https://platform.openai.com/docs/guides/rate-limits). A limit of 0 or less means that nobody
knows it, as Azure's -1 does.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.reports.report import Headroom

_MS: Final[Mapping[str, float]] = {
    "ms": 1,
    "s": 1000,
    "m": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
}
_PART: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h|d)", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,12}", re.ASCII)


def headroom(headers: Mapping[str, str], meter: str) -> Headroom | None:
    """What the headers say of `requests` or `tokens`; None if they say nothing."""
    limit = _number(headers.get(f"x-ratelimit-limit-{meter}"))
    if limit is None or limit <= 0:
        return None
    return Headroom(
        limit=limit,
        remaining=_number(headers.get(f"x-ratelimit-remaining-{meter}")),
        reset_ms=_span_ms(headers.get(f"x-ratelimit-reset-{meter}")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and _NUMBER.fullmatch(text) else None


def _span_ms(text: str | None) -> int | None:
    parts = _PART.findall(text or "")
    return round(sum(float(n) * _MS[unit] for n, unit in parts)) if parts else None
