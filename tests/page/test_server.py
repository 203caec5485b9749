"""The page's server without a browser: who may talk to it, and what it says."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.page.deeds import DEEDS
from bot.sandbox.page.picture import Outside
from bot.sandbox.page.server import Page
from bot.sandbox.port import HOST, free_port
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack import LocalSlack
from bot.sandbox.status_page import LocalStatusPage
from bot.sandbox.switches import openai_switches, status_presses
from tests.page.browser.gallery import FORM, HOLDS

FILLED: Mapping[str, object] = HOLDS | {"person": "alice", "channel": "ops"}
STATUS = """
display_information: {name: an app}
features: {slash_commands: [{command: /an-app, usage_hint: "status | help"}]}
"""


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(ack_within_s=0.2, retries_s=()) as slack:
        yield slack


@pytest.fixture
def outside(slack: LocalSlack) -> Outside:
    return Outside(slack=slack, app=AppManifest.ours())


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as http:
        yield http


async def test_it_listens_on_loopback_and_passes_over_a_port_in_use(outside: Outside) -> None:
    port = free_port()

    async with Page(outside, port=port) as first, Page(outside, port=port) as second:
        assert first.url == f"http://{HOST}:{port}"
        assert second.url.startswith(f"http://{HOST}:")
        assert second.url != first.url


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "evil.example"}, id="another name for this address"),
        pytest.param({"Origin": "https://evil.example"}, id="another page"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/wire"])
async def test_it_answers_its_own_page_alone(
    outside: Outside, http: ClientSession, path: str, headers: dict[str, str]
) -> None:
    async with Page(outside, port=0) as page:
        answer = await http.get(f"{page.url}{path}", headers=headers)

    assert answer.status == 403


async def test_the_page_may_load_nothing_from_elsewhere(
    outside: Outside, http: ClientSession
) -> None:
    async with Page(outside, port=0) as page:
        answer = await http.get(page.url)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy


async def test_a_tab_gets_the_furniture_then_a_picture_of_what_its_person_sees(
    outside: Outside, http: ClientSession
) -> None:
    async with Page(outside, port=0) as page, http.ws_connect(f"{page.url}/wire") as tab:
        furniture = await tab.receive_json()
        as_ada = await tab.receive_json()
        await tab.send_json({"do": "become", "as": "mallory"})
        as_mallory = await tab.receive_json()

    assert [sample["cause"] for sample in furniture["furniture"]["samples"]][-1] == "works"
    assert names(as_ada) == {"general", "ops", "random", "secret"}
    assert names(as_mallory) == {"general"}


def names(message: dict[str, Any]) -> set[str]:
    return {room["name"] for room in message["picture"]["channels"] if room["kind"] != "im"}


async def test_a_deed_that_cannot_be_done_is_answered_with_the_reason(
    outside: Outside, http: ClientSession
) -> None:
    async with Page(outside, port=0) as page, http.ws_connect(f"{page.url}/wire") as tab:
        await tab.send_json({"id": 7, "do": "say", "channel": "nowhere", "text": "hello"})
        answers = [await tab.receive_json() for _ in range(3)]

    assert {"id": 7, "answer": {"failed": "channel_not_found"}} in answers


async def test_the_log_of_the_wire_holds_no_key(outside: Outside, http: ClientSession) -> None:
    async with LocalOpenAI() as openai, Page(outside, port=0) as page:
        openai.subscribe(page.wire.openai)
        bearer = {"Authorization": f"Bearer {WORKING_KEY.key}"}
        await http.get(f"{openai.base_url}/models", headers=bearer)
        await outside.slack.person("ada").command("/openai-diagnose", WORKING_KEY.key)

        logged = page.wire.since(0)

    assert [entry["name"] for entry in logged] == ["GET /v1/models", "/openai-diagnose"]
    assert WORKING_KEY.key not in str(logged)
    assert "sk-proj-…" in str(logged)


async def test_the_log_cuts_whatever_was_typed_into_a_form(outside: Outside) -> None:
    slack = outside.slack
    ada = slack.person("ada")
    slack.platform.views.put_on_top(ada.id, FORM)
    async with Page(outside, port=0) as page:
        await ada.submit({**FILLED, "text": "AKIA-of-another-provider"})

        (logged,) = page.wire.since(0)

    assert "AKIA-of-…" in str(logged)
    assert "provider" not in str(logged)


async def test_a_switch_whose_part_is_not_built_does_not_show(slack: LocalSlack) -> None:
    async with LocalOpenAI() as openai:
        down, slow, spent = openai_switches(openai)
        slow.needs = "a part that nobody built"
        outside = Outside(slack=slack, app=AppManifest.ours(), switches=(down, slow, spent))

        assert outside.shown_switches() == [down, spent]


async def test_a_switch_turns_what_it_says() -> None:
    async with LocalOpenAI() as openai:
        down, slow, spent = openai_switches(openai)

        for switch in (down, slow, spent):
            await switch.turn(on=True)
        assert troubles(openai) == (True, True, True)
        for switch in (down, slow, spent):
            await switch.turn(on=False)
        assert troubles(openai) == (False, False, False)


def troubles(openai: LocalOpenAI) -> tuple[bool, bool, bool]:
    return openai.down is not None, openai.latency > 0, openai.quota_spent


async def test_a_press_lets_it_happen_once(slack: LocalSlack) -> None:
    status = LocalStatusPage()
    opened, *_ = status_presses(status)
    outside = Outside(slack=slack, app=AppManifest.read(STATUS), switches=(opened,))

    await DEEDS["switch"](outside, slack.person("ada"), {"name": opened.name})

    assert [one.word for one in status.incidents] == ["Resolved", "Investigating"]


async def test_a_picture_that_the_bot_uploaded_is_shown_and_no_other_file(
    slack: LocalSlack, outside: Outside, http: ClientSession
) -> None:
    files = slack.platform.files
    pictures = [b"\x89PNG\r\n\x1a\n and the rest", b"<html>"]
    for number, content in enumerate(pictures):
        url, _ = files.begin(f"{number}.png", len(content), slack.workspace.bot.id)
        files.put(url.rpartition("/")[2], content)
    chart, script = files.known

    async with Page(outside, port=0) as page:
        shown = await http.get(f"{page.url}/file/{chart}")
        refused = await http.get(f"{page.url}/file/{script}")
        unknown = await http.get(f"{page.url}/file/F0")
        content = await shown.read()

    assert (shown.content_type, content) == ("image/png", pictures[0])
    assert (refused.status, unknown.status) == (404, 404)
