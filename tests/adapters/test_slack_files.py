"""A chart is shown as a picture where Slack takes it, and in letters wherever it does not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

import aiohttp
import pytest
from PIL import Image

from bot.adapters.chart import HEIGHT, WIDTH, draw
from bot.adapters.slack_files import SlackPictures
from bot.adapters.slack_messages import SlackMessages, one_try_client
from bot.domain.desired.alerts import ChartShown, Trend
from bot.domain.desired.delivered import Attempt
from bot.domain.desired.message import DesiredMessage, Part
from bot.domain.desired.steps import Act, Done, Step
from bot.domain.secret import Secret
from bot.sandbox.slack import LocalSlack
from bot.slack.bolt import quiet_logger
from bot.views.alert import render
from bot.views.blocks import Message
from tests.views.alert.building import NOON, TREND, an_alert

CHART = ChartShown(an_alert(), TREND)


def show(content: object) -> Message:
    assert isinstance(content, ChartShown)
    return render(content)


@dataclass(frozen=True)
class Here:
    slack: LocalSlack
    announcer: SlackMessages

    async def post(self) -> None:
        channel = self.slack.channel("ops").id
        part = Part(key="", version="v1", content=CHART)
        message = DesiredMessage(id="alert/1", channel=channel, root=part, since=NOON)
        step = Step(act=Act.POST, message=message, part=part)
        outcome = await self.announcer.post(
            replace(step, attempt=Attempt(key="", version="v1", at=NOON))
        )
        assert isinstance(outcome, Done)

    @property
    def blocks(self) -> list[str]:
        return [block["type"] for block in self.slack.messages("ops")[-1]["blocks"]]

    def calls(self, name: str) -> int:
        return len(self.slack.calls.of(name))


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    scopes = ("chat:write", "files:write")
    async with LocalSlack(scopes=scopes, paced=False) as slack, aiohttp.ClientSession() as http:
        client = one_try_client(
            token=Secret(slack.bot_token),
            base_url=slack.api_url,
            session=http,
            logger=quiet_logger(),
        )
        pictures = SlackPictures(client, http, timeout_s=2.0)
        yield Here(
            slack,
            SlackMessages(client, show, timedelta(seconds=5), pictures),
        )


async def test_the_picture_stands_in_the_message(here: Here) -> None:
    await here.post()

    (message,) = here.slack.messages("ops")
    (block,) = message["blocks"]
    file = here.slack.platform.files.known[block["slack_file"]["id"]]
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert "34 % errors (51/150, 5 min), limit 10 %" in block["alt_text"]
    assert "limit 10 %" in message["text"]


async def test_the_same_picture_is_sent_once(here: Here) -> None:
    await here.post()
    await here.post()

    assert here.calls("upload") == 1
    assert here.blocks == ["image"]


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("files.getUploadURLExternal", "internal_error"),
        ("upload", 500),
        ("files.completeUploadExternal", "ratelimited"),
        ("files.getUploadURLExternal", 503),
    ],
)
async def test_a_step_that_fails_leaves_the_letters(
    here: Here, method: str, error: str | int
) -> None:
    here.slack.refuse(method, error)

    await here.post()

    assert here.blocks == ["section"]
    assert here.slack.messages("ops")[-1]["text"].endswith("2 min without calls")


async def test_a_picture_that_is_never_ready_leaves_the_letters(here: Here) -> None:
    here.slack.platform.files.ready_after_s = 1e9

    await here.post()

    assert here.blocks == ["section"]
    assert len(here.slack.messages("ops")) == 1


async def test_without_the_scope_it_is_tried_once(here: Here) -> None:
    here.slack.platform.scopes.remove("files:write")

    await here.post()
    await here.post()

    assert here.blocks == ["section"]
    assert here.calls("files.getUploadURLExternal") == 1


@pytest.mark.parametrize(
    "trend",
    [
        TREND,
        Trend((), 0, 0.0),
        Trend((None,) * 60, 1_795_521_600_000, 0.1, "%"),
        Trend((0.0,), 1_795_521_600_000, 0.0, "s"),
        Trend((1e-9, 1e-8), 1_795_521_600_000, 0.0, "%"),
        Trend((1e14,) * 180, 1_795_521_600_000, 5e13, "calls"),
    ],
)
def test_any_trend_can_be_drawn_and_is_small(trend: Trend) -> None:
    picture = draw(trend, "checkout → gpt-5: " + "x" * 500)

    assert Image.open(BytesIO(picture)).size == (WIDTH, HEIGHT)
    assert len(picture) < 60_000
