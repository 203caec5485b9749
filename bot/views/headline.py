"""The verdict in one line, and what it took to reach it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.diagnosis import Diagnosis, Verdict

_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.WORKS: "✅ The key works",
    Verdict.BROKEN: "❌ The key does not work",
    Verdict.DEGRADED: "⚠️ The key works, but not as well as it should",
    Verdict.UNDETERMINED: "❔ The cause is not clear",
}


def headline(diagnosis: Diagnosis) -> str:
    """The verdict, and the cause that it names."""
    word = _WORDS[diagnosis.verdict]
    return f"{word}: {diagnosis.cause.title}" if diagnosis.cause else word


def effort(diagnosis: Diagnosis) -> str:
    """How long it took, how many requests, and whether it cost anything."""
    requests = "1 request" if diagnosis.requests == 1 else f"{diagnosis.requests} requests"
    cost = "one of them was billed" if diagnosis.billed else "nothing was billed"
    return f"Took {diagnosis.seconds:.1f} s and {requests}; {cost}."
