"""An explanation as a page for the terminal, made with the standard library alone."""

import shlex
import shutil
import textwrap
from collections.abc import Iterator
from typing import Final

from bot.cli.terminal import Terminal, printable
from bot.domain.explain import Explanation, mask_secrets
from bot.domain.explain.explanation import UNKNOWN
from bot.domain.explain.ids import ids_in
from bot.domain.leaks import whole_keys_in
from bot.views.explained import (
    also_possible,
    facts,
    how_sure,
    is_of_others,
    title,
    to_do,
    words_and_code,
)
from bot.views.hiding import hide

_WIDEST: Final = 100
_BOLD: Final = "\x1b[1m{}\x1b[0m"
_RED: Final = "\x1b[1;31m{}\x1b[0m"
_DIM: Final = "\x1b[2m{}\x1b[0m"


def show(explanation: Explanation, text: str, name: str, terminal: Terminal) -> None:
    """Print the page; `name` is that of the file, where there are several."""
    paints = terminal.paints(terminal.out)
    width = shutil.get_terminal_size((_WIDEST, 0)).columns if terminal.out.isatty() else _WIDEST
    for style, line in _page(explanation, text, name, min(width, _WIDEST)):
        print(style.format(line) if paints and style else line, file=terminal.out)


def _page(explanation: Explanation, text: str, name: str, width: int) -> Iterator[tuple[str, str]]:
    yield "", ""
    if name:
        yield _DIM, name
    yield _BOLD, title(explanation)
    yield from (("", line) for line in _wrapped(explanation.summary, width, "   "))
    yield "", ""
    if explanation.next_steps:
        yield _BOLD, to_do(explanation)
        yield from (("", line) for line in _steps(explanation, width))
        yield "", ""
    for words in explanation.evidence:
        yield from (("", line) for line in _wrapped(f"The text says: “{words}”", width, ""))
    if also := also_possible(explanation):
        yield "", f"Also possible: {also}."
    if read := facts(explanation):
        yield from ((_DIM, line) for line in _wrapped(f"Read in it: {read}", width, ""))
    if explanation.cause != UNKNOWN:
        code = f" · {printable(explanation.code)}" if explanation.code else ""
        yield _DIM, f"{explanation.cause}{code} · {how_sure(explanation)}"
    if not is_of_others(explanation):
        yield _DIM, printable(_check(explanation, text))  # on one line, however long
    yield from ((_RED, line) for line in _burnt(text, width))


def _check(explanation: Explanation, text: str) -> str:
    """The command that checks the key itself, with what was found filled in."""
    ids = ids_in(mask_secrets(text).text)  # whole: the details have them masked
    found = {name: explanation.details.get(name) for name in ("model", "endpoint")}
    found |= {"organization": ids.organization, "project": ids.project}
    options = (
        f" --{name} {shlex.quote(hide(value))}"
        for name, value in found.items()
        if isinstance(value, str)
    )
    return f"To check the key itself: openai-diagnose check{''.join(options)}"


def _steps(explanation: Explanation, width: int) -> Iterator[str]:
    for place, step in enumerate(explanation.next_steps, 1):
        words, code = words_and_code(step)
        yield from _wrapped(words, width, f" {place}. ")
        if code:
            yield f"    {printable(hide(code))}"  # on one line, however long: it is to be copied


def _burnt(text: str, width: int) -> Iterator[str]:
    if keys := whole_keys_in(text):
        named = ", ".join(key.masked for key in keys[:5])
        said = (
            f"A whole key stands in this text: {named}. Whoever sees the text or the log can use "
            "it: revoke it at https://platform.openai.com/api-keys and make a new one."
        )
        yield ""
        yield from _wrapped(said, width, "")


def _wrapped(text: str, width: int, opening: str) -> list[str]:
    return textwrap.wrap(
        printable(hide(text)),
        width,
        initial_indent=opening,
        subsequent_indent=" " * len(opening),
        break_long_words=False,
        break_on_hyphens=False,
    )
