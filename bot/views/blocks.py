"""The bricks of Block Kit, and Slack's limits on them in one place.

What a stranger wrote reaches a block through `escape`, `quoted` or `plain` and through
nothing else. Sections are `verbatim`, so that Slack makes no link or mention out of bare
text: the only links and mentions are those that a view writes itself.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.views.hiding import hide

Block = dict[str, Any]
View = dict[str, Any]

SECTION_LIMIT: Final = 3000
CONTEXT_LIMIT: Final = 2000
HEADER_LIMIT: Final = 150
BUTTON_LIMIT: Final = 75
OPTION_LIMIT: Final = 75
VALUE_LIMIT: Final = 2000
TITLE_LIMIT: Final = 24
NOTHING: Final = "–"  # Slack refuses an empty text
TEXT_LIMIT: Final = 3900  # chat.postMessage advises 4000

# Zero-width and direction marks let a text look like another one; Slack shows none of them.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

_OPENAI_PAGE: Final = re.compile(
    r"https://((?:(?:platform|help|developers|status)\.openai\.com|github\.com/openai)"
    r"(?:/[\w./#-]*[\w/#-])?)(?![\w/@:&-]|\.\w)",  # not the beginning of a longer address
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` is what a screen reader reads, so it carries all that the blocks show."""

    text: str
    blocks: tuple[Block, ...] = ()


def clean(text: str) -> str:
    """Drop what cannot be seen; line breaks stay."""
    return "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in _UNSEEN
    )


def decent(text: str, limit: int) -> str:
    """A stranger's text as it may be shown: nothing unseen in it, nothing private, not too long."""
    # Hidden before it is cut, or half a key would be left; shortened before that, for a paste
    # of a megabyte is not worth going through.
    return cut(hide(clean(text[: 4 * limit + 200])), limit)


def cut(text: str, limit: int) -> str:
    """Shorten to `limit` characters, with an ellipsis where something is missing."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def escape(text: str, limit: int = 500) -> str:
    """Make a stranger's text inert in mrkdwn: no mention, no link. `limit` is that of the text."""
    inert = decent(text, limit)
    return inert.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(escaped: str) -> str:
    """Make OpenAI's own addresses in an escaped text clickable; all others stay as they are."""
    # Without its scheme an address is shorter, and breaks where a line ends.
    return _OPENAI_PAGE.sub(r"<https://\g<1>|\g<1>>", escaped)


def quoted(text: str, limit: int = 100) -> str:
    """Show a stranger's word as code, on one line and with no way out of the backticks."""
    one_line = " ".join(escape(text, limit).split()).replace("`", "'")
    return f"`{one_line}`" if one_line else "`(empty)`"


def plain(text: str, limit: int) -> Block:
    """A text in which nothing has a meaning."""
    return {"type": "plain_text", "text": decent(text, limit) or NOTHING, "emoji": False}


def mrkdwn(text: str, limit: int) -> Block:
    """A text in Slack's markup; the caller has escaped whatever is not its own."""
    return {"type": "mrkdwn", "text": fit(text, limit) or NOTHING, "verbatim": True}


def fit(text: str, limit: int) -> str:
    """Shorten mrkdwn to `limit` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    # Not through the middle of `&amp;` or of `<url|label>`: half of either reads as noise.
    for opener, closer in (("&", ";"), ("<", ">")):
        start = head.rfind(opener)
        if start > head.rfind(closer):
            head = head[:start]
    return head + "…"


def header(text: str) -> Block:
    """A title line."""
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def section(text: str) -> Block:
    """A paragraph of mrkdwn."""
    return {"type": "section", "text": mrkdwn(text, SECTION_LIMIT)}


def context(text: str) -> Block:
    """A paragraph in small print."""
    return {"type": "context", "elements": [mrkdwn(text, CONTEXT_LIMIT)]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action: str, *, value: str = "", primary: bool = False) -> Block:
    """A button; `value` comes back with the click."""
    element: Block = {"type": "button", "action_id": action, "text": plain(label, BUTTON_LIMIT)}
    if value:
        element["value"] = value
    if primary:
        element["style"] = "primary"
    return element


def link_button(label: str, action: str, url: str) -> Block:
    """A button that opens a page; Slack sends a click all the same."""
    return button(label, action) | {"url": url}


def option(label: str, value: str) -> Block:
    """One choice of a select."""
    return {"text": plain(label, OPTION_LIMIT), "value": value}


def preformatted(text: str) -> Block:
    """A text to the letter, to be selected and copied."""
    literal = {"type": "text", "text": decent(text, SECTION_LIMIT) or NOTHING}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [literal]}],
    }


def modal(title: str, blocks: Iterable[Block], *, callback: str, close: str = "Close") -> View:
    """A modal without a form."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE_LIMIT),
        "close": plain(close, TITLE_LIMIT),
        "blocks": list(blocks),
    }
