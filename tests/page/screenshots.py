"""`make screenshots`: draws docs/demo.png, the picture in the README, from the running sandbox."""

import asyncio
from pathlib import Path

from playwright.async_api import Page, expect

from bot.sandbox.browse import sandbox
from tests.page.browser.chromium import Tabs, start

SIZE = (1200, 800)
PICTURE = Path(__file__).parents[2] / "docs" / "demo.png"


async def the_verdict(page: Page) -> None:
    """A key without credit, checked: what the picture shows."""
    await page.get_by_role("button", name="Open the form").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_role("button", name="Fill in a key without credit").click()
    await page.get_by_role("button", name="Press Check").click()
    result = page.get_by_role("dialog", name="Result")
    await expect(result.get_by_role("heading", name="The key does not work")).to_be_visible()
    await page.mouse.move(0, 0)


async def main() -> None:
    """Draw it."""
    driver, browser = await start()
    async with sandbox({}, port=0) as (demo, _, _):
        page = await Tabs(browser).open(demo.url, size=SIZE)
        await the_verdict(page)
        await page.screenshot(path=PICTURE)
    await browser.close()
    await driver.stop()


if __name__ == "__main__":
    asyncio.run(main())
