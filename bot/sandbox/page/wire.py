"""The log of what went over the wire, for people to look at: secrets are masked on entry."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from bot.sandbox.openai.answers import Answer
from bot.sandbox.openai.judge import Request
from bot.sandbox.slack.wire import Fields, Record, masked

KEPT: Final = 400
_SHOWN_OF_TYPED: Final = 8
_SHOWN_HEADERS: Final = ("authorization", "openai-organization", "openai-project")


class WireEntries:
    """The newest entries, numbered, so that a page can ask for what it has not seen."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._entries: deque[Fields] = deque(maxlen=KEPT)
        self._last = 0

    def since(self, number: int) -> list[Fields]:
        """Whatever came after an entry."""
        return [entry for entry in self._entries if entry["number"] > number]

    def slack(self, record: Record) -> None:
        """Something between Slack and the bot."""
        self._add(record, "bot" if record.from_bot else "slack")

    def openai(self, request: Request, answer: Answer) -> None:
        """Something that the bot asked OpenAI."""
        shown = [name for name in _SHOWN_HEADERS if name in request.headers]
        headers = {name: request.headers[name] for name in shown}
        if "authorization" in headers:
            headers["authorization"] = _cut(headers["authorization"], len("Bearer sk-proj-"))
        record = Record(
            at=time.time(),
            kind="openai",
            name=f"{request.method} {request.path}",
            sent={"headers": headers, "body": request.body},
            answer={"status": answer.status, "body": _readable(answer.body)},
            error=str(answer.status) if answer.status >= 400 else None,  # noqa: PLR2004
        )
        self._add(record, "bot")

    def _add(self, record: Record, began: str) -> None:
        hidden = masked(record)
        self._last += 1
        self._entries.append(
            {
                "number": self._last,
                "at": hidden.at,
                "began": began,
                "kind": hidden.kind,
                "name": hidden.name,
                "sent": _without_typed(hidden.sent),
                "answer": _without_typed(hidden.answer),
                "error": hidden.error,
                "seconds": round(hidden.seconds, 3),
            }
        )
        self._changed()


def _without_typed(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """Cut what was typed into an input: a secret need not look like a key of OpenAI's."""
    if isinstance(value, list):
        return [_without_typed(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    cut = {name: _without_typed(inner) for name, inner in value.items()}
    if str(value.get("type", "")).endswith("_input") and isinstance(value.get("value"), str):
        cut["value"] = _cut(value["value"], _SHOWN_OF_TYPED)
    return cut


def _cut(text: str, shown: int) -> str:
    return text if len(text) <= shown else f"{text[:shown]}…"


def _readable(body: object) -> object:
    return body.decode(errors="replace") if isinstance(body, bytes) else body
