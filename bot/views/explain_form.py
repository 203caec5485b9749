"""The modal that takes an error text too long for a command, and how it is read."""

from collections.abc import Mapping
from typing import Any, Final

from bot.views.blocks import View, context, modal, plain, section

CALLBACK: Final = "explain"
ERROR: Final = "error"
LONGEST: Final = 3000  # the most that a Slack input takes

_HINT: Final = (
    "Slack takes 3000 characters at most. Of a longer text paste the end: the last lines name "
    "the error. In a terminal `openai-diagnose explain` reads texts of any length."
)
_PROMISE: Final = (
    ":lock: The text is read here and then forgotten; it is sent to nobody, neither to OpenAI "
    "nor to a model. A key in it is masked before anything else happens."
)


def explain_form(said: str = "") -> View:
    """Draw the form; `said` is a paragraph of our own above it."""
    element = {
        "type": "plain_text_input",
        "action_id": ERROR,
        "multiline": True,
        "max_length": LONGEST,
        "focus_on_load": True,
        "placeholder": plain("openai.RateLimitError: Error code: 429 - {'error': …", 150),
    }
    ask = {
        "type": "input",
        "block_id": ERROR,
        "label": plain("The error, as it was printed", 48),
        "element": element,
    }
    blocks = [*([section(said)] if said else []), ask, context(_HINT), context(_PROMISE)]
    view = modal("Explain an error", blocks, callback=CALLBACK, close="Cancel")
    return view | {"submit": plain("Explain", 24)}


def read(view: Mapping[str, Any]) -> str:
    """The text that was handed in: with all that stands in it."""
    values = (view.get("state") or {}).get("values") or {}
    return str(((values.get(ERROR) or {}).get(ERROR) or {}).get("value") or "")
