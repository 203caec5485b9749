"""A browser and a sandbox for all tests here; without a browser they are left out, and said so."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.browse import sandbox
from bot.sandbox.page.picture import Outside
from bot.sandbox.page.server import Page as SandboxPage
from bot.sandbox.slack import LocalSlack
from tests.page.browser.chromium import Tabs, executable, start

if executable() is None:
    collect_ignore_glob = ["test_*.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if executable() is None:
        terminalreporter.write_line("tests/page/browser left out: no Chromium on this machine")


expect.set_options(timeout=10_000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    driver, browser = await start()
    yield browser
    await browser.close()
    await driver.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(browser: Browser) -> AsyncIterator[Tabs]:
    """Opens pages; at the end none of them may have complained on its console."""
    tabs = Tabs(browser)
    yield tabs
    for context in browser.contexts:
        await context.close()
    assert not tabs.complaints


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running() -> AsyncIterator[tuple[str, LocalSlack]]:
    """The whole sandbox with the real bot, for the tests of one file.

    Not for the session: its loop stands still while tests elsewhere run, and a bot whose
    socket got no answer for minutes has left for a new one.
    """
    async with sandbox({}, port=0) as (page, world, _):
        yield page.url, world.slack


@pytest_asyncio.fixture(loop_scope="session")
async def demo(running: tuple[str, LocalSlack]) -> AsyncIterator[str]:
    """The page's address; nothing was said or opened yet."""
    url, slack = running
    slack.platform.views.stacks.clear()
    slack.workspace.ephemerals.clear()
    for channel in slack.workspace.channels.values():
        channel.messages.clear()
    yield url


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[LocalSlack]:
    """A Slack without a bot: what is in it, a test puts there."""
    async with LocalSlack(ack_within_s=0.5, retries_s=()) as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def url(slack: LocalSlack) -> AsyncIterator[str]:
    """The address of a page on that Slack."""
    async with SandboxPage(Outside(slack=slack, app=AppManifest.ours()), port=0) as page:
        yield page.url
