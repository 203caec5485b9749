"""The page's server: its files, and one WebSocket for each tab.

A tab says who it acts as; it gets the furniture once, then a picture after every change
and the new entries of the log. It listens on loopback only and takes only requests that
were meant for it, so that no other page in the same browser can reach it.
"""

import asyncio
import base64
import hashlib
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final, Self

from aiohttp import WSMsgType, web

from bot.sandbox.page.deeds import DEEDS
from bot.sandbox.page.picture import Outside, furniture, picture, switches
from bot.sandbox.page.wire import WireEntries
from bot.sandbox.port import HOST, serve
from bot.sandbox.slack.inputs import NotOffered
from bot.sandbox.slack.wire import Fields, Refused

PORT: Final = 8765
_HERE: Final = Path(__file__).parent
_INDEX: Final = _HERE / "static" / "index.html"
_INLINE: Final = re.compile(r"<script[^>]*>([^<]+)</script>")
_BREATH_S: Final = 0.02  # changes come in showers; one picture tells them all


class Page:
    """The page: `async with Page(outside) as page: page.url`."""

    def __init__(self, outside: Outside, *, port: int = PORT) -> None:
        self._outside = outside
        self._port = port
        self.wire = WireEntries(outside.slack.workspace.changed)
        self._tabs: set[Tab] = set()
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        self._outside.slack.calls.subscribe(self.wire.slack)
        self._runner, self.url = await self._on_a_port()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        for tab in self._tabs:
            await tab.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _on_a_port(self) -> tuple[web.AppRunner, str]:
        try:
            return await serve(self._app(), self._port)
        except OSError:  # somebody is there already
            return await serve(self._app())

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[_for_us_only])
        app.router.add_get("/", self._index)
        app.router.add_get("/wire", self._socket)
        app.router.add_get("/file/{id}", self._file)
        app.router.add_static("/static", _HERE / "static")
        app.router.add_static("/vendor", _HERE / "vendor")
        return app

    async def _index(self, _: web.Request) -> web.Response:
        html = _INDEX.read_text(encoding="utf-8")
        return web.Response(
            text=html, content_type="text/html", headers={"Content-Security-Policy": _policy(html)}
        )

    async def _file(self, request: web.Request) -> web.Response:
        file = self._outside.slack.platform.files.known.get(request.match_info["id"])
        if file is None or file.content is None or not file.kind[0].startswith("image/"):
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.kind[0])

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        tab = Tab(socket, self._outside, self.wire)
        self._tabs.add(tab)
        try:
            await tab.serve()
        finally:
            self._tabs.discard(tab)
        return socket


class Tab:
    """One open page."""

    def __init__(self, socket: web.WebSocketResponse, outside: Outside, wire: WireEntries) -> None:
        self._socket = socket
        self._outside = outside
        self._wire = wire
        self._as = "ada"
        self._running: set[asyncio.Task[None]] = set()
        self._seen = 0

    async def serve(self) -> None:
        """Go on until the tab is closed."""
        await self._send({"furniture": furniture(self._outside)})
        showing = asyncio.create_task(self._show())
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._start(self._answer(message.json()))
        finally:
            for task in (showing, *self._running):
                task.cancel()
            await asyncio.gather(showing, *self._running, return_exceptions=True)

    async def close(self) -> None:
        """Say goodbye."""
        await self._socket.close()

    def _start(self, answering: Awaitable[None]) -> None:
        task = asyncio.ensure_future(answering)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _show(self) -> None:
        workspace = self._outside.slack.workspace
        while True:
            change = workspace.next_change()
            await self._draw()
            await change.wait()
            await asyncio.sleep(_BREATH_S)

    async def _draw(self) -> None:
        me = self._outside.slack.workspace.user(self._as)
        entries = self._wire.since(self._seen)
        self._seen = entries[-1]["number"] if entries else self._seen
        await self._send(
            {
                "picture": picture(self._outside, me),
                "switches": switches(self._outside),
                "log": entries,
            }
        )

    async def _answer(self, asked: Fields) -> None:
        if asked["do"] == "become":
            self._as = asked["as"]
            await self._draw()
            return
        person = self._outside.slack.person(asked.get("as") or self._as)
        try:
            answer: dict[str, Any] = await DEEDS[asked["do"]](self._outside, person, asked)
        except (Refused, NotOffered) as refused:
            answer = {"failed": str(refused)}
        await self._send({"id": asked.get("id"), "answer": answer})

    async def _send(self, message: Fields) -> None:
        if not self._socket.closed:
            await self._socket.send_json(message)


@web.middleware
async def _for_us_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what another page, or another name for this address, sends here."""
    host = request.host
    origin = request.headers.get("Origin", f"http://{host}")
    if host.rpartition(":")[0] not in {HOST, "localhost"} or origin != f"http://{host}":
        raise web.HTTPForbidden(text="The sandbox answers its own page only.")
    response = await handler(request)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy(html: str) -> str:
    """Only our own files, and the one inline script: the import map."""
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in _INLINE.findall(html))
    return (
        f"default-src 'self'; script-src 'self' {hashes}; img-src 'self' data: http: https:; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
