"""Errors of which a few are enough: retrying does not help, so no rate is waited for.

Three within a minute are critical at once, whatever else succeeds: the account or the key is
the same for all calls. It is clear again with the first success after the last of them; the
usual hold follows, and one more such error begins it anew.
"""

from bot.domain.reports.errors import ErrorClass, class_of
from bot.domain.rules.kind import Parameter, Seen, Values
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import calls
from bot.domain.rules.traffic import SHORT, Run, clock, quiet, run, silent

_MINUTE = 60
_SLACK = 10  # slots do not begin when the first of the errors does

LEAST = Parameter(
    name="errors",
    title="Errors within a minute",
    default=3,
    least=1,
    most=1000,
    help="that many are critical at once",
)


def measure_few(
    seen: Seen, values: Values, *, rule: str, kind: ErrorClass, what: str
) -> tuple[Reading, ...]:
    """A reading: so many calls ended with errors of the kind, which `what` says in words."""
    minute = seen.last(_MINUTE + _SLACK)
    k = minute.of(kind)
    least = int(values["errors"])
    if k < least and quiet(seen):
        return (silent(seen, rule, least),)
    found = run(seen, (kind,))
    clear = k < least and (found.successes > 0 or not found.failures)
    five = seen.last(SHORT)
    return (
        Reading(
            rule=rule,
            subject=seen.subject,
            level=Level.CRITICAL if k >= least else Level.FINE,
            clear=clear,
            value=k,
            limit=least,
            n=minute.count,
            says=_says(found, k, what, breached=k >= least, clear=clear),
            reason=_why(k, least, clear=clear),
            errors={name: n for name, n in five.errors.items() if class_of(name) is kind},
            since=found.begun or None,
        ),
    )


def _says(found: Run, k: int, what: str, *, breached: bool, clear: bool) -> str:
    if breached:
        return f"{calls(k)} {what} within 1 min"
    if clear or not found.failures:
        return f"no call {what} any more"
    return f"{calls(found.failures)} {what}, the last at {clock(found.ended)}"


def _why(k: int, least: int, *, clear: bool) -> str:
    if k >= least:
        return f"{least} within a minute are enough: trying again does not help"
    return "calls succeed since the last of them" if clear else "no call succeeded since the last"
