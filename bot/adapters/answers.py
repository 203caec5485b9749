"""An HTTP answer into a `Reply`: only what is safe to keep, whatever was sent.

`error` may be an object, a text, missing, or the whole answer may be a proxy's page, half a
document or nothing, so nothing here trusts a type and nothing raises. All words are masked
before they are cut, since a cut could leave half a key that no pattern recognises.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.probes import KEPT_HEADERS, Body, Model, Probe, Reply
from bot.domain.secret import Secret

LONGEST_MESSAGE: Final = 500
READ_OF_A_MESSAGE: Final = 2000
READ_OF_A_PAGE: Final = 100_000
LONGEST_WORD: Final = 100
MOST_MODELS: Final = 2000
FIRST_REFUSAL: Final = 400

_KEYS: Final = re.compile(
    r"(?<![A-Za-z0-9])(sk-|sess-|pk-|gsk_|xai-|hf_|AIza|eyJ)[-_.*…A-Za-z0-9]{6,}"
)
_PIECE: Final = re.compile(r"[-_A-Za-z0-9]{8,}")
_ECHO: Final = re.compile(r"(API key provided: )\S+?(?=\.?(?:\s|$))", re.IGNORECASE)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IDS: Final = re.compile(r"\b(org-|proj_|user-)[A-Za-z0-9]{4,}([A-Za-z0-9]{4})\b")
_TITLE: Final = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def reply_to(
    probe: Probe, status: int, headers: Mapping[str, str], raw: bytes, secret: Secret | None
) -> Reply:
    """Read one answer. `raw` may be cut off; `secret` is taken out wherever it is echoed."""
    text = raw.decode("utf-8", errors="replace").strip()
    document = _parsed(text)
    body = _kind(text, document, headers.get("content-type", ""))
    code, type_, message, param = _error(document) if body is Body.JSON else (None,) * 4
    if body is Body.HTML:
        message = _title(text)
    elif status >= FIRST_REFUSAL and message is None:
        message = text if body is not Body.JSON or document is None else ""
    return Reply(
        probe=probe.name,
        status=status,
        code=_word(code, secret),
        type=_word(type_, secret),
        message=_words(message, secret)[:LONGEST_MESSAGE],
        param=_word(param, secret),
        body=body,
        headers=_kept(headers, secret),
        models=_models(probe, document) if status < FIRST_REFUSAL else (),
    )


def masked(text: str) -> str:
    """Take keys, e-mail addresses and the middle of ids out of a text."""
    text = _ECHO.sub(r"\1…", text)
    text = _KEYS.sub(r"\1…", text)
    text = _MAIL.sub("…@…", text)
    return _IDS.sub(r"\1…\2", text)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _kind(text: str, document: object, content_type: str) -> Body:
    if not text:
        return Body.EMPTY
    if document is not None:
        return Body.JSON
    if text.startswith("<") or "html" in content_type:
        return Body.HTML
    # Half a JSON document is still OpenAI talking, not a proxy's page.
    return Body.JSON if text[0] in "{[" and "json" in content_type else Body.TEXT


def _error(document: object) -> tuple[object, object, object, object]:
    """Find (code, type, message, param) in the shapes that OpenAI and gateways use."""
    if isinstance(document, list) and document:
        document = document[0]
    if not isinstance(document, dict):
        return None, None, document if isinstance(document, str) else None, None
    error = document.get("error")
    if isinstance(error, str):
        return document.get("code"), document.get("type"), error, document.get("param")
    if isinstance(error, dict):
        return error.get("code"), error.get("type"), error.get("message"), error.get("param")
    return document.get("code"), None, document.get("message") or document.get("detail"), None


def _title(text: str) -> str:
    found = _TITLE.search(text[:READ_OF_A_PAGE])
    return html.unescape(found[1]) if found else ""


def _words(value: object, secret: Secret | None) -> str:
    """Make one printable, masked line: no control characters, no marks that turn text around."""
    if not isinstance(value, str):
        return ""
    if secret:  # before the cut, or the cut could leave half a key that nobody knows
        value = value.replace(secret.reveal(), secret.masked)
    value = "".join(sign if sign.isprintable() else " " for sign in value[:READ_OF_A_MESSAGE])
    if secret:  # and pieces of it, as an answer that shortens what was sent would show them
        whole = secret.reveal()
        value = _PIECE.sub(lambda found: "…" if found[0] in whole else found[0], value)
    return masked(" ".join(value.split()))


def _word(value: object, secret: Secret | None) -> str | None:
    """Read a code or a type; gateways also send numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**LONGEST_WORD else None
    return _words(value, secret)[:LONGEST_WORD] or None


def _kept(headers: Mapping[str, str], secret: Secret | None) -> dict[str, str]:
    return {
        name.lower(): _words(value, secret)[:LONGEST_WORD]
        for name, value in headers.items()
        if name.lower() in KEPT_HEADERS
    }


def _models(probe: Probe, document: object) -> tuple[Model, ...]:
    path = probe.path.partition("?")[0]
    if path != "/models" and not path.startswith("/models/"):
        return ()
    if not isinstance(document, dict):
        return ()
    listed = document.get("data", [document])
    entries = listed[:MOST_MODELS] if isinstance(listed, list) else []
    return tuple(model for entry in entries for model in _model(entry))


def _model(entry: object) -> Iterator[Model]:
    if not isinstance(entry, dict):
        return
    name, day = entry.get("id"), entry.get("shutdown_date")
    if isinstance(name, str) and 0 < len(name) <= LONGEST_MESSAGE and name.isprintable():
        yield Model(name, day if isinstance(day, str) and _DAY.fullmatch(day) else None)
