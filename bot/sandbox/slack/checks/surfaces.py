"""Messages and views as a whole: what is refused, with Slack's own error."""

import json
from collections.abc import Iterator
from typing import Final

from bot.sandbox.slack.checks.blocks import HOME, MESSAGE, MODAL, blocks_on, interactive
from bot.sandbox.slack.checks.elements import MODAL_ONLY
from bot.sandbox.slack.checks.schema import (
    ID,
    Check,
    Checks,
    anything,
    boolean,
    listing,
    one_of,
    plain_text,
    problem,
    shape,
    string,
)
from bot.sandbox.slack.wire import Fields, Refused

_MARKDOWN_IN_ALL: Final = 12_000
_LARGEST_VIEW: Final = 250_000
_LONGEST_TEXT: Final = 40_000
_MOST_ATTACHMENTS: Final = 100

_VIEW: Final[Checks] = {
    "private_metadata": string(3000, least=0),
    "callback_id": ID,
    "external_id": ID,
}
_MODAL_FIELDS: Final[Checks] = {
    "submit": plain_text(24),
    "close": plain_text(24),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}


def _blocks(surface: str, most: int) -> Check:
    return listing(blocks_on(surface), least=0 if surface == MESSAGE else 1, most=most)


_MODAL: Final = shape(
    {"title": plain_text(24), "blocks": _blocks(MODAL, 100)}, {**_VIEW, **_MODAL_FIELDS}
)
_HOME: Final = shape({"blocks": _blocks(HOME, 100)}, {**_VIEW, "title": anything})
_VIEWS: Final = one_of({"modal": _MODAL, "home": _HOME})
_MESSAGE_BLOCKS: Final = _blocks(MESSAGE, 50)


# What follows looks at several blocks at once, and only at those that passed one by one.


def _twice(blocks: list[Fields], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield problem(f"block_id `{block_id}` already exists", f"{at}/{place}/block_id")
        if block_id:
            seen.add(block_id)
        actions = [e["action_id"] for e in interactive(block) if "action_id" in e]
        if len(actions) != len(set(actions)):
            yield problem("action_id already exists in this block", f"{at}/{place}")


def _focused_twice(blocks: list[Fields], at: str) -> Iterator[str]:
    focused = [e for block in blocks for e in interactive(block) if e.get("focus_on_load")]
    if len(focused) > 1:
        yield problem("focus_on_load can only be set on one element", at)


def _typed_outside_modal(blocks: list[Fields], at: str) -> Iterator[str]:
    for place, block in enumerate(blocks):
        for element in interactive(block):
            if element["type"] in MODAL_ONLY:
                yield problem(f"unsupported type: {element['type']}", f"{at}/{place}/element")


def _as_a_whole(view: Fields) -> Iterator[str]:
    blocks, at = view["blocks"], "/view/blocks"
    yield from _twice(blocks, at)
    yield from _focused_twice(blocks, at)
    if view["type"] == "home":
        yield from _typed_outside_modal(blocks, at)
    elif "submit" not in view and any(block["type"] == "input" for block in blocks):
        yield problem("missing required field: submit", "/view")


def check_view(view: object) -> Fields:
    """Give the view if Slack would take it."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", problem("missing required field: view", "/view"))
    if len(json.dumps(view).encode()) > _LARGEST_VIEW:
        raise Refused("view_too_large")
    problems = list(_VIEWS(view, "/view")) or list(_as_a_whole(view))
    if problems:
        raise Refused("invalid_arguments", *problems)
    return view


def check_blocks(blocks: object, at: str = "/blocks") -> list[Fields]:
    """Give the blocks of a message if Slack would take them."""
    problems = list(_MESSAGE_BLOCKS(blocks, at))
    if problems or not isinstance(blocks, list):
        raise Refused("invalid_blocks", *problems)
    problems = [*_twice(blocks, at), *_typed_outside_modal(blocks, at)]
    marked = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if marked > _MARKDOWN_IN_ALL:
        problems.append(problem("markdown text is more than 12000 characters in all", at))
    if problems:
        raise Refused("invalid_blocks", *problems)
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise Refused("invalid_attachments", problem("only one table is allowed", at))
    return blocks


def check_message(message: Fields, *, update: bool = False) -> Fields:
    """Give the message if Slack would take it; too long a text is cut, as Slack does.

    An update may be empty: what it leaves out stays.
    """
    text = message.get("text") or ""
    if message.get("blocks"):
        check_blocks(message["blocks"])
    attachments = message.get("attachments") or []
    _check_attachments(attachments)
    if not (text or message.get("blocks") or attachments or update):
        raise Refused("no_text")
    _check_metadata(message.get("metadata"))
    return message | {"text": text[:_LONGEST_TEXT]}


def _check_attachments(attachments: object) -> None:
    if not isinstance(attachments, list):
        raise Refused("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    for place, attachment in enumerate(attachments):
        if not isinstance(attachment, dict):
            raise Refused("invalid_attachments")
        if "blocks" in attachment:
            check_blocks(attachment["blocks"], f"/attachments/{place}/blocks")


def _check_metadata(metadata: object) -> None:
    if metadata is None:
        return
    whole = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not whole:
        raise Refused("invalid_metadata_format")
