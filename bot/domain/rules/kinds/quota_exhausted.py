"""The account has no money left, or has reached a spend limit: every service of it is down."""

from typing import Final

from bot.domain.reports.errors import ErrorClass
from bot.domain.rules.few import LEAST, measure_few
from bot.domain.rules.kind import Kind, Seen, Values
from bot.domain.rules.reading import Reading


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    return measure_few(
        seen,
        values,
        rule="quota_exhausted",
        kind=ErrorClass.EXHAUSTED,
        what="refused for lack of quota",
    )


KIND: Final = Kind(
    place=2,
    word="quota_exhausted",
    title="Quota exhausted",
    summary="calls refused because the account has no credit left or has reached a spend limit",
    parameters=(LEAST,),
    measure=_measure,
    scopes=frozenset({"service", "all"}),
    causes=("billing",),
)
