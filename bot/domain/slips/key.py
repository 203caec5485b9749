"""Things that are pasted in place of a key."""

from typing import Final

from bot.domain.case import Outcome, Slip
from bot.domain.gates import Gate

_COPY: Final = "Copy the key again, from `sk-` to its last character and nothing else."
_NEW: Final = "A key is shown once only: create a new one at https://platform.openai.com/api-keys."


def _row(name: str, says: str, *steps: str, outcome: Outcome = Outcome.FAIL) -> Slip:
    return Slip(
        name=name, cause="invalid_key", outcome=outcome, gate=Gate.KEY, says=says, steps=steps
    )


ROWS: Final = (
    _row("empty", "There is no key in what was given.", _COPY, _NEW),
    _row(
        "placeholder",
        "This is the placeholder of an example, not a key.",
        "Put your own key in its place.",
        _NEW,
    ),
    _row(
        "masked_copy",
        "This is a masked copy of a key: the middle is missing.",
        "OpenAI's page and logs show only the ends; look in your secret store for the whole key.",
        _NEW,
    ),
    _row("truncated", "The key is cut off: it is too short to be whole.", _COPY, _NEW),
    _row(
        "other_provider",
        "This is a key of {}, not of OpenAI; it was not sent to OpenAI.",
        "Use an OpenAI key from https://platform.openai.com/api-keys.",
        "Or keep this one and set the base URL to that of {}.",
    ),
    _row(
        "session_token",
        "This is a session token of OpenAI's website, not an API key.",
        "Create an API key at https://platform.openai.com/api-keys.",
        "Log out of the website everywhere: a token in the wrong hands is a login.",
    ),
    _row(
        "web_token",
        "This is a login token (a JWT), not an API key.",
        "Create an API key at https://platform.openai.com/api-keys.",
        "A ChatGPT login does not work for the API.",
    ),
    _row(
        "id",
        "This is an id ({}…), not a key: keys begin with `sk-`.",
        "Ids only name something; look for the key itself in your secret store.",
        _NEW,
    ),
    _row("url", "This is a web address, not a key.", _COPY, _NEW),
    _row("not_a_key", "This is no OpenAI key: they all begin with `sk-`.", _COPY, _NEW),
    _row(
        "odd_shape",
        "The key looks unlike those that OpenAI makes; it may be cut off or of another provider.",
        _COPY,
        outcome=Outcome.WARN,
    ),
    _row(
        "several_keys",
        "There are several keys in what was given; the first of OpenAI's was checked.",
        "Check the others one by one.",
        outcome=Outcome.WARN,
    ),
)
