"""Socket Mode: WebSockets on which Slack sends envelopes and the bot echoes their ids.

Every payload goes to one of the open connections, in turn. A connection that was told to
refresh gets nothing new.
"""

import asyncio
import contextlib
import itertools
import json
import secrets
import uuid
from typing import Final

from aiohttp import WSMsgType, web

from bot.sandbox.slack.door import EVENTS, FIRST, Ack, Attempt
from bot.sandbox.slack.wire import Fields, Record
from bot.sandbox.slack.workspace import Workspace

_MOST_CONNECTIONS: Final = 10


class Connection:
    """One WebSocket of the bot's."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.socket = socket
        self.transport = transport
        self.draining = False
        self.pending: dict[str, asyncio.Future[Ack]] = {}

    async def send(self, fields: Fields) -> None:
        """Send one JSON message; a connection that is gone swallows it."""
        with contextlib.suppress(ConnectionError):
            await self.socket.send_str(json.dumps(fields))

    def lost(self) -> None:
        """Tell whoever waits for an acknowledgement that none will come."""
        for waiting in self.pending.values():
            if not waiting.done():
                waiting.set_result(Ack(error="connection_lost"))


class SocketMode:
    """The WebSocket side; a `Door`."""

    def __init__(self, workspace: Workspace, *, ack_within_s: float) -> None:
        self._workspace = workspace
        self._ack_within_s = ack_within_s
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self.connections: list[Connection] = []
        self.origin = ""

    def url(self) -> str:
        """An address for one new connection; its ticket is good once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        ws = self.origin.replace("http://", "ws://")
        return f"{ws}/link/?ticket={ticket}&app_id={self._workspace.app_id}"

    def routes(self) -> list[web.RouteDef]:
        """Where it listens."""
        return [web.get("/link/", self._connect)]

    @property
    def live(self) -> list[Connection]:
        """The connections that may get a payload."""
        return [c for c in self.connections if not c.draining and not c.socket.closed]

    async def carry(self, kind: str, payload: Fields, attempt: Attempt = FIRST) -> Ack:
        """Send an envelope on one connection and wait for its id to come back."""
        live = self.live
        if not live:
            return Ack(error="no_connection")
        connection = live[next(self._turn) % len(live)]
        envelope_id = str(uuid.uuid4())
        waiting: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        connection.pending[envelope_id] = waiting
        await connection.send(_envelope(envelope_id, kind, payload, attempt))
        try:
            async with asyncio.timeout(self._ack_within_s):
                return await waiting
        except TimeoutError:
            return Ack(error="timeout")
        finally:
            connection.pending.pop(envelope_id, None)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to make room for a new one, as Slack does every few hours."""
        for connection in self.live:
            connection.draining = True
            await connection.send({"type": "disconnect", "reason": reason, "debug_info": {}})

    def cut(self) -> None:
        """Drop every connection without a word."""
        for connection in list(self.connections):
            if connection.transport is not None:
                connection.transport.abort()

    async def close(self) -> None:
        """Close every connection in order."""
        for connection in list(self.connections):
            await connection.socket.close()

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        if len(self.live) >= _MOST_CONNECTIONS:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.connections.append(connection)
        await connection.send(self._hello())
        self._note("hello")
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(connection, message.data)
        finally:
            self.connections.remove(connection)
            connection.lost()
            self._note("closed")
        return socket

    def _hello(self) -> Fields:
        return {
            "type": "hello",
            "num_connections": len(self.live),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 1},
            "connection_info": {"app_id": self._workspace.app_id},
        }

    def _receive(self, connection: Connection, text: str) -> None:
        try:
            ack = json.loads(text)
            waiting = connection.pending.get(ack["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self._note("unreadable", error="invalid_ack")
            return
        if waiting is None or waiting.done():
            self._note("late", error="late_ack")
        else:
            waiting.set_result(Ack(body=ack.get("payload")))

    def _note(self, name: str, error: str | None = None) -> None:
        workspace = self._workspace
        workspace.log.write(Record(at=workspace.clock(), kind="socket", name=name, error=error))
        workspace.changed()


def _envelope(envelope_id: str, kind: str, payload: Fields, attempt: Attempt) -> Fields:
    envelope: Fields = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != EVENTS,
    }
    if kind == EVENTS:
        envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
    return envelope
