"""The share of calls that ended with errors of one class, against a limit for it alone."""

from bot.domain.reports.errors import ErrorClass, class_of
from bot.domain.rules.kind import Seen, Values
from bot.domain.rules.rates import bound, proves, row_that_clears
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import percent, whole
from bot.domain.rules.traffic import SHORT, quiet, run, silent

_MINUTE = 60


def measure_share(
    seen: Seen, values: Values, *, rule: str, kind: ErrorClass, what: str
) -> tuple[Reading, ...]:
    """A reading of the last five minutes; `burst` among the values: so many in one minute.

    It is clear below half the limit, or, with few calls, after enough successes in a row.
    """
    if quiet(seen):
        return (silent(seen, rule, values["warning"], "%"),)
    five = seen.last(SHORT)
    k, n = five.of(kind), five.count
    level, why = _judged(seen, values, kind)
    limit = values["critical" if level is Level.CRITICAL else "warning"]
    clear = not level and _is_clear(seen, kind, limit)
    return (
        Reading(
            rule=rule,
            subject=seen.subject,
            level=level,
            clear=clear,
            value=k / n if n else 0.0,
            limit=limit,
            unit="%",
            n=n,
            says=f"{percent(k / n if n else 0.0)} {what} ({whole(k)}/{whole(n)}, 5 min), "
            f"limit {percent(limit)}",
            reason=why or f"{'below' if clear else 'not yet below'} half the limit",
            errors={name: m for name, m in five.errors.items() if class_of(name) is kind},
        ),
    )


def _judged(seen: Seen, values: Values, kind: ErrorClass) -> tuple[Level, str]:
    """How bad, and why."""
    five, minute = seen.last(SHORT), seen.last(_MINUTE)
    k, n = five.of(kind), five.count
    now = minute.of(kind) / minute.count if minute.count else 1.0
    for level, name in ((Level.CRITICAL, "critical"), (Level.WARNING, "warning")):
        if now > values[name] and proves(k, n, values[name], least_calls=20, least_errors=5):
            return level, f"5 min prove {percent(bound(k, n))} or more"
    burst = values.get("burst", 0)
    if burst and minute.of(kind) >= burst and now > values["warning"]:
        return Level.WARNING, f"a burst: {whole(minute.of(kind))} in a minute"
    return Level.FINE, ""


def _is_clear(seen: Seen, kind: ErrorClass, limit: float) -> bool:
    five = seen.last(SHORT)
    if five.count >= 20:  # noqa: PLR2004  # as many as prove a rate
        return five.of(kind) / five.count < limit / 2
    found = run(seen, (kind,))
    return not found.failures or found.successes >= row_that_clears(limit)
