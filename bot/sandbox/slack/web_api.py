"""The Web API's door: token, scope, pace, then the method; and what tests put in the way.

Slack judges in this order, and every answer tells the token's scopes in `x-oauth-scopes`.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.sandbox.slack.args import Args, read_args
from bot.sandbox.slack.methods import METHODS
from bot.sandbox.slack.platform import Method, Platform
from bot.sandbox.slack.responses import respond
from bot.sandbox.slack.wire import Fields, Headers, Record, Refused

ANY: Final = "*"
_PACED_BY_ITSELF: Final = "chat.postMessage"  # it knows its channel first
_SWALLOWED_S: Final = 12.0  # longer than the bot waits for any answer


@dataclass(slots=True)
class Obstacle:
    """A refusal that a test has put in the way of a method, for some more calls."""

    method: str
    refused: Refused
    left: int


class WebApi:
    """Answers `/api/METHOD`, `/response/TOKEN` and `/upload/TOKEN`."""

    def __init__(self, platform: Platform, *, bot_token: str, app_token: str) -> None:
        self._platform = platform
        self._bot_token = bot_token
        self._app_token = app_token
        self.obstacles: list[Obstacle] = []
        self.swallowed: set[str] = set()  # methods that are done, but whose answers come too late
        self.latency = 0.0

    def routes(self) -> list[web.RouteDef]:
        """Where it listens."""
        return [
            web.route("*", "/api/{method}", self._call),
            web.post("/response/{token}", self._respond),
            web.post("/upload/{token}", self._upload),
        ]

    async def _call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        args = Args({})
        try:
            args = await read_args(request)
            await self._delay(name)
            answer = self._answer(name, _token(request, args), args)
        except Refused as refused:
            self._record("web_api", name, args.given, refused.as_json(), refused.error)
            return _json(refused.as_json(), refused.status, self._headers() | refused.headers)
        self._record("web_api", name, args.given, answer)
        if name in self.swallowed:
            await asyncio.sleep(_SWALLOWED_S)
        return _json(answer, 200, self._headers())

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            given = await request.json()
        except ValueError:
            return _json({"ok": False, "error": "invalid_payload"}, 400)
        try:
            await self._delay("response_url")
            url = self._platform.response_urls.use(request.match_info["token"])
            respond(self._platform, url, given)
        except Refused as refused:
            self._record("response_url", "response_url", given, refused.as_json(), refused.error)
            status = refused.status if refused.status != 200 else 400  # noqa: PLR2004  # OK elsewhere
            return _json(refused.as_json(), status, refused.headers)
        self._record("response_url", "response_url", given, {"ok": True})
        return _json({"ok": True})

    async def _upload(self, request: web.Request) -> web.Response:
        if request.content_type == "multipart/form-data":
            part = (await request.post()).get("file")
            content = part.file.read() if isinstance(part, web.FileField) else b""
        else:
            content = await request.read()
        sent = {"length": len(content)}
        try:
            await self._delay("upload")
            self._platform.files.put(request.match_info["token"], content)
        except Refused as refused:
            self._record("upload", "upload", sent, refused.as_json(), refused.error)
            status = refused.status if refused.status != 200 else 500  # noqa: PLR2004  # OK elsewhere
            return web.Response(status=status, text=refused.error)
        self._record("upload", "upload", sent, {"ok": True})
        return web.Response(text=f"OK - {len(content)}")

    async def _delay(self, name: str) -> None:
        if self.latency:
            await asyncio.sleep(self.latency)
        for obstacle in self.obstacles:
            if obstacle.left and obstacle.method in {name, ANY}:
                obstacle.left -= 1
                raise obstacle.refused

    def _answer(self, name: str, token: str, args: Args) -> Fields:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        self._admit(method, token)
        if name != _PACED_BY_ITSELF:
            self._platform.paces.take(name)
        # A copy, so that neither the log nor the caller holds a piece of the state.
        answer: Fields = json.loads(json.dumps(method.handle(self._platform, args)))
        return {"ok": True, **answer}

    def _admit(self, method: Method, token: str) -> None:
        if not token:
            raise Refused("not_authed")
        wanted, other = self._bot_token, self._app_token
        if method.app_token:
            wanted, other = other, wanted
        if token == other and method.name != "auth.test":
            raise Refused("not_allowed_token_type")
        if token not in {wanted, other}:
            raise Refused("invalid_auth")
        if method.scopes and not method.app_token:
            self._check_scopes(method.scopes)

    def _check_scopes(self, scopes: tuple[str, ...]) -> None:
        granted = self._platform.scopes
        if not any(scope in granted for scope in scopes):
            needed, provided = ",".join(scopes), ",".join(granted)
            raise Refused("missing_scope", needed=needed, provided=provided)

    def _headers(self) -> Headers:
        return {"x-oauth-scopes": ",".join(self._platform.scopes), "x-slack-req-id": "sandbox"}

    def _record(
        self, kind: str, name: str, sent: Fields, answer: Fields, error: str | None = None
    ) -> None:
        workspace = self._platform.workspace
        record = Record(
            at=workspace.clock(), kind=kind, name=name, sent=sent, answer=answer, error=error
        )
        workspace.log.write(record)
        workspace.changed()


def _token(request: web.Request, args: Args) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else args.text("token")


def _json(body: Fields, status: int = 200, headers: Headers | None = None) -> web.Response:
    return web.json_response(body, status=status, headers=headers)
