"""All that the settings reach, at once, as lines with what to do about each fault.

To look at one more thing, write a file with a `look` beside this one and name it in `_look`.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import httpx
from rich.text import Text

from bot.adapters.machine import bad_certificates
from bot.adapters.network.client import trust_of_this_machine
from bot.cli.findings import MARKS, STYLES, console_for
from bot.cli.reach import named, openai, port, redis, slack, status
from bot.cli.reach.seen import SECONDS, Seen, bad, fine
from bot.cli.serve import DOTENV
from bot.cli.terminal import Terminal, printable
from bot.domain.case import Outcome
from bot.settings import NAMES, BadSettings, Settings, examine

_WIDTH: Final = 22


def look(terminal: Terminal) -> int:
    """Look at everything and print it; 1 if something is wrong."""
    try:
        settings, faults = examine(terminal.environ, terminal.cwd / DOTENV)
    except BadSettings as unreadable:
        return _show([bad("Settings", str(unreadable), "mend the file")], terminal)
    seen = [*_settings(settings, faults), *_trust(terminal), *asyncio.run(_look(settings, faults))]
    return _show(seen, terminal)


def _settings(settings: Settings, faults: Sequence[str]) -> list[Seen]:
    if not faults:
        given = len(settings.model_fields_set)
        return [
            fine("Settings", f"{given} of {len(NAMES)} are set, the others have their defaults")
        ]
    return [
        bad("Settings", says, do or "docs/settings.md tells what each one means")
        for says, _, do in (fault.partition(": ") for fault in faults)
    ]


def _trust(terminal: Terminal) -> list[Seen]:
    if name := bad_certificates(terminal.environ):
        says = f"{name} names no file of certificates that can be read"
        return [bad("Certificates", says, f"unset {name}, or correct the path")]
    return []


async def _look(settings: Settings, faults: Sequence[str]) -> list[Seen]:
    trust = trust_of_this_machine()
    malformed = any(fault.startswith("SLACK_APP_TOKEN wants") for fault in faults)
    app_token_given = malformed or settings.slack_app_token is not None
    async with httpx.AsyncClient(verify=trust, timeout=SECONDS, follow_redirects=True) as http:
        looked = await asyncio.gather(
            slack.look(http, settings, app_token_given=app_token_given),
            named.look(http, settings),
            redis.look(settings),
            openai.look(settings),
            status.look(http, settings),
            port.look(settings),
        )
    return [one for several in looked for one in several]


def _show(seen: Sequence[Seen], terminal: Terminal) -> int:
    console = console_for(terminal)
    for one in seen:
        line = Text.assemble(
            (MARKS[one.outcome], STYLES[one.outcome]),
            f" {one.about:<{_WIDTH}} ",
            printable(one.says),
        )
        console.print(line, soft_wrap=True)
        if one.do:
            console.print(Text(f"  {'':<{_WIDTH}} → {printable(one.do)}"), soft_wrap=True)
    wrong = sum(one.outcome is Outcome.FAIL for one in seen)
    things = "1 thing needs" if wrong == 1 else f"{wrong} things need"
    console.print(f"\n{things} a look." if wrong else "\nAll is well: openai-diagnose serve")
    return 1 if wrong else 0
