"""What the page may ask for: each deed one function, found by its name in DEEDS.

A deed goes the way that it goes in Slack, through the person, and answers with what that
person saw at once; whatever follows comes with the next picture.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.sandbox.page.picture import Outside
from bot.sandbox.slack.finding import Where
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.wire import Fields

Deed = Callable[[Outside, Person, Fields], Awaitable[Fields]]


async def _command(_: Outside, person: Person, asked: Fields) -> Fields:
    done = await person.command(asked["command"], asked.get("text", ""), channel=asked["channel"])
    return {"failed": done.failed}


async def _say(_: Outside, person: Person, asked: Fields) -> Fields:
    await person.say(asked["channel"], asked["text"], thread_ts=asked.get("thread_ts"))
    return {}


async def _click(_: Outside, person: Person, asked: Fields) -> Fields:
    _fill(person, asked)
    done = await person.click(
        asked["action"],
        block_id=asked["block"],
        value=asked.get("value"),
        where=_where(asked),
    )
    return {"failed": done.failed}


async def _choose(_: Outside, person: Person, asked: Fields) -> Fields:
    _fill(person, asked)
    done = await person.choose(
        asked["action"], asked["choice"], block_id=asked["block"], where=_where(asked)
    )
    return {"failed": done.failed if done else None}


async def _submit(_: Outside, person: Person, asked: Fields) -> Fields:
    done = await person.submit(asked.get("values") or {})
    return {"failed": done.failed, "errors": done.errors}


async def _close(_: Outside, person: Person, asked: Fields) -> Fields:
    await person.close_modal(whole_stack=bool(asked.get("whole")))
    return {}


async def _open_home(_: Outside, person: Person, __: Fields) -> Fields:
    await person.open_home()
    return {}


async def _shortcut(_: Outside, person: Person, asked: Fields) -> Fields:
    if "ts" in asked:
        done = await person.message_shortcut(asked["callback"], asked["channel"], asked["ts"])
    else:
        done = await person.shortcut(asked["callback"])
    return {"failed": done.failed}


async def _switch(outside: Outside, _: Person, asked: Fields) -> Fields:
    for switch in outside.shown_switches():
        if switch.name == asked["name"]:
            await switch.turn(on=bool(asked.get("on")))
    outside.slack.workspace.changed()
    return {}


def _fill(person: Person, asked: Fields) -> None:
    """A click inside a modal carries along what its inputs hold."""
    if asked.get("values") and person.modal:
        person.fill(asked["values"])


def _where(asked: Fields) -> Where:
    where: dict[str, Any] = asked["where"]
    return where


DEEDS: Final[Mapping[str, Deed]] = {
    "command": _command,
    "say": _say,
    "click": _click,
    "choose": _choose,
    "submit": _submit,
    "close": _close,
    "open_home": _open_home,
    "shortcut": _shortcut,
    "switch": _switch,
}
