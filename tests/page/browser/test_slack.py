"""The small Slack under a person's hands, with the real bot behind it."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.page.browser.chromium import NARROW, Tabs, picture_of, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMMAND = "/openai-diagnose"


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #general")


async def type_command(page: Page, words: str) -> None:
    await composer(page).fill(f"{COMMAND} {words}".strip())
    await composer(page).press("Enter")


async def become(page: Page, who: str) -> None:
    await page.get_by_label("Act as").select_option(label=who)


async def test_it_says_that_it_is_a_sandbox(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)

    await expect(page.get_by_role("banner")).to_contain_text("Sandbox")
    await expect(page.get_by_role("banner")).to_contain_text("Nothing leaves this machine")


async def test_the_composer_offers_the_command_and_its_words(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    offers = page.get_by_role("listbox", name="Commands").get_by_role("option")

    await composer(page).press_sequentially("/op")
    await expect(offers.first).to_contain_text(f"{COMMAND} [")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    await expect(composer(page)).to_have_value(f"{COMMAND} check")
    assert not await violations(page)


async def test_an_answer_to_me_alone_is_marked_so(demo: str, tabs: Tabs) -> None:
    page, other = await tabs.open(demo), await tabs.open(demo)
    await become(page, "Alice Member (member)")

    await type_command(page, "")

    whisper = page.get_by_role("article").last
    await expect(whisper).to_contain_text("Only visible to you")
    await expect(whisper.get_by_role("button", name="Check a key…")).to_be_visible()
    await expect(other.get_by_text("Only visible to you")).to_have_count(0)


async def test_the_whole_job_by_keyboard_alone(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    form = page.get_by_role("dialog", name="Check an OpenAI key")
    result = page.get_by_role("dialog", name="Result")

    await composer(page).focus()
    await page.keyboard.type(f"{COMMAND} check")
    await page.keyboard.press("Enter")
    await expect(form.get_by_label("The key")).to_be_focused()
    await page.keyboard.type("sk-proj-…abcd")
    await page.keyboard.press("Control+Enter")
    await expect(result.get_by_role("heading", name="The key is not valid")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(result).to_have_count(0)
    await expect(composer(page)).to_be_focused()


async def test_what_is_wrong_with_an_input_stands_below_it(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await type_command(page, "check")
    await page.get_by_label("Model", exact=False).first.fill("sk-proj-" + "readable_words_" * 4)

    await page.get_by_role("button", name="Check", exact=True).click()

    await expect(page.get_by_role("alert")).to_contain_text("looks like a key")
    await expect(page.get_by_label("Model", exact=False).first).to_have_attribute(
        "aria-invalid", "true"
    )
    assert not await violations(page)


async def test_a_key_that_works_and_its_summary_shared(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await page.get_by_role("tab", name="Keys").click()
    await page.get_by_role("button", name="Fill in: A key that works").click()
    await page.get_by_role("dialog").get_by_role("button", name="Check", exact=True).click()
    result = page.get_by_role("dialog", name="Result")
    await expect(result).to_be_visible()
    await result.get_by_role("button", name="Share summary").click()
    share = page.get_by_role("dialog", name="Share the summary")
    await expect(share.get_by_label("Where to")).to_be_visible()
    assert not await violations(page)

    await share.get_by_role("button", name="Share", exact=True).click()

    await expect(page.get_by_role("article").last).to_contain_text("The key works")
    await picture_of(page, "shared")


async def test_the_result_of_a_closed_check_comes_as_a_direct_message(
    demo: str, tabs: Tabs
) -> None:
    page = await tabs.open(demo)
    await page.get_by_role("tab", name="Outside").click()
    await page.get_by_role("switch", name="Slow").click()
    try:
        await page.get_by_role("tab", name="Keys").click()
        await page.get_by_role("button", name="Fill in: A key without credit").click()
        await page.get_by_role("dialog").get_by_role("button", name="Check", exact=True).click()
        await expect(page.get_by_role("dialog", name="Checking the key")).to_be_visible()
        await page.keyboard.press("Escape")

        app = page.get_by_role("button", name="openai-diagnose")
        await expect(app).to_contain_text("1 unread", timeout=15_000)
        await app.click()
        await expect(page.get_by_role("article").last).to_contain_text("The key does not work")
        await expect(page.get_by_text("Sending messages to this app")).to_be_visible()
        assert not await violations(page)
    finally:
        await page.get_by_role("tab", name="Outside").click()
        await page.get_by_role("switch", name="Slow").click()


async def test_somebody_from_elsewhere_is_refused(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await become(page, "Mallory Elsewhere (another workspace)")
    await expect(page.get_by_role("button", name="secret")).to_have_count(0)

    await type_command(page, "check")

    await expect(page.get_by_role("article").last).to_contain_text("only in its own workspace")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_wire_shows_all_and_no_secret(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await page.get_by_role("tab", name="Keys").click()
    await page.get_by_role("button", name="Fill in: A key without credit").click()
    await page.get_by_role("dialog").get_by_role("button", name="Check", exact=True).click()
    await expect(page.get_by_role("dialog", name="Result")).to_be_visible()
    await page.get_by_role("tab", name="Wire").click()

    wire = page.get_by_role("tabpanel")
    await expect(wire).to_contain_text("GET /v1/models")
    await expect(wire).to_contain_text("view_submission")
    everything = await wire.text_content() or ""
    assert "not_a_real_key" not in everything
    assert "xoxb-sandbox" not in everything
    assert not await violations(page)


async def test_a_sample_key_is_one_click_to_copy(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await page.get_by_role("tab", name="Keys").click()

    await page.get_by_role("button", name="Copy: A header without the word Bearer").click()

    copied: str = await page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Authorization: sk-proj-Sandbox_only_")
    await expect(page.get_by_role("listitem").get_by_role("button", name="Copy")).to_have_count(11)


async def test_a_thread_beside_its_channel_takes_no_command(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await composer(page).fill("Is it down?")
    await composer(page).press("Enter")
    said = page.get_by_role("article").filter(has_text="Is it down?").first
    await said.hover()
    await said.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Reply in thread").click()
    reply = page.get_by_role("textbox", name="Reply")

    await reply.fill("It is not.")
    await reply.press("Enter")
    await reply.fill(f"{COMMAND} check")
    await reply.press("Enter")

    await expect(page.get_by_role("status")).to_contain_text("not supported in threads")
    await expect(said).to_contain_text("1 reply")
    assert not await violations(page)


async def test_narrow_screens_have_all_of_it(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo, size=NARROW)

    await type_command(page, "check")
    await expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)

    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_theme_can_be_chosen(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    background = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(background)

    await page.get_by_role("button", name="Theme: auto").click()
    await page.get_by_role("button", name="Theme: light").click()

    await expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()
    assert await page.evaluate(background) != light


async def test_a_sample_key_brings_along_what_belongs_to_it(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await page.get_by_role("tab", name="Keys").click()
    form = page.get_by_role("dialog")

    await page.get_by_role("button", name="Fill in: A library from before 1.0").click()
    await expect(form.get_by_label("Its version")).to_have_value("0.28.1")
    await page.get_by_role("button", name="Fill in: A host that nobody answers at").click()
    await expect(form.get_by_label("Address of the API")).to_have_value("http://127.0.0.1:9/v1")
    await expect(form.get_by_label("Its version")).to_have_value("")


async def test_signed_http_in_place_of_socket_mode(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await page.get_by_role("tab", name="Outside").click()
    signed = page.get_by_role("switch", name="Signed HTTP")

    await signed.click()
    await expect(signed).to_be_checked(timeout=15_000)
    await type_command(page, "help")
    await expect(page.get_by_role("article").last).to_contain_text("Only visible to you")
    await signed.click()
    await expect(signed).not_to_be_checked(timeout=15_000)

    await type_command(page, "check")
    await expect(page.get_by_role("dialog")).to_be_visible()
