"""The mistakes that a paste can show, one row each: what is wrong, and what to do.

A row says how bad it is and which cause it speaks for; `{}` in a text is filled with the
name of a variable, a provider or a number, never with anything of the key.
"""

from dataclasses import replace
from typing import Final

from bot.domain.case import Outcome, Slip
from bot.domain.gates import Gate

_COPY: Final = "Copy the key again, from `sk-` to its last character and nothing else."
_NEW: Final = "A key is shown once only: create a new one at https://platform.openai.com/api-keys."
_ALONE: Final = "Set the variable to the key alone: `export OPENAI_API_KEY=sk-…`."
_HEADER: Final = "The header has to read `Authorization: Bearer sk-…`."
_RESTART: Final = "Restart the program, so that it reads the new value."


def _row(cause: str, gate: Gate, outcome: Outcome, name: str, says: str, *steps: str) -> Slip:
    return Slip(name=name, cause=cause, outcome=outcome, gate=gate, says=says, steps=steps)


def _header(name: str, says: str, *steps: str, outcome: Outcome = Outcome.FAIL) -> Slip:
    return _row("auth_header", Gate.HEADER, outcome, name, says, *steps)


def _variable(name: str, says: str, *steps: str, outcome: Outcome = Outcome.FAIL) -> Slip:
    return _row("environment", Gate.VARIABLE, outcome, name, says, *steps)


def _key(name: str, says: str, *steps: str, outcome: Outcome = Outcome.FAIL) -> Slip:
    return _row("invalid_key", Gate.KEY, outcome, name, says, *steps)


_ROWS: Final = (
    _header("header_line", "A whole header was pasted, and it is right.", outcome=Outcome.PASS),
    _header("command", "A command was pasted, and its header is right.", outcome=Outcome.PASS),
    _header("snippet", "The key was taken out of a piece of code.", outcome=Outcome.PASS),
    _header(
        "outer_blanks",
        "There are blanks or a line break before or after the key; here they are left out, a program may send them.",
        "Make sure that the variable or file holds the key without them.",
        "In Python: `os.environ['OPENAI_API_KEY'].strip()`.",
        outcome=Outcome.WARN,
    ),
    _header(
        "outer_blanks",
        "The value has blanks or a line break before or after the key, and they are sent with it.",
        "Set it again without them; from a file: `export OPENAI_API_KEY=\"$(tr -d '[:space:]' < key.txt)\"`.",
        "In Python: `os.environ['OPENAI_API_KEY'].strip()`.",
        _RESTART,
    ),
    _header(
        "inner_blanks",
        "There are blanks or line breaks inside the key.",
        _COPY,
        "A terminal or e-mail may have wrapped it: copy it from the original.",
        _RESTART,
    ),
    _header(
        "quotes",
        "The key is wrapped in quotes, which would be sent as part of it.",
        "Remove the quotes from the value.",
        "A `.env` read by Docker's `--env-file` keeps them: write `OPENAI_API_KEY=sk-…`.",
        _RESTART,
    ),
    _header(
        "smart_quotes",
        "The key is wrapped in curly quotes, which no program takes for quotes.",
        'Type the quotes again, straight ones ("), or leave them out.',
        "Copy commands from a page of code, not from a chat, a mail or a document.",
        _RESTART,
    ),
    _header(
        "brackets",
        "The key is wrapped in brackets, which would be sent as part of it.",
        "Remove the brackets: in an example they only mark the place of the key.",
        _RESTART,
    ),
    _header("trailing_punctuation", "A comma or semicolon sticks to the key.", _COPY, _RESTART),
    _header(
        "bearer_in_value",
        "The word Bearer stands in the value of the key, so it would be sent twice.",
        _ALONE,
        "The library adds `Bearer` itself; only a header that you write by hand has it.",
    ),
    _header(
        "bearer_twice",
        "The header says Bearer twice.",
        _HEADER,
        "If a library writes the header, give it the key alone.",
    ),
    _header(
        "missing_bearer",
        "The Authorization header lacks the word Bearer before the key.",
        _HEADER,
        "Mind the one blank between `Bearer` and the key.",
    ),
    _header(
        "wrong_header_name",
        "The key stands in a header called {}, which OpenAI does not read.",
        _HEADER,
        "`api-key` is Azure's header, `x-api-key` is Anthropic's.",
    ),
    _header(
        "invisible_characters",
        "There are invisible characters in or around the key ({} of them).",
        "Copy the key again from OpenAI's page, not from a chat, a mail or a document.",
        "Or type the variable's line anew around it.",
        _RESTART,
    ),
    _header(
        "look_alike_characters",
        "Letters in the key only look like the right ones ({} of them, from another alphabet).",
        "Copy the key again from OpenAI's page, not from a chat, a mail or a document.",
        _RESTART,
    ),
    _header(
        "foreign_characters",
        "The key has characters that cannot be sent in a header (the first at position {}).",
        _COPY,
        "Copy it from OpenAI's page or your secret store, not from a document.",
    ),
    _header(
        "words_around",
        "There are other words around the key; they are left out here.",
        "Make sure that the variable holds the key alone.",
        outcome=Outcome.WARN,
    ),
    _variable(
        "variable_line", "The key was taken from the line that sets {}.", outcome=Outcome.PASS
    ),
    _variable(
        "near_miss_variable",
        "The variable is called {}, but the libraries read OPENAI_API_KEY.",
        "Rename it to OPENAI_API_KEY, in capitals and with both underscores.",
        _RESTART,
    ),
    _variable(
        "other_variable",
        "The variable is called {}; the libraries read OPENAI_API_KEY by themselves.",
        "Pass it on in the code, or rename it to OPENAI_API_KEY.",
        outcome=Outcome.WARN,
    ),
    _variable(
        "variable_reference",
        "The name of a variable was given instead of its value: nothing filled it in.",
        "Print what the program really gets: is it the key, or still the name?",
        "In a shell use double quotes, not single ones, around `$OPENAI_API_KEY`.",
        "Check that whatever reads the file fills in `${…}`: many do not.",
    ),
    _variable(
        "line_in_value",
        "The variable holds a whole line ({}=…) instead of the key alone.",
        _ALONE,
        _RESTART,
    ),
    _variable(
        "empty_assignment",
        "{} is set, but to nothing.",
        _ALONE,
        "Look for a later line that sets it to nothing again.",
        _RESTART,
    ),
    _variable(
        "blanks_around_equals",
        "There are blanks around the equals sign, so the shell does not set {}.",
        "Write it without: `export OPENAI_API_KEY=sk-…`.",
    ),
    _variable(
        "cmd_quotes",
        "Windows' command prompt makes the quotes a part of the value of {}.",
        "Write `set OPENAI_API_KEY=sk-…` without quotes.",
        "Open a new window and start the program again.",
    ),
    _key("empty", "There is no key in what was given.", _COPY, _NEW),
    _key(
        "placeholder",
        "This is the placeholder of an example, not a key.",
        "Put your own key in its place.",
        _NEW,
    ),
    _key(
        "masked_copy",
        "This is a masked copy of a key: the middle is missing.",
        "OpenAI's page and logs show only the ends; look in your secret store for the whole key.",
        _NEW,
    ),
    _key("truncated", "The key is cut off: it is too short to be whole.", _COPY, _NEW),
    _key(
        "other_provider",
        "This is a key of {}, not of OpenAI; it was not sent to OpenAI.",
        "Use an OpenAI key from https://platform.openai.com/api-keys.",
        "Or keep this one and set the base URL to that of {}.",
    ),
    _key(
        "session_token",
        "This is a session token of OpenAI's website, not an API key.",
        "Create an API key at https://platform.openai.com/api-keys.",
        "Log out of the website everywhere: a token in the wrong hands is a login.",
    ),
    _key(
        "web_token",
        "This is a login token (a JWT), not an API key.",
        "Create an API key at https://platform.openai.com/api-keys.",
        "A ChatGPT login does not work for the API.",
    ),
    _key(
        "id",
        "This is an id ({}…), not a key: keys begin with `sk-`.",
        "Ids only name something; look for the key itself in your secret store.",
        _NEW,
    ),
    _key("url", "This is a web address, not a key.", _COPY, _NEW),
    _key("not_a_key", "This is no OpenAI key: they all begin with `sk-`.", _COPY, _NEW),
    _key(
        "odd_shape",
        "The key looks unlike those that OpenAI makes; it may be cut off or of another provider.",
        _COPY,
        outcome=Outcome.WARN,
    ),
    _key(
        "several_keys",
        "There are several keys in what was given; the first of OpenAI's was checked.",
        "Check the others one by one.",
        outcome=Outcome.WARN,
    ),
    _row(
        "network",
        Gate.WIRE,
        Outcome.FAIL,
        "http_url",
        "The call goes to http instead of https, so OpenAI refuses it.",
        "Write `https://` in the URL.",
    ),
)

_BY_NAME: Final = {(row.name, row.outcome): row for row in _ROWS}
NAMES: Final = frozenset(row.name for row in _ROWS)


def slip(name: str, detail: str = "", *, outcome: Outcome | None = None) -> Slip:
    """The slip of that name, its text filled in; `outcome` chooses where there are two."""
    row = _BY_NAME[name, outcome] if outcome else next(row for row in _ROWS if row.name == name)
    return replace(
        row,
        says=row.says.replace("{}", detail),
        steps=tuple(step.replace("{}", detail) for step in row.steps),
    )
