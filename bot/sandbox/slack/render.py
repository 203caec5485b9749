"""What a person would read, as plain text.

For a terminal and for tests that ask "does it say so?"; not a picture of Slack.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.sandbox.slack.checks.elements import TYPED
from bot.sandbox.slack.inputs import HOLDS, options_of
from bot.sandbox.slack.wire import Fields

_LINK: Final = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BARE: Final = re.compile(r"<((?:https?|mailto):[^<>|]+)>")
_LONGEST_LABEL: Final = 40


def plain(text: str) -> str:
    """Read mrkdwn: links by their label, escapes undone; marks of emphasis stay."""
    return html.unescape(_BARE.sub(r"\1", _LINK.sub(_link, text)))


def _link(found: re.Match[str]) -> str:
    target, label = found.groups()
    return label if target.startswith(("!", "@", "#")) else f"{label} ({target})"


def _text(text: Any) -> str:  # noqa: ANN401  # a text object or a plain string
    if isinstance(text, str):
        return plain(text)
    content: str = (text or {}).get("text", "")
    return html.unescape(content) if (text or {}).get("type") == "plain_text" else plain(content)


def _button(element: Fields) -> str:
    return f"[{_text(element['text'])}]"


def _menu(element: Fields, held: Mapping[str, Any]) -> str:
    field, first = HOLDS.get(element["type"], ("", ""))
    value = held.get(field, element.get(first))
    chosen = [_text(o["text"]) if isinstance(o, dict) else str(o) for o in _listed(value)]
    if chosen:
        return f"[{', '.join(chosen)} ▾]"
    if element["type"] in {"checkboxes", "radio_buttons"}:
        return " ".join(f"[ ] {_text(option['text'])}" for option in options_of(element))
    arrow = "" if element["type"] in TYPED else " ▾"
    return f"[{_text(element.get('placeholder')) or '…'}{arrow}]"


def _listed(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def _element(element: Fields, values: Mapping[str, Any]) -> str:
    kind = element["type"]
    if kind == "button":
        return _button(element)
    if kind == "image":
        return f"({element.get('alt_text', '')})"
    if kind in {"mrkdwn", "plain_text"}:
        return _text(element)
    return _menu(element, values.get(element.get("action_id", ""), {}))


def _rich(part: Fields) -> str:
    inner = part.get("elements")
    if inner is None:
        fallback = part.get("url") or part.get("user_id") or part.get("channel_id") or ""
        return str(part.get("text") or part.get("name") or fallback)
    if part["type"] == "rich_text_list":
        return "\n".join(f"• {_rich(line)}" for line in inner)
    between = "\n" if part["type"] == "rich_text" else ""
    return between.join(_rich(one) for one in inner)


def _section(block: Fields, values: Mapping[str, Any]) -> Iterator[str]:
    line = _text(block["text"]) if "text" in block else ""
    if "accessory" in block:
        line = f"{line}  {_element(block['accessory'], values)}".strip()
    yield line
    yield from (_text(field) for field in block.get("fields", []))


def _row(block: Fields, values: Mapping[str, Any]) -> Iterator[str]:
    yield "  ".join(_element(element, values) for element in block["elements"])


def _heading(block: Fields, _values: Mapping[str, Any]) -> Iterator[str]:
    yield _text(block["text"])


def _question(block: Fields, values: Mapping[str, Any]) -> Iterator[str]:
    yield f"{_text(block['label'])}: {_input(block['element'], values)}"


def _table(block: Fields, _values: Mapping[str, Any]) -> Iterator[str]:
    yield from (" | ".join(_cell(cell) for cell in row) for row in block["rows"])


_BLOCKS: Final[Mapping[str, Callable[[Fields, Mapping[str, Any]], Iterator[str]]]] = {
    "section": _section,
    "header": _heading,
    "markdown": _heading,
    "alert": _heading,
    "divider": lambda _block, _values: iter(["────"]),
    "context": _row,
    "actions": _row,
    "input": _question,
    "image": lambda block, _values: iter([f"({block['alt_text']})"]),
    "rich_text": lambda block, _values: iter([_rich(block)]),
    "table": _table,
}


def _cell(cell: Fields) -> str:
    return _rich(cell) if cell["type"] == "rich_text" else str(cell.get("text", cell.get("value")))


def _input(element: Fields, values: Mapping[str, Any]) -> str:
    held = values.get(element["action_id"], {})
    typed = held.get("value", element.get("initial_value"))
    if isinstance(typed, str) and typed:
        return typed if len(typed) <= _LONGEST_LABEL else f"{typed[:_LONGEST_LABEL]}…"
    return _menu(element, held)


def render_text(shown: Fields) -> str:
    """Read a message or a view: its title, its blocks (or its text), its buttons."""
    values = (shown.get("state") or {}).get("values", {})
    lines = [_text(shown["title"])] if shown.get("title") else []
    blocks = shown.get("blocks") or []
    for block in blocks:
        lines += _BLOCKS[block["type"]](block, values.get(block.get("block_id", ""), {}))
    if not blocks and shown.get("text"):
        lines.append(plain(shown["text"]))
    for attachment in shown.get("attachments") or []:
        lines.append(render_text(attachment))
    lines += [f"[{_text(shown[name])}]" for name in ("submit", "close") if shown.get(name)]
    return "\n".join(line for line in lines if line)
