"""An explanation: the same blocks in the modal and in the message.

From the top: what it is, what to do, and by which words it was told. All of it may be
shown to others, for the explanation holds ids and keys by their masks; only what fills in
the form of a check is as it was, and that rides in a button which the asker alone sees.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.causes import CAUSES, by_slug
from bot.domain.explain import Explanation
from bot.domain.explain.explanation import UNKNOWN
from bot.views.asked import Asked
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    decent,
    divider,
    escape,
    fit,
    header,
    linked,
    modal,
    preformatted,
    quoted,
    section,
)
from bot.views.findings import evidence, topic
from bot.views.notes import RUN
from bot.views.summary import SHARE

CALLBACK: Final = "explained"
CHECK: Final = "check_found"  # opens the form of a check, filled in
POST: Final = "post_explanation"
OURS: Final = "explain yours with"  # by which a posted explanation is known again
PUBLIC_LIMIT: Final = 1800  # of the text that rides in a button, beside the place where it goes

_SLUGS: Final = frozenset(cause.slug for cause in CAUSES)
_LONG_CODE: Final = re.compile(r"([^`]{1,300}): `([^`]{40,})`\.?")
_SURE: Final = ((0.9, "sure"), (0.7, "fairly sure"), (0.0, "likely, not sure"))
# These stand in the sentence already.
_TOLD: Final = frozenset(
    {
        *("parameter", "limit", "used", "requested", "remaining", "dimension", "wait_seconds"),
        *("missing_scopes", "context_limit", "context_sent", "position", "character"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An explanation, and what goes with it in Slack."""

    explanation: Explanation
    asked: Asked
    notes: tuple[str, ...] = ()  # paragraphs of our own: burnt keys, what could not be read
    thread: str = ""  # "C0123:1700000000.000100": where the button posts it; none without


def answer_view(answered: Answered) -> View:
    """Draw the modal."""
    return modal("Explanation", _blocks(answered), callback=CALLBACK)


def answer_message(answered: Answered) -> Message:
    """Draw the message that one person sees."""
    text = "\n".join([*answered.notes, escape(public_text(answered.explanation), PUBLIC_LIMIT)])
    return Message(fit(text, TEXT_LIMIT), tuple(_blocks(answered)))


def public_text(explanation: Explanation) -> str:
    """The explanation in a few plain lines, for everybody."""
    steps = [f"{n}. {decent(one, 250)}" for n, one in enumerate(explanation.next_steps, 1)]
    lines = [
        title(explanation),
        decent(explanation.summary, 400),
        *(f"It says: “{decent(words, 200)}”" for words in explanation.evidence[:1]),
        *(["", to_do(explanation), *steps] if steps else []),
        *([f"Also possible: {also}."] if (also := also_possible(explanation)) else []),
    ]
    return decent("\n".join(lines), PUBLIC_LIMIT)


def words_and_code(step: str) -> tuple[str, str]:
    """A step that ends in a long line of code, in two; the code is empty in all others."""
    seen = _LONG_CODE.fullmatch(step)
    return (f"{seen[1]}:", seen[2]) if seen else (step, "")


def title(explanation: Explanation) -> str:
    """What it is, in one line."""
    if explanation.cause in _SLUGS:
        return f"🔎 {by_slug(explanation.cause).title}"
    if explanation.cause == UNKNOWN:
        return "❔ No OpenAI error that I know"
    return "🔎 The request is at fault, not the key"


def posted(text: str, person: str) -> Message:
    """The explanation as a message in a thread; `person` is the id of whoever posts it."""
    first, _, rest = text.partition("\n")
    foot = f"Posted by <@{person}> · {OURS} `/openai-diagnose explain`"
    blocks = (
        section(f"*{escape(first)}*"),
        section(linked(escape(rest.strip(), PUBLIC_LIMIT))),
        context(foot),
    )
    return Message(fit(f"{escape(text, PUBLIC_LIMIT)}\n{foot}", TEXT_LIMIT), blocks)


def place_and_text(value: str) -> tuple[str, str, str]:
    """Channel, timestamp and text, out of the value of a button."""
    place, _, text = value.partition("\n")
    channel, _, ts = place.partition(":")
    return channel, ts, text


def was_posted() -> Message:
    """It stands in the thread."""
    said = "Posted in the thread, with organization and project masked."
    return Message(said, (section(said),))


def not_posted(*, is_member: bool) -> Message:
    """It does not."""
    why = "Slack did not let me post there."
    if not is_member:
        why = (
            "I am not a member there, so I cannot write into the thread. Type "
            "`/invite @openai-diagnose` in the channel and press the button again."
        )
    said = f"{why} Or use “Share…”, which works without me, though not in a thread."
    return Message(said, (section(said),))


def _blocks(answered: Answered) -> list[Block]:
    explanation = answered.explanation
    code = f" · {quoted(explanation.code)}" if explanation.code else ""
    told = f"`{explanation.cause}`{code} · {how_sure(explanation)}"
    return [
        *(section(note) for note in answered.notes),
        header(title(explanation)),
        section(linked(escape(explanation.summary))),
        *([context(told)] if explanation.cause != UNKNOWN else []),
        *_step_blocks(explanation),
        *_reasons(explanation),
        divider(),
        _buttons(answered),
    ]


def how_sure(explanation: Explanation) -> str:
    """The confidence in words."""
    return next(word for least, word in _SURE if explanation.confidence >= least)


def to_do(explanation: Explanation) -> str:
    """What to write above the steps."""
    return "What I would need to see" if _is_open(explanation) else "What to do"


def _is_open(explanation: Explanation) -> bool:
    """Whether more of the text could still tell the cause; another's error is told already."""
    return explanation.cause == UNKNOWN and not is_of_others(explanation)


def is_of_others(explanation: Explanation) -> bool:
    """Whether the error is told to be another provider's: then no key of OpenAI's is in doubt."""
    return explanation.cause == UNKNOWN and bool(explanation.evidence)


def _step_blocks(explanation: Explanation) -> Iterator[Block]:
    """The steps; a long line of code stands by itself, to be copied."""
    lines = [f"*{to_do(explanation)}*"]
    for place, step in enumerate(explanation.next_steps, 1):
        words, code = words_and_code(step)
        lines.append(f"{place}. {linked(escape(words, 400))}")
        if code:
            yield section("\n".join(lines))
            yield preformatted(code)
            lines = []
    if explanation.next_steps and lines:
        yield section("\n".join(lines))


def _reasons(explanation: Explanation) -> Iterator[Block]:
    if explanation.evidence:
        words = "\n".join(quoted(words, 240) for words in explanation.evidence)
        yield section(f"*Why*: the text says\n{words}")
    if also := also_possible(explanation):
        yield section(f"*Also possible*: {also}. The same words can mean that.")
    if read := facts(explanation):
        yield context(f"Read in it: {escape(read, 600)}")


def facts(explanation: Explanation) -> str:
    """What else stands in the text, in one line."""
    told = {name: value for name, value in explanation.details.items() if name not in _TOLD}
    return evidence(told)


def also_possible(explanation: Explanation) -> str:
    """What the same words can mean, in a few words."""
    return ", ".join(topic(by_slug(slug)) for slug in explanation.also if slug in _SLUGS)


def _buttons(answered: Answered) -> Block:
    text = public_text(answered.explanation)
    another = button("Another text…", f"{RUN}explain")
    row = []
    if not is_of_others(answered.explanation):  # whose key this bot could not check
        is_ours = answered.explanation.cause in _SLUGS
        row = [button("Check the key…", CHECK, value=answered.asked.packed(), primary=is_ours)]
    if _is_open(answered.explanation):
        return actions(*row, another)
    if answered.thread:
        row.append(button("Post in the thread", POST, value=f"{answered.thread}\n{text}"))
    return actions(*row, button("Share…", SHARE, value=text), another)
