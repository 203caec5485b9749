"""Every call of Slack, measured and written down; hung into the session that all of them use.

One line a call, with its method, what came of it and how long it took, and nothing of what was
said. Whatever was bound where the call began, a request's id above all, stands in the line too.
A response URL is a secret, so an address that names no known method is not repeated.
"""

import json
import logging
from typing import Final

import aiohttp

from bot.domain.metrics import (
    BY_URL,
    OK,
    OTHER,
    SLACK_CALLS,
    SLACK_METHODS,
    SLACK_SECONDS,
    UNREACHABLE,
)
from bot.ports import Clock, Meter

_BAD: Final = 400
_WORSE: Final = 500
_TOO_MANY: Final = 429
_log: Final = logging.getLogger(__name__)


class SlackCalls:
    """The middleware of aiohttp's client."""

    def __init__(self, meter: Meter, clock: Clock) -> None:
        self._meter = meter
        self._clock = clock

    async def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Make the call, and see what comes of it."""
        method, started = _method(request.url.path), self._clock.seconds()
        outcome = UNREACHABLE  # also where nobody waits for the answer any longer
        try:
            response = await handler(request)
            outcome = _outcome(response.status, await response.read())
        finally:
            self._heard(method, outcome, self._clock.seconds() - started)
        return response

    def _heard(self, method: str, outcome: str, seconds: float) -> None:
        self._meter.count(SLACK_CALLS, method=method, outcome=outcome)
        self._meter.observe(SLACK_SECONDS, seconds, method=method)
        level = logging.DEBUG if outcome == OK else logging.INFO
        _log.log(level, "slack %s: %s after %d ms", method, outcome, seconds * 1000)


def _method(path: str) -> str:
    before, _, name = path.rpartition("/")
    if not before.endswith("/api"):
        return BY_URL
    return name if name in SLACK_METHODS else OTHER


def _outcome(status: int, body: bytes) -> str:
    """Slack's word; what went wrong comes with status 200, too."""
    if status == _TOO_MANY:
        return "ratelimited"
    if status >= _BAD:
        return "http_5xx" if status >= _WORSE else "http_4xx"
    try:
        said = json.loads(body)
    except ValueError:
        return OK  # a response URL and an upload answer in plain words
    if isinstance(said, dict) and said.get("ok") is False:
        return str(said.get("error") or UNREACHABLE)[:64]
    return OK
