"""A message, read as far as its payload carries it.

No scope is asked for to read more: a shortcut brings its one message along, so what stands
in files or elsewhere in the thread is named as not read instead. The text is the stranger's
own, keys and all, and goes through masking before anything else sees it.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Fields = Mapping[str, Any]

_LINK: Final = re.compile(r"<((?:https?|mailto):[^<>|\n]+)(?:\|([^<>\n]*))?>")
_DEEPEST: Final = 8  # blocks within attachments within shared messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wrote, and where."""

    text: str = field(repr=False)
    author: str  # empty where an app wrote it
    channel: str
    ts: str
    thread: str  # of the thread that it stands in or begins
    unread: tuple[str, ...] = ()


def read_message(message: Fields, channel: str) -> Said:
    """Read the message of a payload; fields that are not there count as empty."""
    ts = str(message.get("ts") or "")
    thread = str(message.get("thread_ts") or "")
    by_app = message.get("bot_id") or message.get("subtype") == "bot_message"
    texts = dict.fromkeys(one for one in _texts(message, 0) if one.strip())
    unread = [*_unread(_files(message))]
    if thread or message.get("reply_count"):
        unread.append("the other messages of the thread")
    return Said(
        text="\n".join(texts),
        author="" if by_app else str(message.get("user") or ""),
        channel=channel,
        ts=ts,
        thread=thread or ts,
        unread=tuple(unread),
    )


def _texts(message: Fields, depth: int) -> Iterator[str]:
    """All texts of a message or an attachment, the outermost first."""
    if depth > _DEEPEST:
        return
    blocks = _list(message.get("blocks"))
    if not any(block.get("type") == "rich_text" for block in blocks):
        # Of what a person typed Slack makes both: the blocks hold the same, without markup.
        yield from (_plain(message.get(name)) for name in ("pretext", "title", "text"))
    yield from (_block(block, depth) for block in blocks)
    for entry in _list(message.get("fields")):
        yield f"{_plain(entry.get('title'))}: {_plain(entry.get('value'))}"
    for file in _list(message.get("files")):
        yield str(file.get("preview") or "")
    for shared in _list(message.get("message_blocks")):
        yield from _texts(_dict(shared.get("message")), depth + 1)
    for attachment in _list(message.get("attachments")):
        inner = [*_texts(attachment, depth + 1)]
        yield from inner if any(inner) else [_plain(attachment.get("fallback"))]


def _block(block: Fields, depth: int) -> str:
    kind = block.get("type")
    if kind == "rich_text":
        return _rich(block, depth)
    if kind == "table":
        return "\n".join(
            " ".join(_cell(cell, depth) for cell in row)
            for row in block.get("rows") or ()
            if isinstance(row, list)
        )
    texts = [block.get("text"), *_list(block.get("fields"))]
    if kind == "context":
        texts += _list(block.get("elements"))
    return "\n".join(filter(None, (_plain(one) for one in texts)))


def _cell(cell: object, depth: int) -> str:
    inner = _dict(cell)
    return _rich(inner, depth) if inner.get("type") == "rich_text" else _plain(inner.get("text"))


def _rich(part: Fields, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    inner = part.get("elements")
    if inner is None:
        shown = (part.get(name) for name in ("text", "url") if isinstance(part.get(name), str))
        return " ".join(str(one) for one in shown)
    between = "\n" if part.get("type") in {"rich_text", "rich_text_list"} else ""
    return between.join(_rich(one, depth + 1) for one in _list(inner))


def _plain(text: object) -> str:
    """Slack's markup undone: links by address and label, escapes as they were typed."""
    if isinstance(text, Mapping):
        text = text.get("text")
    if not isinstance(text, str):
        return ""
    return html.unescape(_LINK.sub(lambda seen: " ".join(filter(None, seen.groups())), text))


def _files(message: Fields) -> Iterator[Fields]:
    yield from _list(message.get("files"))
    for attachment in _list(message.get("attachments")):
        yield from _list(attachment.get("files"))


def _unread(files: Iterable[Fields]) -> Iterator[str]:
    for file in files:
        name = str(file.get("title") or file.get("name") or "a file")
        if not file.get("preview"):
            yield f"the file “{name}”"
        elif file.get("preview_is_truncated") or file.get("lines_more"):
            yield f"the rest of “{name}”"


def _list(value: object) -> list[Fields]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _dict(value: object) -> Fields:
    return value if isinstance(value, Mapping) else {}
