"""The browser on this machine, and what tests do with it."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1280, 800)
NARROW = (390, 800)
ARTIFACTS = Path(__file__).parents[2] / "artifacts"
AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
# Layout shifts that nothing the person did explains, summed up as browsers score them.
_SUM_SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_AXE_IS_HERE = "typeof axe !== 'undefined'"
_LOOK = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def executable() -> str | None:
    """Where the browser is; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


async def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands."""
    if not await page.evaluate(_AXE_IS_HERE):
        await page.evaluate(await asyncio.to_thread(AXE.read_text, "utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(_LOOK)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


async def jumps(page: Page) -> float:
    """How much the page moved by itself; up to 0.1 counts as still."""
    moved: float = await page.evaluate("window.shifts")
    return moved


class Tabs:
    """Opens pages, each in a browser context of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.complaints: list[str] = []

    async def open(
        self, url: str, *, size: tuple[int, int] = DESKTOP, scheme: str = "light"
    ) -> Page:
        """A fresh page: what it complains of is kept."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(10_000)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )
        await page.add_init_script(_SUM_SHIFTS)
        await page.goto(url)
        await page.get_by_role("navigation", name="Channels").wait_for()
        return page


async def start() -> tuple[Any, Browser]:
    """The driver and a running browser."""
    driver = await async_playwright().start()
    browser = await driver.chromium.launch(executable_path=executable(), args=list(FLAGS))
    return driver, browser


async def picture_of(page: Page, name: str) -> None:
    """Keep a screenshot among the artefacts."""
    await asyncio.to_thread(ARTIFACTS.mkdir, exist_ok=True)
    await page.screenshot(path=ARTIFACTS / f"{name}.png")
