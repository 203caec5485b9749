"""The words of the answer: one sentence, the steps, and what is quoted.

The sentence is that of the meaning or of the refusal; what the text itself tells (numbers,
names) goes into it, because "wait 10 s" helps more than "wait".
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.checks import masked_id
from bot.domain.explain.choosing import Choice
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Weight

MOST_STEPS: Final = 4
LONGEST_QUOTE: Final = 200
LEAD: Final = 50
_ID: Final = re.compile(r"\b(?:org-|proj_|user-)[A-Za-z0-9]{6,40}")
_MAIL: Final = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_BEARER: Final = 7
_RETRY: Final = (
    "Retry with growing pauses: `@tenacity.retry(wait=tenacity.wait_random_exponential(min=1, max=60), "
    "stop=tenacity.stop_after_attempt(6))`."
)
_TO_BE_SURER: Final = (
    "To be surer, paste the whole answer: its status and its body (`code`, `type`, `message`)."
)
Details = Mapping[str, object]


def quote(reading: Reading, start: int, end: int) -> str:
    """The deciding words with a little around them; ids and addresses masked."""
    left = max(0, start - LEAD)
    left = start if left == start else reading.flat.find(" ", left, start) + 1 or start
    right = min(len(reading.flat), max(end, left + LONGEST_QUOTE - 40))
    if right < len(reading.flat):
        blank = reading.flat.rfind(" ", end, right)
        right = blank if blank > 0 else max(end, right)
    words = reading.flat[left:right][: LONGEST_QUOTE - 2].strip(" ,;:{}[]()")
    masked = _ID.sub(lambda seen: masked_id(seen.group()), words)
    return _MAIL.sub("…@…", masked)


def summary_of(choice: Choice, details: Details) -> str:
    """One sentence: what is wrong, with what the text tells."""
    if choice.hit is None:
        return _unknown(choice)
    says = choice.hit.meaning.says or (choice.refusal.says if choice.refusal else "")
    tell = _TELLS.get(choice.hit.cause)
    return (tell(says, details) if tell else None) or says


def steps_of(choice: Choice, details: Details, reading: Reading) -> tuple[str, ...]:
    """What to do now, at most four steps."""
    if choice.hit is None:
        return _look_elsewhere(choice)
    steps = choice.hit.meaning.steps or (choice.refusal.steps if choice.refusal else ())
    first = _FIRSTS.get(choice.hit.cause)
    lead = first(details, reading) if first else ()
    last = (_TO_BE_SURER,) if choice.hit.weight <= Weight.FAIR else ()
    steps = tuple(_in_their_language(step, details) for step in steps)
    return (*(*lead, *steps)[: MOST_STEPS - len(last)], *last)


def _unknown(choice: Choice) -> str:
    if choice.other:
        return f"This is an error of {choice.other}, not of OpenAI: the OpenAI key has nothing to do with it."
    return "Nothing in this text shows an OpenAI failure that we know."


def _look_elsewhere(choice: Choice) -> tuple[str, ...]:
    if choice.other:
        return (
            f"Look the message up in the documentation of {choice.other}.",
            "If the call was meant for OpenAI, check the base URL and which key the program sends.",
        )
    return (
        "Paste the whole error, down to its last line: the kind of exception and its message.",
        "If an answer of the API came, its status and body (`code`, `type`, `message`) decide.",
        "Or check the key itself.",
    )


def _tail(says: str, addition: str) -> str:
    return f"{says.removesuffix('.')} {addition}."


def _rate(says: str, details: Details) -> str | None:
    parts = []
    if "limit" in details:
        unit = f" {details['dimension']}" if "dimension" in details else ""
        parts.append(f"limit {details['limit']}{unit}")
    parts += [f"{name} {details[name]}" for name in ("used", "requested") if name in details]
    if "wait_seconds" in details:
        parts.append(f"free again in {details['wait_seconds']:g} s")
    if "model" in details and parts:
        parts.append(f"model `{details['model']}`")
    return _tail(says, f"({', '.join(parts)})") if parts else None


def _model(says: str, details: Details) -> str | None:
    return _tail(says, f"(it is `{details['model']}`)") if "model" in details else None


def _rights(says: str, details: Details) -> str | None:
    scopes = details.get("missing_scopes")
    if isinstance(scopes, tuple):
        return _tail(says, f"(missing: {', '.join(map(str, scopes))})")
    return _model(says, details)


def _header(says: str, details: Details) -> str | None:
    position = details.get("position")
    if not isinstance(position, int) or position < _BEARER:
        return None
    character = f" {details['character']}" if "character" in details else ""
    return _tail(
        says,
        f"(character{character} at position {position}, which is number {position - _BEARER + 1} of the key)",
    )


def _request(says: str, details: Details) -> str | None:
    return _tail(says, f"(parameter `{details['parameter']}`)") if "parameter" in details else None


_TELLS: Final[dict[str, Callable[[str, Details], str | None]]] = {
    "rate_limit": _rate,
    "model_endpoint": _model,
    "permissions": _rights,
    "auth_header": _header,
    "bad_request": _request,
}


def _in_their_language(step: str, details: Details) -> str:
    """The advice to wait and retry, as the line of code that does it."""
    if "tenacity" not in step:
        return step
    if details.get("sdk") == "openai-node":
        return "Let the library wait and retry: `new OpenAI({ maxRetries: 6 })`."
    return _RETRY


def _set_here(_details: Details, reading: Reading) -> tuple[str, ...]:
    lower = reading.lower
    if "c:\\" in lower or "\\site-packages\\" in lower or "ps c:" in lower:
        return (
            'In PowerShell: `$env:OPENAI_API_KEY = "sk-…"` (for good: `setx OPENAI_API_KEY sk-…`, then a new window).',
        )
    if "docker" in lower or " | " in lower[:80]:
        return (
            'In the compose file: `environment: ["OPENAI_API_KEY=${OPENAI_API_KEY}"]`, with the key in `.env` beside it.',
        )
    return ()


_FIRSTS: Final[dict[str, Callable[[Details, Reading], tuple[str, ...]]]] = {
    "environment": _set_here,
}
