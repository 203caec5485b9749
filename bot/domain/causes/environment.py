"""Cause 7: the program does not find the key, or finds another one than you think.

From Slack only the paste shows something of it; the terminal command sees the machine.
"""

from typing import Final

from bot.domain.case import Origin, Outcome
from bot.domain.checks import earliest, refused, slipped, worst_slip
from bot.domain.diagnosis import Cause, Check, Seen
from bot.domain.gates import Gate
from bot.domain.machine_findings import Found, variables_found
from bot.domain.refusals import Refusal, says

SLUG: Final = "environment"

_SET: Final = 'Set it for the shell that starts the program: `export OPENAI_API_KEY=sk-…` (PowerShell: `$env:OPENAI_API_KEY = "sk-…"`).'
_LOAD: Final = "If it stands in a `.env` file, load that first (in Python: `from dotenv import load_dotenv; load_dotenv()`)."
_LOCALLY: Final = "Run `openai-diagnose check` on the machine itself: it looks at the variables without showing them."

_REFUSALS: Final = (
    Refusal(
        name="missing_api_key",
        gate=Gate.VARIABLE,
        says="The program finds no key: OPENAI_API_KEY is not set where it runs.",
        steps=(_SET, _LOAD, "Restart the terminal, editor or service after the change.", _LOCALLY),
        wording=says(
            r"api_key client option must be set",
            r"missing credentials\. please pass",
            r"could not resolve authentication method",
            r"openai_api_key environment variable is missing",
            r"no api key provided",
            r"did not find openai_api_key",
            r"openai api key is missing",
            r"openai_?api_?key (?:is |was )?(?:not set|not found|missing|empty|undefined)",
        ),
    ),
    Refusal(
        name="unexpanded_variable",
        gate=Gate.VARIABLE,
        says="The name of the variable was sent instead of its value.",
        steps=(
            "Use double quotes in the shell: single quotes keep `$OPENAI_API_KEY` from being filled in.",
            "Check that whatever reads the file fills in `${…}`: many do not.",
            _SET,
        ),
        codes=frozenset({"invalid_api_key"}),
        wording=says(r"incorrect api key"),
        requires=says(
            r"incorrect api key provided:?\s*['\"`<]?"
            r"(?:\$|%\w|\{\{|\{[a-z$]|process\.|os\.|openai_|<?openai_api|env\.)",
        ),
        statuses=frozenset({401}),
    ),
)


def _check(found: Found) -> Check:
    return Check(
        outcome=found.outcome,
        summary=found.says,
        evidence={"seen": found.name, "variables": list(found.variables)},
        gate=Gate.VARIABLE if found.outcome is Outcome.FAIL else None,
        code=found.name if found.outcome is Outcome.FAIL else None,
        next_steps=found.steps,
    )


def _passed(seen: Seen) -> Check:
    machine = seen.evidence.case.machine
    names = sorted(machine.variables) if machine else []
    origin = seen.evidence.case.origin
    text = (
        "OPENAI_API_KEY is set here, and nothing contradicts it."
        if origin is Origin.VARIABLE
        else "Nothing on this machine contradicts the key."
    )
    return Check(outcome=Outcome.PASS, summary=text, evidence={"variables": names})


def _judge(seen: Seen) -> Check:
    """The gravest of what the paste, the answers and the machine show; a failure first."""
    slip = worst_slip(seen, SLUG)
    turned_away = earliest(seen.mine)
    found = [_check(one) for one in variables_found(seen.evidence.case)]
    checks = [slipped(seen, slip)] if slip else []
    checks += [refused(turned_away)] if turned_away else []
    checks += found
    for outcome in (Outcome.FAIL, Outcome.WARN):
        if worst := next((check for check in checks if check.outcome is outcome), None):
            return worst
    if seen.evidence.case.machine is not None:
        return _passed(seen)
    if checks:
        return checks[0]
    return Check(
        outcome=Outcome.SKIPPED,
        summary="Your machine cannot be seen from here.",
        next_steps=(_LOCALLY,),
    )


CAUSE: Final = Cause(
    slug=SLUG,
    place=7,
    title="The program does not see the key",
    topic="Environment",
    docs="https://github.com/openai/openai-python#readme",
    judge=_judge,
    refusals=_REFUSALS,
)
