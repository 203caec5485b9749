"""Requests that OpenAI refuses for what is in them (400, 404, 422): the service's own doing.

Off by default: in many services people's input decides it, and nobody can mend that.
"""

from typing import Final

from bot.domain.reports.errors import ErrorClass
from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.levels import two_levels
from bot.domain.rules.reading import Reading
from bot.domain.rules.share import measure_share


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    return measure_share(
        seen, values, rule="ours", kind=ErrorClass.OURS, what="refused for their content"
    )


KIND: Final = Kind(
    place=12,
    word="ours",
    title="Our own mistakes",
    summary="requests refused for what is in them (400, 404, 422), which only the service can mend",
    parameters=(
        Parameter(
            name="warning", title="Warning from", default=0.20, least=0.001, most=0.99, unit="%"
        ),
        Parameter(
            name="critical", title="Critical from", default=0.80, least=0.001, most=0.99, unit="%"
        ),
    ),
    measure=_measure,
    scopes=frozenset({"series", "service"}),
    on=False,
    check=two_levels,
    causes=("model_endpoint",),
)  # fmt: skip
