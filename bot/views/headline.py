"""The verdict in one line, and what it took to reach it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.keys import KeyKind
from bot.domain.reported import SLUG

SHORTEST: Final = 0.1

_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.WORKS: "✅ The key works",
    Verdict.BROKEN: "❌ The key does not work",
    Verdict.DEGRADED: "⚠️ The key works, but not as well as it should",
    Verdict.UNDETERMINED: "❔ The cause is not clear",
}


def headline(diagnosis: Diagnosis) -> str:
    """The verdict, and the cause that it names."""
    word = _WORDS[diagnosis.verdict]
    if diagnosis.cause is None:
        return word
    title = diagnosis.cause.title
    if diagnosis.cause.slug == SLUG:
        return f"❌ {title}"  # not "the key does not work": nothing was seen to be wrong with it
    return f"{word}: {title.replace('The ', 'the ', 1) if title.startswith('The ') else title}"


def key_line(diagnosis: Diagnosis) -> str:
    """Which key it is about: its mask and its kind."""
    if not diagnosis.masked.strip("…"):
        return "No key was found in what was pasted."
    return f"{diagnosis.masked} ({_kind(diagnosis)})"


def _kind(diagnosis: Diagnosis) -> str:
    if diagnosis.kind is KeyKind.OTHER_PROVIDER:
        return f"a key of {diagnosis.provider}"
    if diagnosis.kind is KeyKind.UNKNOWN:
        return "a key of a kind that I do not know"
    return f"{diagnosis.kind.value.replace('_', ' ')} key"


def effort(diagnosis: Diagnosis) -> str:
    """How long it took, how many requests, and whether it cost anything."""
    requests = "1 request" if diagnosis.requests == 1 else f"{diagnosis.requests} requests"
    cost = "one of them was billed" if diagnosis.billed else "nothing was billed"
    took = f"{diagnosis.seconds:.1f} s" if diagnosis.seconds >= SHORTEST else "less than 0.1 s"
    return f"Took {took} and {requests}; {cost}."
