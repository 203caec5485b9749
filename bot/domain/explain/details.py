"""What stands in the text besides the cause: numbers, names and ids that make the answer useful.

Each is read by a pattern of its own, only where a cheap word says that it is worth trying.
Organizations and projects come out masked, since answers may be shown to others.
To read one more thing, add a row to READERS.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.checks import masked_id
from bot.domain.endpoints import ENDPOINTS
from bot.domain.explain.durations import seconds
from bot.domain.explain.libraries import library_in
from bot.domain.explain.pace import pace_in
from bot.domain.explain.reading import Reading
from bot.domain.scopes import missing_in

NEAR: Final = 1500  # characters around the deciding words in which the numbers are looked for


@dataclass(frozen=True, slots=True)
class Reader:
    """One detail: `hints` are words of which one must be there, `read` gives None if it is not."""

    name: str
    hints: tuple[str, ...]
    read: Callable[[str], object | None]


def _first(pattern: str, convert: Callable[[str], object] = str) -> Callable[[str], object | None]:
    compiled = re.compile(pattern, re.IGNORECASE)

    def read(text: str) -> object | None:
        seen = compiled.search(text)
        return convert(next(group for group in seen.groups() if group)) if seen else None

    return read


_NUMBER: Final = r"[:=]? ?(\d{1,12})\b"


def _count(text: str) -> int:
    return int(text.replace(",", ""))


def _model(text: str) -> str:
    """OpenAI's own prefix for models of the old free tier is no part of the name."""
    return text.removeprefix("default-")


def _dimension(text: str) -> str:
    words = text.upper().split()
    return words[0] if len(words) == 1 else f"{words[0][0]}P{words[-1][0]}"


def _endpoint(text: str) -> object | None:
    found = [(text.find(one.path), -len(one.path), one.slug) for one in ENDPOINTS]
    places = [entry for entry in found if entry[0] >= 0]
    return min(places)[2] if places else None


_IN_HEX: Final = _first(
    r"encode character '\\{1,4}[ux]([0-9a-f]{2,8})'|char 0x([0-9a-f]{2,6})",
    lambda text: f"U+{text.upper():0>4}",
)
_IN_DECIMAL: Final = _first(r"has a value of (\d{2,6})\b", lambda text: f"U+{int(text):04X}")


def _character(text: str) -> object | None:
    return _IN_HEX(text) or _IN_DECIMAL(text)


def _scopes(text: str) -> object | None:
    return tuple(missing_in(text)) or None


READERS: Final = (
    Reader(
        "model",
        ("model", " in organization", "gpt-"),
        _first(
            r"model:? ?[`'\"]([\w./:-]{2,80})[`'\"]|model[\"']: ?[\"']([\w./:-]{2,80})[\"']"
            r"|(?:reached|large) for ([\w.-]{2,60}) (?:\([\w ]{1,40}\) )?(?:in organization|on )|model[ =]{1,2}([\w.-]{0,40}\d[\w.-]{0,40})\b",
            _model,
        ),
    ),
    Reader(
        "endpoint", ("/v1/", "v1/", "/chat/completions", "/responses", "/embeddings"), _endpoint
    ),
    Reader("limit", ("limit",), _first(r"\blimit" + _NUMBER, int)),
    Reader("used", ("used",), _first(r"\bused" + _NUMBER, int)),
    Reader("requested", ("requested",), _first(r"\brequested" + _NUMBER, int)),
    Reader(
        "dimension",
        ("per min", "per day", "tpm", "rpm", "rpd", "tpd", "ipm"),
        _first(
            r"\(([RTI]P[MD])\)|((?:requests|tokens|images) per (?:min|day))|\b([RTI]P[MD])\b",
            _dimension,
        ),
    ),
    Reader(
        "wait_seconds",
        ("try again in", "retry after", "retry-after"),
        _first(
            r"try again in ((?:\d{1,9}(?:\.\d{1,9})?(?:ms|h|m|s|d)){1,5})|retry[- ]after[\"']?[:=]? ?[\"']?(\d{1,7})",
            seconds,
        ),
    ),
    Reader(
        "context_limit",
        ("context length", "at most", "configured limit", "context window", "maximum of"),
        _first(
            r"(?:maximum context length is|at most|configured limit of|context window of|maximum of)"
            r" (\d{1,9}(?:,\d{3}){0,3})\b",
            _count,
        ),
    ),
    Reader(
        "context_sent",
        ("requested", "resulted in", "you provided", "contains", "has "),
        _first(
            r"(?:you requested|resulted in|you provided|(?:prompt|input|request) (?:contains|has|is))"
            r"(?: about)? (\d{1,9}(?:,\d{3}){0,3})\b",
            _count,
        ),
    ),
    Reader(
        "parameter",
        ("parameter", "param", "argument", "value:"),
        _first(
            r"(?:parameter|value|type for|argument)(?: supplied)?:? ?'([\w.\[\]-]{1,60})'|param[\"']?: ?[\"']([\w.\[\]-]{1,60})[\"']",
        ),
    ),
    Reader("missing_scopes", ("missing scope",), _scopes),
    Reader("organization", ("org-",), _first(r"\b(org-[A-Za-z0-9]{6,40})", masked_id)),
    Reader("project", ("proj_",), _first(r"\b(proj_[A-Za-z0-9]{6,40})", masked_id)),
    Reader(
        "request_id",
        ("req_", "request id", "request-id", "requestid", "request_id"),
        _first(
            r"\b(req_[0-9a-zA-Z]{16,40})\b|request[- _]?id[\"']?[:=]? ?[\"']?([0-9a-f]{8,36})\b"
        ),
    ),
    Reader(
        "position",
        ("position", "at index", "char 0x"),
        _first(
            r"in position (\d{1,6}(?:-\d{1,6})?)|at index (\d{1,6})|char 0x[0-9a-f]{2,4} at (\d{1,6})",
            lambda text: int(text) if text.isdecimal() else text,
        ),
    ),
    Reader(
        "character",
        ("codec can't encode", "char 0x", "value of"),
        _character,
    ),
    Reader(
        "cf_ray",
        ("cf-ray", "ray id"),
        _first(r"(?:cf-ray|ray id)[\"']?[:=]? ?[\"']?([0-9a-f]{16}(?:-[A-Z]{3})?)"),
    ),
)


def details_of(reading: Reading, at: int) -> Mapping[str, object]:
    """All that the text tells besides its cause; `at` is where the deciding words stand."""
    near = reading.flat[max(0, at - NEAR) : at + NEAR]
    lower = near.lower()
    found: dict[str, object] = {"status": reading.status} if reading.status else {}
    for reader in READERS:
        if any(hint in lower for hint in reader.hints):
            value = reader.read(near)
            if value is not None:
                found[reader.name] = value
    pace = pace_in(reading.lower)
    return {**pace, **found, **library_in(reading)}
