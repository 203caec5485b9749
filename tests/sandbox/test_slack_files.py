"""A picture reaches a message in three steps, and not before Slack is done with it."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.conftest import Clock
from tests.sandbox.slack_views import section

PNG = b"\x89PNG\r\n\x1a\n and the rest"


@pytest.fixture(autouse=True)
def granted(slack: LocalSlack) -> None:
    slack.platform.scopes[:] = ["chat:write", "files:write", "files:read"]


async def upload(web: AsyncWebClient, content: bytes = PNG, *, form: bool = False) -> str:
    place = await web.files_getUploadURLExternal(filename="chart.png", length=len(content))
    data = aiohttp.FormData()
    data.add_field("file", content, filename="chart.png")
    async with aiohttp.ClientSession() as http:
        body = data if form else content
        async with http.post(place["upload_url"], data=body) as answer:
            assert answer.status == 200
            assert await answer.text() == f"OK - {len(content)}"
    done = await web.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "C"}])
    assert done["files"][0]["mimetype"] == ""
    return str(place["file_id"])


def picture(file_id: str) -> dict[str, object]:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "a chart"}


@pytest.mark.parametrize("form", [False, True])
async def test_a_picture_is_shown_once_it_is_ready(
    slack: LocalSlack, web: AsyncWebClient, clock: Clock, *, form: bool
) -> None:
    file_id = await upload(web, form=form)
    ops = slack.channel("ops").id

    with pytest.raises(SlackApiError, match="invalid slack file"):
        await web.chat_postMessage(channel=ops, text="x", blocks=[picture(file_id)])
    clock.time += 1
    told = await web.files_info(file=file_id)
    posted = await web.chat_postMessage(channel=ops, text="x", blocks=[picture(file_id)])

    assert told["file"]["mimetype"] == "image/png"
    assert posted["message"]["blocks"][0]["slack_file"] == {"id": file_id}
    await web.chat_update(channel=ops, ts=posted["ts"], text="y", blocks=[section("gone")])


async def test_a_file_may_go_to_a_channel_at_once(slack: LocalSlack, web: AsyncWebClient) -> None:
    place = await web.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    async with aiohttp.ClientSession() as http:
        await http.post(place["upload_url"], data=PNG)

    ops = slack.channel("ops").id
    await web.files_completeUploadExternal(files=[{"id": place["file_id"]}], channel_id=ops)

    assert slack.messages("ops")[-1]["text"] == "a.png"


async def test_what_is_wrong_is_refused(slack: LocalSlack, web: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as http:
        place = await web.files_getUploadURLExternal(filename="a.png", length=3)
        assert (await http.post(place["upload_url"], data=b"four")).status == 400
        assert (await http.post(place["upload_url"] + "x", data=b"abc")).status == 404
    for call in (
        web.files_getUploadURLExternal(filename="a.png", length=0),
        web.files_completeUploadExternal(files=[]),
        web.files_completeUploadExternal(files=[{"id": place["file_id"]}]),
        web.files_info(file="F0"),
        web.chat_postMessage(channel=slack.channel("ops").id, blocks=[picture("F0")], text="x"),
    ):
        with pytest.raises(SlackApiError):
            await call


async def test_each_call_needs_its_scope(slack: LocalSlack, web: AsyncWebClient) -> None:
    slack.platform.scopes[:] = ["chat:write"]

    with pytest.raises(SlackApiError, match="missing_scope"):
        await upload(web)
    with pytest.raises(SlackApiError, match="missing_scope"):
        await web.files_info(file="F0")
