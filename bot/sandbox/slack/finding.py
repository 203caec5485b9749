"""Finding what a person points at: a button, a menu, a field."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.slack.checks.blocks import interactive
from bot.sandbox.slack.inputs import NotOffered
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.views import View
from bot.sandbox.slack.wire import Fields
from bot.sandbox.slack.workspace import Channel, Ephemeral, User

Where = View | Ephemeral | Fields | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An element on a surface: a view, an ephemeral message, or a message in a channel."""

    block: Fields
    element: Fields
    view: View | None = None
    ephemeral: Ephemeral | None = None
    message: Fields | None = None
    channel: Channel | None = None


def elements(
    blocks: list[Fields], action_id: str, block_id: str | None
) -> Iterator[tuple[Fields, Fields]]:
    """Elements with an action id; a block id, whole or its beginning, narrows it down."""
    whole = any(block["block_id"] == block_id for block in blocks)
    for block in blocks:
        named = block["block_id"]
        if block_id is not None and not (
            named == block_id if whole else named.startswith(block_id)
        ):
            continue
        for element in interactive(block):
            if element["action_id"] == action_id:
                yield block, element


def field_in(view: View, name: str) -> tuple[Fields, Fields]:
    """Find an input: by "action_id", or by "block_id/action_id" where the former may be cut."""
    block_id, _, action_id = name.rpartition("/")
    for found in elements(view.blocks, action_id, block_id or None):
        return found
    present = [e["action_id"] for block in view.blocks for e in interactive(block)]
    raise NotOffered(f"there is no {name!r} here, only {present}")


def surfaces(platform: Platform, user: User) -> Iterator[tuple[list[Fields], Found]]:
    """All that a person has before them, the nearest first: modal, whispers, messages, home."""
    views, workspace = platform.views, platform.workspace
    stack = views.stacks.get(user.id, [])
    if stack:
        yield stack[-1].blocks, Found(block={}, element={}, view=stack[-1])
        return  # a modal covers everything else
    for ephemeral in reversed(workspace.ephemerals):
        if ephemeral.user == user.id:
            blocks = ephemeral.message.get("blocks", [])
            room = workspace.channels[ephemeral.channel]
            yield blocks, Found(block={}, element={}, ephemeral=ephemeral, channel=room)
    rooms = [room for room in workspace.channels.values() if user.id in room.members]
    said = [(message, room) for room in rooms for message in room.messages]
    for message, room in sorted(said, key=lambda pair: float(pair[0]["ts"]), reverse=True):
        blocks = message.get("blocks", [])
        yield blocks, Found(block={}, element={}, message=message, channel=room)
    if user.id in views.homes:
        home = views.homes[user.id]
        yield home.blocks, Found(block={}, element={}, view=home)


def _is(found: Found, where: Where) -> bool:
    if where is None:
        return True
    if isinstance(where, dict):
        if found.view is not None:
            return where.get("id") == found.view.id
        return found.message is not None and where.get("ts") == found.message["ts"]
    return where is found.view or where is found.ephemeral


def find(
    platform: Platform,
    user: User,
    action_id: str,
    *,
    block_id: str | None = None,
    value: str | None = None,
    where: Where = None,
) -> Found:
    """Find the nearest element with this action id; `value` tells buttons of one kind apart."""
    for blocks, surface in surfaces(platform, user):
        if not _is(surface, where):
            continue
        for block, element in elements(blocks, action_id, block_id):
            if value is None or element.get("value") == value:
                return Found(
                    block=block,
                    element=element,
                    view=surface.view,
                    ephemeral=surface.ephemeral,
                    message=surface.message,
                    channel=surface.channel,
                )
    raise NotOffered(f"{user.name} sees nothing with the action id {action_id!r}")
