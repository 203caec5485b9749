"""Block Kit as the page draws it, without a bot: what a test posts is what is looked at."""

from dataclasses import replace

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.page.picture import Outside
from bot.sandbox.page.server import Page as SandboxPage
from bot.sandbox.port import free_port
from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.messages import post
from bot.sandbox.slack.wire import Fields
from tests.page.browser.chromium import NARROW, Tabs, picture_of, violations
from tests.page.browser.gallery import EVERY_BLOCK, FORM, HOLDS

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def shown(slack: LocalSlack, url: str, tabs: Tabs, *blocks: Fields, text: str = "") -> Page:
    """A page on which one message stands."""
    post(slack.platform, slack.channel("general"), {"text": text, "blocks": list(blocks)})
    return await tabs.open(url)


def mrkdwn(text: str) -> Fields:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def words(page: Page) -> Locator:
    return page.get_by_role("article").last.locator(".text")


DRAWN = {
    "&lt;!channel&gt;": "&lt;!channel&gt;",  # an escaped mention is inert
    "&amp;lt;b&gt;": "&amp;lt;b&gt;",  # escapes are undone once
    "<!here>": '<span class="mention loud">@here</span>',
    "*a _b_* ~c~": "<strong>a <em>b</em></strong> <s>c</s>",
    "2*3*4 a_b_c": "2*3*4 a_b_c",  # marks inside words are none
    "`*a* &lt;b&gt;`": "<code>*a* &lt;b&gt;</code>",
    "```\na *b*\n```": "<pre>a *b*\n</pre>",
    "&gt; a\nb": "<blockquote>a</blockquote>b",
    "a\nb": "a<br>b",
    ":white_check_mark: :warning: :nope:": "✅ ⚠️ :nope:",  # by Slack's names
    "http://a.example": "http://a.example",  # verbatim
    "<https://a.example/?x=1&amp;y=2|the page>": (
        '<a href="https://a.example/?x=1&amp;y=2" target="_blank" '
        'rel="noreferrer noopener">the page</a>'
    ),
    "<javascript:alert(1)|x>": "<span>x</span>",  # only links to the web
    "<!date^0^{date_num}|then>": '<time title="then">1970-01-01</time>',
}


async def test_mrkdwn(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    page = await shown(slack, url, tabs, *map(mrkdwn, DRAWN))

    drawn = [await one.inner_html() for one in await words(page).all()]

    assert dict(zip(DRAWN, drawn, strict=True)) == DRAWN


async def test_people_and_channels_are_named(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    alice, ops = slack.person("alice").id, slack.channel("ops").id

    page = await shown(slack, url, tabs, mrkdwn(f"<@{alice}> in <#{ops}>"))

    await expect(words(page)).to_have_text("@alice in #ops")


async def test_every_block_is_drawn(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    page = await shown(slack, url, tabs, *EVERY_BLOCK)

    message = page.get_by_role("article").last
    for name in ("heading", "img", "table", "list", "separator", "combobox"):
        await expect(message.get_by_role(name).first).to_be_attached()
    await expect(page.locator(".undrawable")).to_have_count(0)
    await picture_of(page, "every-block")
    assert not await violations(page)


async def test_what_cannot_be_drawn_says_so_in_red(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    page = await shown(slack, url, tabs, mrkdwn("before"))

    slack.messages("general")[-1]["blocks"].append({"type": "video", "block_id": "v"})
    slack.workspace.changed()

    note = page.locator(".undrawable")
    await expect(note).to_contain_text("cannot draw a block of the type “video”")
    await expect(note).to_have_css("color", "rgb(179, 38, 30)")


async def test_a_message_changes_without_reloading(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    page = await shown(slack, url, tabs, text="before")

    slack.messages("general")[-1]["text"] = "after"
    slack.workspace.changed()

    await expect(words(page)).to_have_text("after")


async def test_every_input_brings_what_was_entered(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    ada = slack.person("ada")
    slack.platform.views.put_on_top(ada.id, FORM)
    page = await tabs.open(url)
    form = page.get_by_role("dialog")
    assert not await violations(page)
    await picture_of(page, "every-input")

    for label, value in (("Text", "a\nb"), ("Mail", "a@b.example"), ("Number", "7")):
        await form.get_by_label(label, exact=True).fill(value)
    await form.get_by_label("Date", exact=True).fill("2026-11-24")
    await form.get_by_label("Time", exact=True).fill("09:30")
    await form.get_by_label("One", exact=True).select_option(label="B")
    await form.get_by_label("Many", exact=True).select_option(["a", "b"])
    await form.get_by_label("Person", exact=True).select_option(label="@alice")
    await form.get_by_label("Channel", exact=True).select_option(label="#ops")
    await form.get_by_role("checkbox", name="B").check()
    await form.get_by_role("radio", name="A").check()
    await form.get_by_role("button", name="Send").click()

    await expect(page.get_by_role("status")).to_contain_text("dispatch_failed")  # no bot there
    sent = slack.calls.of("view_submission")[-1].sent["view"]["state"]["values"]
    held = {action: value for block in sent.values() for action, value in block.items()}
    expected = HOLDS | {"person": slack.person("alice").id, "channel": slack.channel("ops").id}
    assert {name: entered(value) for name, value in held.items()} == expected


def entered(state: Fields) -> object:
    """The value in a state, options by their value."""
    value = next(value for name, value in state.items() if name != "type")
    if isinstance(value, list):
        return [one["value"] for one in value]
    return value["value"] if isinstance(value, dict) else value


async def test_a_required_input_is_asked_for(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    slack.platform.views.put_on_top(slack.person("ada").id, FORM)
    page = await tabs.open(url)

    await page.get_by_role("dialog").get_by_role("button", name="Send").click()

    await expect(page.get_by_role("alert").first).to_be_visible()
    assert await page.get_by_text("Please complete this required field.").count() == len(HOLDS) + 2
    assert not slack.calls.of("view_submission")


async def test_a_click_that_asks_to_be_confirmed(slack: LocalSlack, url: str, tabs: Tabs) -> None:
    page = await shown(slack, url, tabs, *EVERY_BLOCK)
    question = page.get_by_role("alertdialog", name="Really?")

    await page.get_by_role("button", name="Danger").click()
    assert not await violations(page)
    await question.get_by_role("button", name="No").click()
    await expect(question).to_have_count(0)
    assert not slack.calls.of("block_actions")
    await page.get_by_role("button", name="Danger").click()
    await question.get_by_role("button", name="Yes").click()

    await expect(page.get_by_role("status")).to_contain_text("dispatch_failed")
    assert slack.calls.of("block_actions")[-1].sent["actions"][0]["action_id"] == "danger"


async def test_app_home_has_a_tab_and_works(slack: LocalSlack, tabs: Tabs) -> None:
    slack.events.subscribed.add("app_home_opened")
    ada = slack.person("ada")
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [mrkdwn("*All is quiet*"), {"type": "actions", "elements": [button]}]
    slack.platform.views.publish(ada.id, {"type": "home", "blocks": blocks})
    app = replace(AppManifest.ours(), home=True)

    async with SandboxPage(Outside(slack=slack, app=app), port=0) as served:
        page = await tabs.open(served.url)
        await page.get_by_role("button", name=app.name).click()
        await expect(page.get_by_text("All is quiet")).to_be_visible()
        await picture_of(page, "home")
        assert not await violations(page)
        await page.get_by_role("button", name="Go", exact=True).click()
        await expect(page.get_by_role("status")).to_contain_text("dispatch_failed")
        await page.get_by_role("button", name="Messages").click()
        await expect(page.get_by_text("Nothing here yet")).to_be_visible()

    assert slack.calls.of("app_home_opened")
    assert slack.calls.of("block_actions")[-1].sent["view"]["type"] == "home"


async def test_a_message_shortcut_brings_the_message(
    slack: LocalSlack, url: str, tabs: Tabs
) -> None:
    page = await shown(slack, url, tabs, text="Error code: 429")
    shortcut = next(one for one in AppManifest.ours().shortcuts if one["type"] == "message")

    await page.get_by_role("article").last.hover()
    await page.get_by_role("button", name="More actions").last.click()
    await page.get_by_role("menuitem", name=shortcut["name"]).click()

    await expect(page.get_by_role("status")).to_contain_text("dispatch_failed")
    sent = slack.calls.of("message_action")[-1].sent
    assert sent["callback_id"] == shortcut["callback_id"]
    assert sent["message"]["text"] == "Error code: 429"


async def test_a_global_shortcut_is_beside_the_composer(
    slack: LocalSlack, url: str, tabs: Tabs
) -> None:
    page = await tabs.open(url)

    await page.get_by_role("button", name="Shortcuts").click()
    assert not await violations(page)
    await page.get_by_role("menuitem", name="Check an OpenAI key").click()

    await expect(page.get_by_role("status")).to_contain_text("dispatch_failed")
    assert slack.calls.of("shortcut")[-1].sent["callback_id"] == "check_key"


async def test_a_page_goes_on_when_the_sandbox_is_started_again(
    slack: LocalSlack, tabs: Tabs
) -> None:
    port, outside = free_port(), Outside(slack=slack, app=AppManifest.ours())
    async with SandboxPage(outside, port=port) as served:
        page = await tabs.open(served.url, size=NARROW)
    bar = page.get_by_role("banner")
    await expect(bar).to_contain_text("The sandbox has stopped")

    async with SandboxPage(outside, port=port):
        await expect(bar).not_to_contain_text("The sandbox has stopped")
        await page.get_by_role("textbox", name="Message #general").fill("still here")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article").last).to_contain_text("still here")

    tabs.complaints.clear()  # of the connection that broke
