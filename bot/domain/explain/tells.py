"""What a text tells, put into the sentence: "wait 20 s" helps more than "wait"."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.explain.durations import spelled

Details = Mapping[str, object]
BEARER: Final = len("Bearer ")
# What masked copies of a key are made of.
_OF_MASKS: Final = {"U+2026": "…", "U+2022": "•", "U+25CF": "●", "U+00B7": "·"}
_OF_WORDS: Final = {"U+201C": "“", "U+201D": "”", "U+2018": "‘", "U+2019": "’", "U+2013": "–"}
_NAMED: Final = {
    "U+000A": "a line break",
    "U+000D": "a line break",
    "U+0009": "a tab",
    "U+0020": "a blank",
    "U+00A0": "a blank that does not break",
    "U+200B": "an invisible blank",
    "U+FEFF": "an invisible mark of a file's beginning",
}


def told(cause: str, says: str, details: Details) -> str:
    """The sentence, with what the text tells behind it."""
    tell = _TELLS.get(cause)
    parts = tell(details) if tell else ()
    return f"{says.removesuffix('.')} ({', '.join(parts)})." if parts else says


def _rate(details: Details) -> tuple[str, ...]:
    parts = []
    if "limit" in details:
        unit = f" {details['dimension']}" if "dimension" in details else ""
        parts.append(f"limit {details['limit']}{unit}")
    named = ("used", "requested", "remaining")
    parts += [f"{name} {details[name]}" for name in named if name in details]
    wait = details.get("wait_seconds")
    if isinstance(wait, float):
        parts.append(f"free again in {spelled(wait)}")
    return (*parts, *_model_of(details)) if parts else ()


def _model_of(details: Details) -> tuple[str, ...]:
    return (f"model `{details['model']}`",) if "model" in details else ()


def _model(details: Details) -> tuple[str, ...]:
    return (f"it is `{details['model']}`",) if "model" in details else ()


def _rights(details: Details) -> tuple[str, ...]:
    scopes = details.get("missing_scopes")
    if isinstance(scopes, tuple):
        return (f"missing: {', '.join(map(str, scopes))}",)
    return _model(details)


def _header(details: Details) -> tuple[str, ...]:
    first, _, last = str(details.get("position", "")).partition("-")
    if not first.isdecimal() or int(first) < BEARER:
        return ()
    at = f"position {first}" + (f" to {last}" if last else "")
    numbers = "-".join(str(int(one) - BEARER + 1) for one in (first, last) if one)
    who = _shown(str(details["character"])) if "character" in details else "character"
    return (f"{who} at {at}, which is number {numbers} of the key",)


def _shown(code: str) -> str:
    if code in _OF_MASKS:
        return f"character {code}, the “{_OF_MASKS[code]}” of a shortened copy,"
    if code in _OF_WORDS:
        return f"character {code}, a typographic {_OF_WORDS[code]},"
    return f"character {code}, {_NAMED[code]}," if code in _NAMED else f"character {code}"


def is_of_a_mask(details: Details) -> bool:
    """Whether the character shows that a masked copy of the key was pasted."""
    return details.get("character") in _OF_MASKS


def _request(details: Details) -> tuple[str, ...]:
    parts = [
        f"{word} {details[name]}"
        for word, name in (("limit", "context_limit"), ("sent", "context_sent"))
        if "context_limit" in details and name in details
    ]
    if parts:
        return (*parts, *_model_of(details))
    return (f"parameter `{details['parameter']}`",) if "parameter" in details else ()


_TELLS: Final[dict[str, Callable[[Details], tuple[str, ...]]]] = {
    "rate_limit": _rate,
    "model_endpoint": _model,
    "permissions": _rights,
    "auth_header": _header,
    "bad_request": _request,
}
