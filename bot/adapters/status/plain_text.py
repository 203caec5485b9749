"""HTML from a feed as plain text, and the addresses in it that may be shown.

Not html.parser: it has been quadratic on crafted input, and an entry is a stranger's text.
Tags are cut out in one pass and entities are resolved once; what is left is text, in which
`<@U123>` or `<!channel>` are letters like any other. To escape them is the views' business.
"""

import html
import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit, urlunsplit

LONGEST_HTML: Final = 64 * 1024
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|<!--[^<>]*-->")
_BREAKS: Final = frozenset(
    ["blockquote", "br", "div", "h1", "h2", "h3", "h4", "ol", "p", "pre", "tr", "ul"]
)
_SILENT: Final = frozenset({"script", "style"})
# Control characters, and the marks that turn the direction of a line or cannot be seen.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_GAPS: Final = re.compile(r"\n{3,}")


def plain(source: str, longest: int) -> str:
    """The text of a piece of HTML, at most so many characters; paragraphs stay apart."""
    pieces, silent, end = list[str](), "", 0
    source = source[:LONGEST_HTML]
    for tag in _TAG.finditer(source):
        if not silent:
            pieces.append(html.unescape(source[end : tag.start()]))
        end = tag.end()
        closing, name = bool(tag[1]), (tag[2] or "").lower()
        if name in _SILENT:
            silent = "" if closing else name
        elif name == "li" and not (closing or silent):
            pieces.append("\n• ")
        elif name in _BREAKS and not silent:
            pieces.append("\n")
    if not silent:
        pieces.append(html.unescape(source[end:]))
    return shortened(_tidy("".join(pieces)), longest)


def one_line(source: str, longest: int) -> str:
    """The text of a piece of HTML on one line."""
    return shortened(" ".join(plain(source, LONGEST_HTML).split()), longest)


def shortened(text: str, longest: int) -> str:
    """The text, cut off with an ellipsis where it is longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _tidy(text: str) -> str:
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def safe_link(address: str, allowed: Collection[str]) -> str:
    """The address if it may be shown, else nothing; doubled slashes in it are mended.

    `allowed` holds the origins that are the page's own, such as `https://status.openai.com`.
    """
    try:
        parts = urlsplit(address.strip())
        origin = f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        return ""
    if origin.lower() not in allowed or not re.fullmatch(r"[!-~]+", address.strip()):
        return ""
    return urlunsplit(parts._replace(path=re.sub(r"/{2,}", "/", parts.path)))
