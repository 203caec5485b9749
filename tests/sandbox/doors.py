"""Ends of the wire where a test stands in for the bot."""

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.door import FIRST, Ack, Attempt
from tests.sandbox.slack_views import Fields


class Scripted:
    """A door behind which a bot answers as it was told."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.heard: list[Fields] = []

    async def carry(self, kind: str, payload: Fields, attempt: Attempt = FIRST) -> Ack:
        del kind, attempt
        self.heard.append(payload)
        return Ack(body=self.answers.pop(0) if self.answers else None)


class Socket:
    """A bare client: reads envelopes, acknowledges those that it is told to."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self.http = aiohttp.ClientSession()

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        client = AsyncWebClient(base_url=self._slack.api_url)
        opened = await client.apps_connections_open(app_token=self._slack.app_token)
        socket = await self.http.ws_connect(opened["url"])
        assert (await socket.receive_json())["type"] == "hello"
        return socket


class Inbox:
    """An address of the bot's that keeps what it got and answers as it is told."""

    def __init__(self) -> None:
        self.requests: list[tuple[bytes, dict[str, str]]] = []
        self.status = 200

    async def take(self, request: web.Request) -> web.Response:
        self.requests.append((await request.read(), dict(request.headers)))
        return web.Response(status=self.status)
