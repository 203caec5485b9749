"""The words of the answer: one sentence, the steps, and what is quoted.

The sentence is that of the meaning or of the refusal; what the text itself tells (numbers,
names) goes into it in `tells`, and the steps speak its language in `advice`.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.checks import masked_id
from bot.domain.explain.advice import in_their_language
from bot.domain.explain.choosing import Choice
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Weight
from bot.domain.explain.tells import told

MOST_STEPS: Final = 4
LONGEST_QUOTE: Final = 200
LEAD: Final = 50
TRAIL: Final = 110
# Where a clause begins and ends; a quotation is cut there rather than between two words.
_BEGINS: Final = re.compile(r"(?:[.;!?]|: |\" |' |\||—) ?(?=\S)|[{(\[]")
_ENDS: Final = re.compile(
    r"(?<!i\.e)(?<!e\.g)[.;!?](?=\s|$)|(?=[\"'}\]|]\s{0,1}[,}\]|])"
    r"|(?= (?:File \"|Traceback|During|at (?:async |new |file:|node:|[\w$]{1,40}\.[\w$<]{1,60} ?[.(])))"
)
_ID: Final = re.compile(r"\b(?:org-|proj_|user-)[A-Za-z0-9]{6,40}")
_MAIL: Final = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_TO_BE_SURER: Final = (
    "To be surer, paste the whole answer: its status and its body (`code`, `type`, `message`)."
)
Details = Mapping[str, object]


def quote(reading: Reading, start: int, end: int) -> str:
    """The deciding words with a little around them, cut where clauses end; ids masked."""
    words = reading.flat[_left(reading.flat, start) : _right(reading.flat, start, end)]
    words = words[: LONGEST_QUOTE - 2].strip(" ,;:{}[]()")
    masked = _ID.sub(lambda seen: masked_id(seen.group()), words)
    return _MAIL.sub("…@…", masked)


def _left(flat: str, start: int) -> int:
    """The last beginning of a clause before the place, else of a word."""
    left = max(0, start - LEAD)
    if left == 0:
        return 0
    begun = [seen.end() for seen in _BEGINS.finditer(flat, left, start)]
    return begun[0] if begun else flat.find(" ", left, start) + 1 or start


def _right(flat: str, start: int, end: int) -> int:
    """The first end of a clause behind the place, else the last end of a word in reach."""
    reach = min(len(flat), max(end, min(start + LONGEST_QUOTE - LEAD - 2, end + TRAIL)))
    ended = _ENDS.search(flat, max(end - 1, start), reach)
    if ended:
        return max(ended.end(), end)
    if reach == len(flat):
        return reach
    blank = flat.rfind(" ", end, reach)
    return blank if blank > 0 else max(end, reach)


def summary_of(choice: Choice, details: Details) -> str:
    """One sentence: what is wrong, with what the text tells."""
    if choice.hit is None:
        return _unknown(choice)
    says = choice.hit.meaning.says or (choice.refusal.says if choice.refusal else "")
    return told(choice.hit.cause, says, details)


def steps_of(choice: Choice, details: Details, reading: Reading) -> tuple[str, ...]:
    """What to do now, at most four steps."""
    if choice.hit is None:
        return _look_elsewhere(choice)
    steps = choice.hit.meaning.steps or (choice.refusal.steps if choice.refusal else ())
    last = (_TO_BE_SURER,) if choice.hit.weight <= Weight.FAIR else ()
    spoken = in_their_language(steps, choice.hit.cause, details, reading)
    return (*spoken[: MOST_STEPS - len(last)], *last)


def _unknown(choice: Choice) -> str:
    if choice.other:
        return f"This is an error of {choice.other}, not of OpenAI: the OpenAI key has nothing to do with it."
    return "Nothing in this text shows an OpenAI failure that we know."


def _look_elsewhere(choice: Choice) -> tuple[str, ...]:
    if choice.other:
        return (
            f"Look the message up in the documentation of {choice.other}.",
            "If the call was meant for OpenAI, check the base URL and which key the program sends.",
        )
    return (
        "Paste the whole error, down to its last line: the kind of exception and its message.",
        "If an answer of the API came, its status and body (`code`, `type`, `message`) decide.",
        "Or check the key itself.",
    )
