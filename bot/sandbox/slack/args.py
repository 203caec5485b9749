"""The arguments of a Web API call, wherever they stood.

Slack takes them from the query string, a form or JSON, and its own SDK uses all three; a
blocks list may be JSON or a string of JSON, a boolean may be 1, "true" or true.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from bot.sandbox.slack.wire import Fields, Refused

_YES: Final = frozenset({"1", "true", "yes"})


class Args:
    """The arguments of one call."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, default: str = "") -> str:
        """A text; numbers are taken as they print."""
        value = self.given.get(name, default)
        return value if isinstance(value, str) else str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """A text that must be there."""
        value = self.text(name)
        if not value:
            raise Refused(error, f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read a boolean in any of its spellings."""
        if name not in self.given:
            return default
        return str(self.given[name]).lower() in _YES

    def number(self, name: str, default: int) -> int:
        """Read a whole number."""
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            raise Refused("invalid_arguments", f"[ERROR] {name} is no number") from None

    def names(self, name: str) -> list[str]:
        """A list written with commas, or as JSON."""
        value = self.given.get(name, [])
        if isinstance(value, list):
            return [str(entry) for entry in value]
        return [entry.strip() for entry in str(value).split(",") if entry.strip()]

    def json(self, name: str, error: str) -> Any:  # noqa: ANN401  # whatever was sent
        """A JSON value, sent as such or as a string; `error` if it cannot be read."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error, f"[ERROR] {name} is no JSON") from None


async def read_args(request: web.Request) -> Args:
    """Merge query string, form and JSON; what stands in the body wins."""
    given: Fields = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return Args(given | body)
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        given |= dict(await request.post())
    return Args(given)
