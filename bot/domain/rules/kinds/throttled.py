"""429s for the pace: the limit of requests or tokens a minute. No outage; waiting helps.

Services retry these by themselves, so a few are daily life: a share of 10 % is a warning, half of
all calls critical. A burst warns sooner: five in a minute, if they are a tenth of its calls.
"""

from typing import Final

from bot.domain.reports.errors import ErrorClass
from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.levels import two_levels
from bot.domain.rules.reading import Reading
from bot.domain.rules.share import measure_share


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    return measure_share(
        seen, values, rule="throttled", kind=ErrorClass.THROTTLED, what="throttled"
    )


KIND: Final = Kind(
    place=4,
    word="throttled",
    title="Throttled",
    summary="calls turned away by a rate limit (429) that waiting would have helped",
    parameters=(
        Parameter(
            name="warning", title="Warning from", default=0.10, least=0.001, most=0.99, unit="%"
        ),
        Parameter(
            name="critical", title="Critical from", default=0.50, least=0.001, most=0.99, unit="%"
        ),
        Parameter(
            name="burst", title="Burst within a minute", default=5, least=2, most=100_000,
            help="so many warn at once, if they are above the share as well",
        ),
    ),
    measure=_measure,
    scopes=frozenset({"series", "service", "model", "all"}),
    check=two_levels,
    causes=("rate_limit",),
)  # fmt: skip
