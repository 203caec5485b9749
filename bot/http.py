"""The HTTP port: is the bot alive, is it ready, its metrics, and Slack's requests without a socket.

A request of Slack's is checked here, before Bolt sees it, since Bolt logs the whole body of
one whose signature is wrong: behind a rotated secret or a clock that is off that would be
somebody's real key. What is refused leaves one line without anything of the request.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.domain.secret import Secret

EVENTS: Final = "/slack/events"
LARGEST_BODY: Final = 2 * 1024 * 1024  # Slack's own payloads end at some 300 kB
CLOSING_SECONDS: Final = 2.0
METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
Missing = Callable[[], Awaitable[Sequence[str]]]

_log: Final = logging.getLogger(__name__)


class SlackDoor:
    """Slack's requests: verified, then handed to Bolt once Bolt is there."""

    def __init__(self, signing_secret: Secret) -> None:
        self._verifier = SignatureVerifier(signing_secret.reveal())
        self._dispatch: Dispatch | None = None

    def open(self, dispatch: Dispatch) -> None:
        """Let requests through from now on."""
        self._dispatch = dispatch

    async def knock(self, request: web.Request) -> web.Response:
        """Answer one request."""
        body = await request.read()
        if not self._is_signed(body, request):
            _log.warning("refused a request to %s: its signature is wrong or old", EVENTS)
            return web.Response(status=401)
        if self._dispatch is None:
            return web.Response(status=503)
        return await to_aiohttp_response(await self._dispatch(await to_bolt_request(request)))

    def _is_signed(self, body: bytes, request: web.Request) -> bool:
        try:
            return self._verifier.is_valid(
                body,
                request.headers.get("X-Slack-Request-Timestamp"),
                request.headers.get("X-Slack-Signature"),
            )
        except (TypeError, ValueError):
            # A time that is no number, a signature or a body outside its alphabet.
            return False


@dataclass(frozen=True, slots=True)
class Told:
    """What the port tells whoever asks, and where it is from."""

    missing: Missing  # in words, what still keeps the bot from working
    health: Callable[[], Mapping[str, object]]  # more about a bot that is alive; waits for nothing
    metrics: Callable[[], Awaitable[bytes]]  # as Prometheus reads them

    async def alive(self, _: web.Request) -> web.Response:
        """Whether it runs at all: whoever is asked and answers, does."""
        return web.json_response({"alive": True, **self.health()})

    async def ready(self, _: web.Request) -> web.Response:
        """Whether it can work."""
        missing = await self.missing()
        if missing:
            return web.json_response({"ready": False, "missing": list(missing)}, status=503)
        return web.json_response({"ready": True})

    async def measured(self, _: web.Request) -> web.Response:
        """The metrics."""
        page = await self.metrics()
        return web.Response(body=page, headers={"Content-Type": METRICS_TYPE})


@asynccontextmanager
async def http_port(
    *, host: str, port: int, told: Told, door: SlackDoor | None
) -> AsyncIterator[int]:
    """Listen for as long as the context lasts; gives the port, which 0 leaves to the machine."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_get("/healthz", told.alive)
    app.router.add_get("/readyz", told.ready)
    app.router.add_get("/metrics", told.measured)
    if door is not None:
        app.router.add_post(EVENTS, door.knock)
    # No access log: it would write whatever a stranger puts into a path.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
