"""What the text after `/openai-diagnose` asks for, and what a button under it asks for.

A text with a key in it is answered before anything else looks at it, so that no subcommand,
no search for the nearest word and no log ever holds it. A subcommand that takes any text
gets it masked instead: an error text is full of long and random words.
"""

from collections.abc import Callable

from bot.domain.explain import mask_secrets
from bot.domain.leaks import whole_keys_in
from bot.slack.answers import Answer, Whisper
from bot.slack.commands import HELP, OPENING, by_word, nearest
from bot.slack.subcommand import Call
from bot.views.blocks import View
from bot.views.hiding import may_hold_secret
from bot.views.notes import key_in_command, unknown_word


def answer(text: str, person: str, blank_form: Callable[[], View]) -> Answer:
    """Answer a command."""
    opening, *rest = text.split(maxsplit=1) or [""]
    subcommand = by_word(opening)
    if subcommand is not None and subcommand.takes_text:
        following = "".join(rest)
        keys, masked = whole_keys_in(following), mask_secrets(following).text
        call = Call(
            person=person, words=(), blank_form=blank_form, help=HELP, text=masked, keys=keys
        )
        return subcommand.answer(call)
    if may_hold_secret(text):
        return Whisper(key_in_command(OPENING))
    word, *rest = text.split() or ["help"]
    return press(word, person, blank_form, *rest)


def press(word: str, person: str, blank_form: Callable[[], View], *words: str) -> Answer:
    """Answer one subcommand, typed or pressed."""
    subcommand = by_word(word)
    if subcommand is None:
        close = nearest(word)
        return Whisper(unknown_word(word, close.line if close else None, HELP))
    return subcommand.answer(Call(person=person, words=words, blank_form=blank_form, help=HELP))
