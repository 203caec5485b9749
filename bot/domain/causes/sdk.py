"""Cause 8: the library and the code (or the library and its own libraries) do not go together.

OpenAI never says so: the refusals are the library's own words, found in what people paste;
the judge goes by versions.
"""

from typing import Final

from bot.domain.case import Outcome
from bot.domain.diagnosis import Cause, Check, Seen
from bot.domain.gates import Gate
from bot.domain.refusals import Refusal, says
from bot.domain.versions import Clash, clashes, versions_of

_UPDATE: Final = "Update the library: `pip install --upgrade openai`."
_MIGRATE: Final = (
    "In Python: `from openai import OpenAI; client = OpenAI(); client.chat.completions.create(…)`."
)
_SYMBOLS: Final = (
    "Edit|File|Audio|Image|Model|Engine|Customer|FineTune|Embedding|Completion|Deployment|"
    "Moderation|ErrorObject|FineTuningJob|ChatCompletion"
)

_REFUSALS: Final = (
    Refusal(
        name="api_removed_in_v1",
        gate=Gate.LIBRARY,
        says="The code is written for openai before 1.0, and a newer library is installed.",
        steps=(
            _MIGRATE,
            "Let it be rewritten: `openai migrate` (or by hand, with the guide on the project's page).",
            "Or stay with the old one for now: `pip install openai==0.28.1`.",
        ),
        wording=says(
            r"you tried to access openai\.\w+, but this is no longer supported",
            r"apiremovedinv1",
            rf"module '?openai'? has no attribute '?(?:error|{_SYMBOLS})\b",
            r"cannot import name '?(?:openai_object|api_resources)",
            r"no module named '?openai\.(?:error|api_resources|openai_object)",
        ),
    ),
    Refusal(
        name="library_too_old",
        gate=Gate.LIBRARY,
        says="The code is written for openai 1.0 or later, and an older library is installed.",
        steps=(
            _UPDATE,
            "Check that it is the Python that runs the program: `python -m pip show openai`.",
        ),
        wording=says(
            r"cannot import name '?(?:OpenAI|AsyncOpenAI|AzureOpenAI)'? from '?openai",
            r"module '?openai'? has no attribute '?(?:OpenAI|AsyncOpenAI|AzureOpenAI)\b",
            r"'?(?:OpenAI|AsyncOpenAI)'? object has no attribute '?(?:responses|beta|files)\b",
        ),
    ),
    Refusal(
        name="httpx_clash",
        gate=Gate.LIBRARY,
        says="openai before 1.55.3 does not work with httpx 0.28 or later.",
        steps=(_UPDATE, "Or hold the other back: `pip install 'httpx<0.28'`."),
        wording=says(r"unexpected keyword argument '?proxies\b"),
    ),
    Refusal(
        name="httpx_missing",
        gate=Gate.LIBRARY,
        says="openai 3.0 no longer brings httpx along, and the program relied on it.",
        steps=(
            "Install it by name: `pip install httpx`, and add it to your requirements.",
            "Pass the openai client objects of httpx2 instead of httpx's.",
        ),
        wording=says(
            r"no module named '?httpx2?\b",
            r"(?:invalid|expected)[^.]{0,60}http_client[^.]{0,80}httpx2",
            r"http_client[^.]{0,60}httpx2?\.(?:Async)?Client",
        ),
    ),
    Refusal(
        name="shadowed_module",
        gate=Gate.LIBRARY,
        says="A file of your own called openai.py hides the library.",
        steps=("Rename it, and delete `__pycache__` beside it.", "Start the program again."),
        wording=says(r"openai"),
        requires=says(
            r"partially initialized module '?openai",
            r"circular import[^.]{0,80}openai",
        ),
    ),
    Refusal(
        name="library_missing",
        gate=Gate.LIBRARY,
        says="The openai library is not installed for the Python or Node that runs the program.",
        steps=(
            "Install it: `python -m pip install openai` (Node: `npm install openai`).",
            "Use the same Python or virtual environment that runs the program.",
        ),
        wording=says(
            r"no module named '?openai'?(?!\.)\b",
            r"cannot find (?:module|package) '?openai\b",
        ),
    ),
    Refusal(
        name="browser_not_allowed",
        gate=Gate.LIBRARY,
        says="The library refuses to run in a browser, where everybody could read the key.",
        steps=(
            "Call OpenAI from a server of your own, and let the browser call that.",
            "Keep the key in the server's environment only.",
        ),
        wording=says(r"browser-like environment", r"dangerouslyallowbrowser"),
    ),
)


def _clashing(clash: Clash, versions: dict[str, str]) -> Check:
    fails = clash.outcome is Outcome.FAIL
    return Check(
        outcome=clash.outcome,
        summary=clash.says,
        evidence={"versions": versions},
        gate=Gate.LIBRARY if fails else None,
        code=clash.name if fails else None,
        next_steps=clash.steps,
    )


def _judge(seen: Seen) -> Check:
    case = seen.evidence.case
    versions = versions_of(case)
    found = clashes(case)
    worst = min(found, key=lambda one: one.outcome is not Outcome.FAIL, default=None)
    if worst is not None:
        return _clashing(worst, versions)
    if case.machine is not None and case.sdk is None and "openai" not in versions:
        return Check(
            outcome=Outcome.SKIPPED,
            summary="The openai package is not installed for this Python: nothing to go by.",
            evidence={"versions": versions},
            next_steps=("Run `openai-diagnose check` in the environment of your program.",),
        )
    if versions:
        said = ", ".join(f"{name} {version}".strip() for name, version in versions.items())
        return Check(
            outcome=Outcome.PASS,
            summary=f"Nothing speaks against {said}.",
            evidence={"versions": versions},
        )
    return Check(
        outcome=Outcome.SKIPPED,
        summary="Your library cannot be seen from here: its name and version were not given.",
        next_steps=(
            "Name the library and its version, or run `openai-diagnose check` on the machine.",
        ),
    )


CAUSE: Final = Cause(
    slug="sdk",
    place=8,
    title="The library does not fit",
    topic="Library",
    docs="https://github.com/openai/openai-python/blob/main/CHANGELOG.md",
    judge=_judge,
    refusals=_REFUSALS,
)
