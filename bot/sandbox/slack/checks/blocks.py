"""Blocks, and the surfaces that each may stand on. A new block is a row in BLOCKS."""

from dataclasses import dataclass
from typing import Any, Final

from bot.sandbox.slack.checks.elements import ELEMENTS, IN_ACCESSORY, IN_ACTIONS, IN_INPUT
from bot.sandbox.slack.checks.schema import (
    ID,
    Check,
    Checks,
    any_field,
    any_text,
    anything,
    boolean,
    choice,
    in_turn,
    listing,
    one_of,
    plain_text,
    shape,
    string,
)

MESSAGE: Final = "message"
MODAL: Final = "modal"
HOME: Final = "home"
_EVERYWHERE: Final = frozenset({MESSAGE, MODAL, HOME})
_MESSAGES: Final = frozenset({MESSAGE})


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of block: its rule, and where it may stand."""

    check: Check
    surfaces: frozenset[str] = _EVERYWHERE


def _block(required: Checks, optional: Checks) -> Check:
    return shape(required, {**optional, "block_id": ID})


_TEXTS: Final = listing(any_text(2000), most=10)
_CONTEXT_TEXTS: Final[Checks] = {
    "image": ELEMENTS["image"],
    "mrkdwn": any_text(2000),
    "plain_text": any_text(2000),
}
_RICH_PARTS: Final[Checks] = {
    "text": shape({"text": string(4000)}, {"style": anything}),
    "link": shape(
        {"url": string(3000)}, {"text": string(4000), "style": anything, "unsafe": boolean}
    ),
    "emoji": shape({"name": string(100)}, {"unicode": anything, "style": anything}),
    "user": shape({"user_id": ID}, {"style": anything}),
    "channel": shape({"channel_id": ID}, {"style": anything}),
    "usergroup": shape({"usergroup_id": ID}, {"style": anything}),
    "broadcast": shape({"range": choice("here", "channel", "everyone")}, {"style": anything}),
    "date": shape(
        {"timestamp": anything, "format": string(200)}, {"fallback": anything, "url": anything}
    ),
    "color": shape({"value": string(20)}, {}),
}
_RICH_LINE: Final = listing(one_of(_RICH_PARTS), least=0, most=1000)
_RICH_SECTION: Final = shape({"elements": _RICH_LINE}, {})
_RICH: Final[Checks] = {
    "rich_text_section": _RICH_SECTION,
    "rich_text_quote": shape({"elements": _RICH_LINE}, {"border": anything}),
    "rich_text_preformatted": shape(
        {"elements": _RICH_LINE}, {"border": anything, "language": anything}
    ),
    "rich_text_list": shape(
        {
            "style": choice("bullet", "ordered"),
            "elements": listing(one_of({"rich_text_section": _RICH_SECTION}), most=1000),
        },
        {"indent": anything, "offset": anything, "border": anything},
    ),
}
_CELLS: Final[Checks] = {
    "raw_text": shape({"text": string(3000)}, {}),
    "raw_number": shape({"value": anything}, {"text": anything}),
    "rich_text": shape({"elements": listing(one_of(_RICH), most=100)}, {"block_id": ID}),
}

_SLACK_FILE: Final = in_turn(
    shape({}, {"id": ID, "url": string(3000)}, tag=None), any_field("id", "url")
)

BLOCKS: Final[dict[str, Block]] = {
    "section": Block(
        in_turn(
            _block(
                {},
                {
                    "text": any_text(3000),
                    "fields": _TEXTS,
                    "accessory": one_of(ELEMENTS, allowed=IN_ACCESSORY),
                    "expand": boolean,
                },
            ),
            any_field("text", "fields"),
        )
    ),
    "header": Block(_block({"text": plain_text(150)}, {})),
    "divider": Block(_block({}, {})),
    "context": Block(_block({"elements": listing(one_of(_CONTEXT_TEXTS), most=10)}, {})),
    "actions": Block(
        _block({"elements": listing(one_of(ELEMENTS, allowed=IN_ACTIONS), most=25)}, {})
    ),
    "input": Block(
        _block(
            {"label": plain_text(2000), "element": one_of(ELEMENTS, allowed=IN_INPUT)},
            {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
        )
    ),
    "image": Block(
        in_turn(
            _block(
                {"alt_text": string(2000)},
                {"image_url": string(3000), "slack_file": _SLACK_FILE, "title": plain_text(2000)},
            ),
            any_field("image_url", "slack_file"),
        )
    ),
    "rich_text": Block(_block({"elements": listing(one_of(_RICH), most=1000)}, {})),
    "markdown": Block(_block({"text": string(12_000)}, {}), _MESSAGES),
    "table": Block(
        _block(
            {"rows": listing(listing(one_of(_CELLS), most=20), most=100)},
            {"column_settings": listing(anything, most=20)},
        ),
        _MESSAGES,
    ),
    "alert": Block(
        _block(
            {"text": any_text(200)},
            {"level": choice("default", "info", "warning", "error", "success")},
        ),
        frozenset({MODAL}),
    ),
}


def blocks_on(surface: str) -> Check:
    """The rule for one block on a surface."""
    allowed = frozenset(kind for kind, block in BLOCKS.items() if surface in block.surfaces)
    return one_of({kind: block.check for kind, block in BLOCKS.items()}, allowed=allowed)


def interactive(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of a block that a person can use."""
    found = [*block.get("elements", [])] if block.get("type") == "actions" else []
    found += [block[name] for name in ("accessory", "element") if name in block]
    return [e for e in found if isinstance(e, dict) and e.get("type") != "image"]
