"""The demo in a browser: one address to open, and everything behind it until Ctrl-C."""

import os
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from rich.console import Console

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.page.picture import Outside
from bot.sandbox.page.server import PORT, Page
from bot.sandbox.restartable_bot import RestartableBot
from bot.sandbox.services import Services
from bot.sandbox.slack import LocalSlack
from bot.sandbox.switches import (
    Press,
    Switch,
    bot_switches,
    guard_switch,
    openai_switches,
    redis_switches,
    service_switches,
    slack_switches,
    status_presses,
    status_switches,
)
from bot.sandbox.world import World, world

_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY")


@asynccontextmanager
async def sandbox(
    environ: Mapping[str, str], *, port: int = PORT
) -> AsyncIterator[tuple[Page, World, RestartableBot]]:
    """Everything at once: the world, the real bot in it, and the page that shows both."""
    app = AppManifest.ours()
    slack = LocalSlack(scopes=app.scopes, events=app.events)
    async with (
        world(environ, slack) as outside,
        RestartableBot(outside, environ) as bot,
        _services(outside, app) as services,
    ):
        switches: tuple[Switch | Press, ...] = (
            *openai_switches(outside.openai),
            *status_presses(outside.status),
            *status_switches(outside.status),
            *(service_switches(services) if services else ()),
            *slack_switches(outside.slack),
            guard_switch(outside.slack),
            *bot_switches(bot),
            *(redis_switches(outside.redis) if outside.redis else ()),
        )
        shown = Outside(slack=outside.slack, app=app, switches=switches)
        async with Page(shown, port=port) as page:
            outside.openai.subscribe(page.wire.openai)
            yield page, outside, bot


@asynccontextmanager
async def _services(outside: World, app: AppManifest) -> AsyncIterator[Services | None]:
    """Services report once the bot can alert; before that nobody would read the stream."""
    if "alerts" not in app.parts:
        yield None
        return
    async with Services(outside.redis_url) as services:
        yield services


async def browse(console: Console) -> int:
    """Run until stopped; raises if the bot ends by itself."""
    async with sandbox(os.environ) as (page, _, bot):
        console.print("The bot has started, in a small Slack of its own. Open it here:\n")
        console.print(f"  {page.url}\n", style="bold")
        console.print("Nothing leaves this machine. Ctrl-C stops everything.")
        if _has_a_screen(os.environ):
            # Not waited for: some browsers return only when they are closed.
            threading.Thread(target=webbrowser.open, args=(page.url,), daemon=True).start()
        raise await bot.ended()


def _has_a_screen(environ: Mapping[str, str]) -> bool:
    """Whether to open a browser: not into a pipe, and no text browser into the terminal."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or any(environ.get(name) for name in _SCREENS)
