"""`LocalSlack`: one workspace, its wire and its people, on a loopback port."""

import time
from collections.abc import Callable, Collection, Sequence
from typing import Final, Self, TypeVar

from aiohttp import web

from bot.sandbox.port import serve
from bot.sandbox.slack.delivery import RETRIES_S, Delivery
from bot.sandbox.slack.door import INTERACTIVE, Ack, Door
from bot.sandbox.slack.events import Events
from bot.sandbox.slack.files import Files
from bot.sandbox.slack.http_events import HttpEvents
from bot.sandbox.slack.pace import Paces, ratelimited
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.socket_mode import SocketMode
from bot.sandbox.slack.triggers import ResponseUrls, Triggers
from bot.sandbox.slack.views import Views
from bot.sandbox.slack.web_api import Obstacle, WebApi
from bot.sandbox.slack.wire import Fields, Refused, WireLog
from bot.sandbox.slack.workspace import Channel, Clock, Workspace

SCOPES: Final = ("commands", "chat:write", "chat:write.public", "im:write", "users:read")
EVENTS: Final = ("app_home_opened",)
ALWAYS: Final = 10**9
_TOO_MANY: Final = 429
_WAIT_S: Final = 1
T = TypeVar("T")


class LocalSlack:
    """A stand-in for Slack: `async with LocalSlack() as slack`.

    `scopes` and `events` are what the bot's manifest asks for. `clock` moves triggers,
    `response_url`s and paces; the three seconds for an acknowledgement are real ones,
    `ack_within_s` makes them fewer. `paced=False` lets the bot post as fast as it likes.
    """

    def __init__(
        self,
        *,
        scopes: Collection[str] = SCOPES,
        events: Collection[str] = EVENTS,
        clock: Clock = time.time,
        ack_within_s: float = 3.0,
        retries_s: Sequence[float] = RETRIES_S,
        paced: bool = True,
    ) -> None:
        self.workspace = Workspace(clock)
        self.bot_token = "xoxb-sandbox-bot-token"  # noqa: S105  # invented
        self.app_token = "xapp-sandbox-app-token"  # noqa: S105
        self.signing_secret = "sandbox-signing-secret"  # noqa: S105
        self.sockets = SocketMode(self.workspace, ack_within_s=ack_within_s)
        self.http: HttpEvents | None = None
        self.platform = Platform(
            workspace=self.workspace,
            views=Views(self.workspace),
            triggers=Triggers(self.workspace),
            response_urls=ResponseUrls(self.workspace),
            paces=Paces(clock, held=paced),
            files=Files(clock),
            scopes=list(scopes),
            socket_url=self.sockets.url,
        )
        self._ack_within_s = ack_within_s
        self._web_api = WebApi(self.platform, bot_token=self.bot_token, app_token=self.app_token)
        self._delivery = Delivery(self.workspace, self.sockets, retries_s)
        self.events = Events(self.platform, self._delivery, events)
        self._runner: web.AppRunner | None = None
        self.api_url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.add_routes([*self._web_api.routes(), *self.sockets.routes()])
        self._runner, origin = await serve(app)
        self.api_url = f"{origin}/api/"
        self.sockets.origin = self.platform.response_urls.origin = origin
        self.platform.files.origin = origin
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._delivery.close()
        await self.sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.workspace.team_id

    @property
    def calls(self) -> WireLog:
        """Everything that went over the wire."""
        return self.workspace.log

    def person(self, name: str) -> Person:
        """Somebody to act as: "ada" (an admin), "alice", "mallory" (of another workspace)."""
        return Person(self.workspace.user(name), self.platform, self._delivery, self.events)

    def channel(self, name: str) -> Channel:
        """A channel by name or id."""
        return self.workspace.channel(name)

    def messages(self, channel: str) -> list[Fields]:
        """What was said in a channel, oldest first."""
        return self.workspace.channel(channel).messages

    async def until(self, met: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """Wait for a change after which `met()` is true; give what it gave."""
        return await self.workspace.until(met, timeout)

    # Switches

    def refuse(self, method: str, error: str | int, times: int = ALWAYS) -> Obstacle:
        """Refuse a method ("*": all; "response_url" too) with an error or an HTTP status.

        The result's `left` says how often more; set it to 0 to let calls through again.
        """
        if isinstance(error, int):
            refused = Refused("internal_error", status=error)
            refused = ratelimited(_WAIT_S) if error == _TOO_MANY else refused
        else:
            refused = ratelimited(_WAIT_S) if error == "ratelimited" else Refused(error)
        obstacle = Obstacle(method, refused, times)
        self._web_api.obstacles.append(obstacle)
        return obstacle

    def swallow(self, *methods: str) -> None:
        """Do what these methods ask for, but answer when nobody waits any more; none: all answer."""
        self._web_api.swallowed = set(methods)

    def answer_after(self, seconds: float) -> None:
        """Let every Web API answer take this long."""
        self._web_api.latency = seconds

    def deliver_to(self, url: str) -> HttpEvents:
        """Switch to signed HTTP: payloads go to this address from now on."""
        self.http = HttpEvents(url, self.signing_secret, ack_within_s=self._ack_within_s)
        self.deliver_through(self.http)
        return self.http

    def deliver_by_socket(self) -> None:
        """Switch back to Socket Mode."""
        self.deliver_through(self.sockets)

    def deliver_through(self, door: Door) -> None:
        """Use any door: one that a test made, for instance."""
        self._delivery.door = door

    async def deliver(self, payload: Fields, kind: str = INTERACTIVE) -> Ack:
        """Send any payload as it is, through whichever door is open."""
        name = payload.get("command") or payload.get("type") or kind
        return await self._delivery.deliver(kind, name, payload)
