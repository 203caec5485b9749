"""`make screenshots`: draws the pictures of the README from the running sandbox."""

import asyncio
from pathlib import Path

from playwright.async_api import Page, expect

from bot.sandbox.browse import sandbox
from tests.page.browser.chromium import Tabs, start

SIZE = (1200, 800)
DOCS = Path(__file__).parents[2] / "docs"
ALERT_COMES_WITHIN_MS = 60_000
STEPS_BEFORE = 3  # of the tour, before the one about alerts


async def the_verdict(page: Page) -> None:
    """A key without credit, checked: what the picture shows."""
    await page.get_by_role("button", name="Open the form").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_role("button", name="Fill in a key without credit").click()
    await page.get_by_role("button", name="Press Check").click()
    result = page.get_by_role("dialog", name="Result")
    await expect(result.get_by_role("heading", name="The key does not work")).to_be_visible()
    await page.mouse.move(0, 0)


async def the_alert(page: Page) -> None:
    """A service that fails, acknowledged."""
    for _ in range(STEPS_BEFORE):
        await page.get_by_role("button", name="Next").click()
    await page.get_by_role("button", name="Let checkout fail").click()
    await page.get_by_role("button", name="Acknowledge").first.click(timeout=ALERT_COMES_WITHIN_MS)
    await expect(page.get_by_text("Acknowledged by").first).to_be_visible()
    await page.mouse.move(0, 0)


async def main() -> None:
    """Draw it."""
    driver, browser = await start()
    async with sandbox({}, port=0) as (demo, _, _):
        for draw, name in ((the_verdict, "demo.png"), (the_alert, "alert.png")):
            page = await Tabs(browser).open(demo.url, size=SIZE)
            await draw(page)
            await page.screenshot(path=DOCS / name)
            await page.keyboard.press("Escape")  # a form stays open in every tab of a person
    await browser.close()
    await driver.stop()


if __name__ == "__main__":
    asyncio.run(main())
