"""The table of docs/reports.md through a real Redis."""

import re

import pytest

from bot.domain.reports.report import UNKNOWN_MODEL
from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums
from tests.adapters.redis.reports.counting import STREAM, a_process, recent, working
from tests.domain.reports.conformance import Case, cases

UNITS = {
    "tokens in": "input_tokens",
    "tokens out": "output_tokens",
    "micros": "cost_micros",
    "ms": "duration_ms",
    "ms at most": "duration_max_ms",
}


def meant(counts: str) -> tuple[Series, Sums]:
    """What the page says, as sums."""
    model, fields, errors = UNKNOWN_MODEL, dict[str, int](), dict[str, int]()
    for part in counts.split(", "):
        number, _, what = part.partition(" ")
        calls = re.fullmatch(r"calls?(?: of (\S+))?", what)
        if calls:
            model, fields["count"] = calls[1] or UNKNOWN_MODEL, int(number)
        elif what in UNITS:
            fields[UNITS[what]] = int(number)
        elif what != "s ago":
            errors[what] = int(number)
    return Series("shop", model), Sums(errors=errors, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
async def test_an_entry_counts_as_the_page_says(case: Case, redis_url: str) -> None:
    async with a_process(redis_url) as one:
        seconds, _ = await one.redis.time()
        now = int(seconds) * 1000
        for _ in range(case.times):
            await one.redis.xadd(STREAM, case.sent_at(now))  # type: ignore[arg-type]

        async with working(one):
            await one.all_done(case.times)

        sums = await one.sums()
        if case.rejected:
            assert sums == {}
            assert sum((await one.counted.totals()).values()) == 1
        elif case.counts == "too old":
            assert await one.total("too_old") == 1
        else:
            series, expected = meant(case.counts)
            assert sums == {series: expected}
            ago = re.search(r"(\d+) s ago", case.counts)
            fine = await one.counted.history([series], Resolution.FINE, recent(), 1 << 45)
            behind = now - int(ago[1]) * 1000 if ago else now
            assert all(abs(change.start - behind) <= 12_000 for change in fine)
