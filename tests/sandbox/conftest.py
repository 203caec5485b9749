"""The stand-ins, and a Bolt app that is connected to the local Slack in either mode."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp.web import Application, AppRunner, TCPSite
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.port import serve
from bot.sandbox.slack import LocalSlack
from tests.sandbox.doors import Inbox, Scripted
from tests.sandbox.openai_caller import Caller


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    async with LocalSlack(clock=clock, ack_within_s=0.5, retries_s=(0.0,)) as local:
        yield local


@pytest.fixture
def web(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def app(slack: LocalSlack, web: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=web, signing_secret=slack.signing_secret)


@pytest.fixture
def bot(slack: LocalSlack) -> Scripted:
    """A bot that answers as it is told."""
    door = Scripted()
    slack.deliver_through(door)
    return door


@pytest.fixture
async def inbox(slack: LocalSlack) -> AsyncIterator[Inbox]:
    """An HTTP address of the bot's."""
    box = Inbox()
    app = Application()
    app.router.add_post("/slack/events", box.take)
    runner, origin = await serve(app)
    slack.deliver_to(f"{origin}/slack/events")
    yield box
    await runner.cleanup()


@pytest.fixture
async def openai() -> AsyncIterator[LocalOpenAI]:
    async with LocalOpenAI() as server:
        yield server


@pytest.fixture
async def call(openai: LocalOpenAI) -> AsyncIterator[Caller]:
    caller = Caller(openai)
    yield caller
    await caller.http.aclose()


Connect = Callable[[], Awaitable[None]]


@pytest.fixture(params=["socket", "http"])
async def connect(
    request: pytest.FixtureRequest, slack: LocalSlack, app: AsyncApp
) -> AsyncIterator[Connect]:
    """Connect the app, in Socket Mode or over HTTP; the test runs once in each."""
    if request.param == "socket":
        async for door in _over_socket(slack, app):
            yield door
    else:
        async for door in _over_http(slack, app):
            yield door


async def _over_socket(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[Connect]:
    handler = AsyncSocketModeHandler(app, slack.app_token)

    async def connect() -> None:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's own
        await slack.until(lambda: slack.sockets.live)

    yield connect
    await handler.close_async()  # type: ignore[no-untyped-call]


async def _over_http(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[Connect]:
    runner = AppRunner(app.web_app("/slack/events"))

    async def connect() -> None:
        await runner.setup()
        await TCPSite(runner, "127.0.0.1", 0).start()
        slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")

    yield connect
    await runner.cleanup()
