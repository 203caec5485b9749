"""Mistakes in the shape in which a key is sent."""

from typing import Final

from bot.domain.case import Outcome, Slip
from bot.domain.gates import Gate

_COPY: Final = "Copy the key again, from `sk-` to its last character and nothing else."
_ALONE: Final = "Set the variable to the key alone: `export OPENAI_API_KEY=sk-…`."
_HEADER: Final = "The header has to read `Authorization: Bearer sk-…`."
_RESTART: Final = "Restart the program, so that it reads the new value."


def _row(name: str, says: str, *steps: str, outcome: Outcome = Outcome.FAIL) -> Slip:
    return Slip(
        name=name, cause="auth_header", outcome=outcome, gate=Gate.HEADER, says=says, steps=steps
    )


ROWS: Final = (
    _row("header_line", "A whole header was pasted, and it is right.", outcome=Outcome.PASS),
    _row("command", "A command was pasted, and its header is right.", outcome=Outcome.PASS),
    _row("snippet", "The key was taken out of a piece of code.", outcome=Outcome.PASS),
    _row(
        "outer_blanks",
        "There are blanks or a line break before or after the key; here they are left out, a program may send them.",
        "Make sure that the variable or file holds the key without them.",
        "In Python: `os.environ['OPENAI_API_KEY'].strip()`.",
        outcome=Outcome.WARN,
    ),
    _row(
        "outer_blanks",
        "The value has blanks or a line break before or after the key, and they are sent with it.",
        "Set it again without them; from a file: `export OPENAI_API_KEY=\"$(tr -d '[:space:]' < key.txt)\"`.",
        "In Python: `os.environ['OPENAI_API_KEY'].strip()`.",
        _RESTART,
    ),
    _row(
        "inner_blanks",
        "There are blanks or line breaks inside the key.",
        _COPY,
        "A terminal or e-mail may have wrapped it: copy it from the original.",
        _RESTART,
    ),
    _row(
        "quotes",
        "The key is wrapped in quotes, which would be sent as part of it.",
        "Remove the quotes from the value.",
        "A `.env` read by Docker's `--env-file` keeps them: write `OPENAI_API_KEY=sk-…`.",
        _RESTART,
    ),
    _row(
        "smart_quotes",
        "The key is wrapped in curly quotes, which no program takes for quotes.",
        'Type the quotes again, straight ones ("), or leave them out.',
        "Copy commands from a page of code, not from a chat, a mail or a document.",
        _RESTART,
    ),
    _row(
        "brackets",
        "The key is wrapped in brackets, which would be sent as part of it.",
        "Remove the brackets: in an example they only mark the place of the key.",
        _RESTART,
    ),
    _row(
        "bearer_in_value",
        "The word Bearer stands in the value of the key, so it would be sent twice.",
        _ALONE,
        "The library adds `Bearer` itself; only a header that you write by hand has it.",
    ),
    _row(
        "bearer_twice",
        "The header says Bearer twice.",
        _HEADER,
        "If a library writes the header, give it the key alone.",
    ),
    _row(
        "missing_bearer",
        "The Authorization header lacks the word Bearer before the key.",
        _HEADER,
        "Mind the one blank between `Bearer` and the key.",
    ),
    _row(
        "wrong_header_name",
        "The key stands in a header called {}, which OpenAI does not read.",
        _HEADER,
        "`api-key` is Azure's header, `x-api-key` is Anthropic's.",
    ),
    _row(
        "invisible_characters",
        "There are invisible characters in or around the key ({} of them).",
        "Copy the key again from OpenAI's page, not from a chat, a mail or a document.",
        "Or type the variable's line anew around it.",
        _RESTART,
    ),
    _row(
        "look_alike_characters",
        "Letters in the key only look like the right ones ({} of them, from another alphabet).",
        "Copy the key again from OpenAI's page, not from a chat, a mail or a document.",
        _RESTART,
    ),
    _row(
        "foreign_characters",
        "The key has characters that cannot be sent in a header (the first at position {}).",
        _COPY,
        "Copy it from OpenAI's page or your secret store, not from a document.",
    ),
    _row(
        "words_around",
        "There are other words around the key; they are left out here.",
        "Make sure that the variable holds the key alone.",
        outcome=Outcome.WARN,
    ),
    _row(
        "stray_characters",
        "Other characters stick to the key: a comma, a star, or a line break written as \\n.",
        _COPY,
        _RESTART,
    ),
    _row(
        "missing_blank",
        "There is no blank between Bearer and the key.",
        _HEADER,
    ),
    _row(
        "changed_case",
        "The key begins with a capital letter; an editor or a phone may have put it there.",
        _COPY,
        "Small and capital letters are different ones in a key.",
    ),
    _row(
        "pasted_twice",
        "The key stands there twice, one right after the other.",
        _COPY,
        _RESTART,
    ),
)
