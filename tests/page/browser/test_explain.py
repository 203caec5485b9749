"""An error explained and a key that leaked, in the browser, with the real bot behind it."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.sample_keys import invented_key
from tests.page.browser.chromium import Tabs, picture_of, violations
from tests.page.browser.test_slack import become, composer, type_command

pytestmark = pytest.mark.asyncio(loop_scope="session")

ERROR = (
    "openai.NotFoundError: Error code: 404 - {'error': {'message': 'The model `gpt-9` does not "
    "exist or you do not have access to it.', 'code': 'model_not_found'}}"
)


async def explained(page: Page) -> Locator:
    """Say an error in #general and point at it by the menu of that message."""
    await composer(page).fill(ERROR)
    await composer(page).press("Enter")
    said = page.get_by_role("article").filter(has_text="model_not_found").first
    await said.hover()
    await said.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Explain an OpenAI error").click()
    answer = page.get_by_role("dialog", name="Explanation")
    await expect(answer).to_be_visible()
    return answer


async def test_the_menu_of_a_message_explains_it(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)

    answer = await explained(page)

    title = answer.get_by_role("heading", name="The model or endpoint is wrong")
    await expect(title).to_be_in_viewport(ratio=1)  # it is read from its first line on
    assert not await violations(page)
    await picture_of(page, "explained")


async def test_the_explanation_goes_into_the_thread(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    answer = await explained(page)

    await answer.get_by_role("button", name="Post in the thread").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Posted in the thread")
    await page.keyboard.press("Escape")
    await expect(answer).to_be_visible()
    await page.keyboard.press("Escape")

    said = page.get_by_role("article").filter(has_text="model_not_found").first
    await said.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("region", name="Thread").get_by_role("article").last
    await expect(thread).to_contain_text("The model or endpoint is wrong")


async def test_what_was_read_stands_in_the_form_for_the_key(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    answer = await explained(page)

    await answer.get_by_role("button", name="Check the key…").click()

    form = page.get_by_role("dialog", name="Check an OpenAI key")
    await expect(form.get_by_label("Model", exact=False).first).to_have_value("gpt-9")


async def test_two_answers_with_code_in_them_are_still_told_apart(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    for number in (1, 2):
        await type_command(page, "explain openai.RateLimitError: rate_limit_exceeded")
        code = page.get_by_label("Preformatted text").filter(has_text="tenacity")
        await expect(code).to_have_count(number)

    assert not await violations(page)


async def test_a_long_error_has_a_large_field(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await type_command(page, "explain")
    form = page.get_by_role("dialog", name="Explain an error")

    await form.get_by_label("The error, as it was printed").fill(f"Traceback\n{ERROR}")
    await form.get_by_role("button", name="Explain", exact=True).click()

    answer = page.get_by_role("dialog", name="Explanation")
    await expect(answer.get_by_role("heading", name="The model or endpoint")).to_be_visible()


async def test_a_whole_key_is_warned_of_once_the_guard_is_on(demo: str, tabs: Tabs) -> None:
    page, admin = await tabs.open(demo), await tabs.open(demo)
    await become(page, "Alice Member (member)")
    await page.get_by_role("tab", name="Outside").click()
    guard = page.get_by_role("switch", name="Leaked key guard")
    await guard.click()
    await expect(guard).to_be_checked()
    try:
        await composer(page).fill(invented_key("leaked_in_the_browser"))
        await composer(page).press("Enter")

        app = page.get_by_role("button", name="openai-diagnose")
        await expect(app).to_contain_text("1 unread")
        await app.click()
        await expect(page.get_by_role("article").last).to_contain_text("Revoke it at")
        told = admin.get_by_role("button", name="openai-diagnose")
        await expect(told).to_contain_text("1 unread")
    finally:
        await guard.click()
        await expect(guard).not_to_be_checked()


async def test_an_error_of_somebody_from_elsewhere_is_not_explained(demo: str, tabs: Tabs) -> None:
    page = await tabs.open(demo)
    await become(page, "Mallory Elsewhere (another workspace)")

    await type_command(page, f"explain {ERROR}")

    answer = page.get_by_role("article").last
    await expect(answer).to_contain_text("only in its own workspace")
    await expect(answer).not_to_contain_text("gpt-9")
