"""Every call of Slack leaves a number and a line, and nothing of what was said."""

import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.clock import SystemClock
from bot.adapters.slack_calls import SlackCalls
from bot.domain.metrics import OTHER, SLACK_CALLS, SLACK_SECONDS
from bot.sandbox.slack.server import LocalSlack
from tests.fakes import FakeMeter

SECRET = "a text that nobody else should read"


@pytest.fixture
def meter() -> FakeMeter:
    return FakeMeter()


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as local:
        yield local


@pytest.fixture
async def session(meter: FakeMeter) -> AsyncIterator[aiohttp.ClientSession]:
    heard = (SlackCalls(meter, SystemClock()),)
    async with aiohttp.ClientSession(
        middlewares=heard, timeout=aiohttp.ClientTimeout(total=1)
    ) as one:
        yield one


@pytest.fixture
def web(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(
        token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )


async def test_what_went_well(
    web: AsyncWebClient, slack: LocalSlack, meter: FakeMeter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    await web.chat_postMessage(channel=slack.person("alice").id, text=SECRET)

    assert meter.counted == {(SLACK_CALLS.name, "chat.postMessage", "ok"): 1}
    assert [labels for name, *labels in meter.observed if name == SLACK_SECONDS.name] == [
        ["chat.postMessage"]
    ]
    (line,) = caplog.messages
    assert line.startswith("slack chat.postMessage: ok after")
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("channel_not_found", "channel_not_found"),
        ("a_word_of_next_year", "a_word_of_next_year"),  # the meter makes `other` of it
        ("ratelimited", "ratelimited"),
        (503, "http_5xx"),
        (404, "http_4xx"),
    ],
)
async def test_what_slack_refused(
    web: AsyncWebClient, slack: LocalSlack, meter: FakeMeter, error: str | int, outcome: str
) -> None:
    slack.refuse("auth.test", error)
    with pytest.raises(SlackApiError):
        await web.auth_test()

    assert meter.counted == {(SLACK_CALLS.name, "auth.test", outcome): 1}


async def test_a_response_url_is_not_repeated(
    session: aiohttp.ClientSession,
    slack: LocalSlack,
    meter: FakeMeter,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    url = slack.api_url.replace("/api/", "/response/T0KENOFNOBODY")
    await AsyncWebhookClient(url, session=session).send(text=SECRET)

    assert [name for _, name, _ in meter.counted] == ["by_url"]
    assert "T0KENOFNOBODY" not in caplog.text
    assert SECRET not in caplog.text


async def test_a_method_that_the_table_does_not_have_shows(
    web: AsyncWebClient, meter: FakeMeter
) -> None:
    with pytest.raises(SlackApiError):
        await web.api_test()

    assert [method for _, method, _ in meter.counted] == [OTHER]


async def test_a_slack_that_hangs_and_one_that_is_gone(
    session: aiohttp.ClientSession, meter: FakeMeter
) -> None:
    async with LocalSlack() as slack:
        web = AsyncWebClient(base_url=slack.api_url, session=session, retry_handlers=[])
        slack.answer_after(3)
        with pytest.raises(TimeoutError):
            await web.auth_test()
    with pytest.raises(aiohttp.ClientError):
        await web.auth_test()

    assert meter.counted == {(SLACK_CALLS.name, "auth.test", "unreachable"): 2}
