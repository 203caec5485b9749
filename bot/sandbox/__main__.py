"""`python -m bot.sandbox`: the demo in a browser; with `ten-keys`, its main job in a terminal."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Final

from rich.console import Console

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.bot_process import BotEnded, BotProcess
from bot.sandbox.browse import browse
from bot.sandbox.narrate import narrate
from bot.sandbox.redis_server import NoRedisServer
from bot.sandbox.sample_keys import SAMPLE_KEYS
from bot.sandbox.slack import LocalSlack
from bot.sandbox.world import World, world

Demo = Callable[[Console], Awaitable[int]]
_USAGE: Final = 2


async def ten_keys(console: Console) -> int:
    """A member checks the ten sample keys; 0 if every cause was named."""
    app = AppManifest.ours()
    slack = LocalSlack(scopes=app.scopes, events=app.events)
    async with world(os.environ, slack) as outside:
        console.print("Slack, OpenAI, its status page and Redis are here, all on this machine.")
        settings = outside.settings()
        async with BotProcess(settings, os.environ) as bot:
            console.print("The bot has started. Alice, a member, checks ten keys in #general:")
            named = await _while_it_lives(bot, outside, console)
    console.print(f"\n{named} of {len(SAMPLE_KEYS)} causes named", style="bold")
    return 0 if named == len(SAMPLE_KEYS) else 1


async def _while_it_lives(bot: BotProcess, outside: World, console: Console) -> int:
    telling = asyncio.create_task(narrate(outside.slack, console))
    ended = asyncio.create_task(bot.ended())
    try:
        await asyncio.wait({telling, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not telling.done():
            raise ended.result()
        return telling.result()
    finally:
        for task in (telling, ended):
            task.cancel()
        await asyncio.gather(telling, ended, return_exceptions=True)


async def _until_told(demo: Demo, console: Console) -> int:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is not None:
        # Said outright, for a shell starts what runs in its background deaf to SIGINT.
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
    return await demo(console)


DEMOS: Final[dict[tuple[str, ...], Demo]] = {(): browse, ("ten-keys",): ten_keys}


def main() -> int:
    """Run the demo that was asked for."""
    console = Console(highlight=False)
    demo = DEMOS.get(tuple(sys.argv[1:]))
    if demo is None:
        console.print("usage: python -m bot.sandbox [ten-keys]")
        return _USAGE
    try:
        return asyncio.run(_until_told(demo, console))
    except asyncio.CancelledError:
        console.print("\nStopped.")
        return 130
    except (BotEnded, NoRedisServer) as trouble:
        console.print(f"\n{trouble}", style="red", markup=False)
        return 1


if __name__ == "__main__":
    sys.exit(main())
