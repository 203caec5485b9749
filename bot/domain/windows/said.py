"""What a series says of itself, as the small fields in which it is kept, and back.

A field is a name and a text, and goes with the time of the report that said it; of two the
later one stays, at the same time the greater text, so that the order does not matter.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median_low
from typing import Final

from bot.domain.reports.report import Headroom, Quota, Report
from bot.domain.windows.latest import Latest

ARRIVAL_MS: Final = 10_000  # arrivals are told apart no finer
STEADY_MS: Final = 3_600_000
STEADY_REPORTS: Final = 5
_REQUESTS, _TOKENS, _INTERVAL, _EPHEMERAL = "requests", "tokens", "interval", "ephemeral"
_SDK, _KEY, _FIRST, _ENVIRONMENT, _QUOTA = "s:", "k:", "f:", "n:", "q:"


def said_by(report: Report) -> Iterator[tuple[str, str]]:
    """The fields that a report says."""
    for name, headroom in ((_REQUESTS, report.requests), (_TOKENS, report.tokens)):
        if headroom is not None:
            yield name, _headroom_text(headroom)
    for kind, label in (
        (_SDK, report.sdk), (_KEY, report.key), (_ENVIRONMENT, report.environment),
    ):  # fmt: skip
        if label:
            yield kind + label, ""
    if report.interval_ms:
        yield _INTERVAL, str(report.interval_ms)
    if report.ephemeral:
        yield _EPHEMERAL, "1"
    for name, quota in report.quotas.items():
        yield _QUOTA + name, f"{quota.used!r}|{quota.limit!r}"


def latest_of(fields: Mapping[str, str]) -> Latest:
    """What a series last said, out of the fields that are kept of it."""
    said = {name: _timed(text) for name, text in fields.items() if "|" in text}
    interval = said.get(_INTERVAL)
    arrivals = sorted({int(one) for one in fields.get("arrivals", "").split(",") if one})
    run, last = int(fields.get("run", 0)), int(fields.get("last", 0))
    in_run = sum(1 for one in arrivals if (one + 1) * ARRIVAL_MS > run)
    limits = [said[name][0] for name in (_REQUESTS, _TOKENS) if name in said]
    return Latest(
        first_seen=int(fields.get("first", 0)),
        last_seen=last,
        interval_ms=int(interval[1]) if interval else None,
        gap_ms=gap_of(arrivals),
        steady=last - run >= STEADY_MS and in_run >= STEADY_REPORTS,
        ephemeral=_EPHEMERAL in said,
        requests=_headroom(said[_REQUESTS][1]) if _REQUESTS in said else None,
        tokens=_headroom(said[_TOKENS][1]) if _TOKENS in said else None,
        limits_at=max(limits, default=0),
        quotas={name: (at, _quota(text)) for name, (at, text) in _named(said, _QUOTA)},
        sdks={name: at for name, (at, _) in _named(said, _SDK)},
        keys={
            name: (int(fields.get(_FIRST + name, at)), at) for name, (at, _) in _named(said, _KEY)
        },
        environments={name: at for name, (at, _) in _named(said, _ENVIRONMENT)},
    )


def gap_of(arrivals: list[int]) -> int | None:
    """The median gap between arrivals (in steps of 10 s), as milliseconds."""
    if len(arrivals) < 3:  # noqa: PLR2004
        return None
    gaps = (later - earlier for earlier, later in pairwise(arrivals))
    return median_low(gaps) * ARRIVAL_MS


def _timed(text: str) -> tuple[int, str]:
    at, _, rest = text.partition("|")
    return int(at), rest


def _named(said: Mapping[str, tuple[int, str]], kind: str) -> Iterator[tuple[str, tuple[int, str]]]:
    return ((name[len(kind) :], one) for name, one in said.items() if name.startswith(kind))


def _headroom_text(headroom: Headroom) -> str:
    parts = (headroom.limit, headroom.remaining, headroom.reset_ms)
    return "|".join("" if part is None else str(part) for part in parts)


def _headroom(text: str) -> Headroom:
    limit, remaining, reset = (int(part) if part else None for part in text.split("|"))
    return Headroom(limit, remaining, reset)


def _quota(text: str) -> Quota:
    used, _, limit = text.partition("|")
    return Quota(float(used), float(limit))
