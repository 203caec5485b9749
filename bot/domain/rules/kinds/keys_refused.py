"""OpenAI refuses the key, or what it may do: nothing mends that but another key or its rights."""

from typing import Final

from bot.domain.reports.errors import ErrorClass
from bot.domain.rules.few import LEAST, measure_few
from bot.domain.rules.kind import Kind, Seen, Values
from bot.domain.rules.reading import Reading


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    return measure_few(
        seen,
        values,
        rule="keys_refused",
        kind=ErrorClass.REFUSED,
        what="refused for their key",
    )


KIND: Final = Kind(
    place=3,
    word="keys_refused",
    title="Keys refused",
    summary="calls refused because of the key or its rights (401, 403)",
    parameters=(LEAST,),
    measure=_measure,
    scopes=frozenset({"service", "all"}),
    causes=("invalid_key", "permissions"),
)
