"""The guided tour in a real browser, with the real bot, in light and dark, wide and narrow."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.tour import TOUR
from tests.page.browser.chromium import DESKTOP, NARROW, Tabs, jumps, picture_of, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARTS = AppManifest.ours().parts
STEPS = [step for step in TOUR if step.part in PARTS]


class Walk:
    """One walk through the tour: each stop is looked at by axe and kept as a picture."""

    def __init__(self, page: Page, name: str, *, narrow: bool) -> None:
        self._page = page
        self._name = name
        self._narrow = narrow
        self.found: list[str] = []

    async def stop(self, where: str) -> None:
        await picture_of(self._page, f"tour-{self._name}-{where}")
        self.found += [f"{where}: {one}" for one in await violations(self._page)]
        wide = await self._page.evaluate("document.documentElement.scrollWidth > innerWidth")
        self.found += [f"{where}: scrolls sideways"] if wide else []

    async def to(self, side: str) -> None:
        if self._narrow:
            await self._page.get_by_role("button", name=side, exact=True).click()

    async def press(self, label: str) -> None:
        await self.to("World")
        await self._page.get_by_role("button", name=label).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["wide", "narrow"])
async def test_the_tour(demo: str, tabs: Tabs, size: tuple[int, int], scheme: str) -> None:
    page = await tabs.open(demo, size=size, scheme=scheme)
    narrow = size == NARROW
    walk = Walk(page, f"{scheme}-{'narrow' if narrow else 'wide'}", narrow=narrow)
    modal = page.get_by_role("dialog")
    await walk.stop("0-start")

    for place, step in enumerate(STEPS, start=1):
        await walk.to("World")
        await expect(page.get_by_role("heading", name=step.title)).to_be_visible()
        for number, one in enumerate(step.tries):
            await walk.press(one.label)
            await SEEN.get((step.part, number), nothing)(page)
            await walk.stop(f"{place}-{step.part}-{number}")
        if await modal.count():
            await page.keyboard.press("Escape")
            await expect(modal).to_have_count(0)
        if place < len(STEPS):
            await walk.press("Next")

    assert not walk.found
    assert await jumps(page) < 0.02


async def nothing(_: Page) -> None:
    """This button has no effect that has to be waited for."""


async def the_form(page: Page) -> None:
    await expect(page.get_by_role("dialog", name="Check an OpenAI key")).to_be_visible()


async def the_key_is_in(page: Page) -> None:
    await page.wait_for_function(
        "document.querySelector('.modal textarea').value.startsWith('sk-proj-Sandbox_only_')"
    )


async def the_verdict(page: Page) -> None:
    result = page.get_by_role("dialog", name="Result")
    await expect(result.get_by_role("heading", name="The key does not work")).to_be_visible()


async def the_explanation(page: Page) -> None:
    told = page.get_by_text("Only visible to you").or_(page.get_by_role("dialog"))
    await expect(told.first).to_be_visible()


async def the_status(page: Page) -> None:
    await expect(page.get_by_text("The last 30 days")).to_be_visible()


def the_incident(state: str) -> Callable[[Page], Awaitable[None]]:
    """One message in #ops, whatever happens; it says how things stand."""

    async def seen(page: Page) -> None:
        await expect(page.get_by_role("article")).to_have_count(1)
        await expect(page.get_by_role("article")).to_contain_text(state)

    return seen


SEEN = {
    ("check", 0): the_form,
    ("check", 1): the_key_is_in,
    ("check", 2): the_verdict,
    ("explain", 1): the_explanation,
    ("status", 0): the_status,
    ("status", 1): the_incident("Investigating"),
    ("status", 2): the_incident("Identified"),
    ("status", 3): the_incident("Resolved"),
}
