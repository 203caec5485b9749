"""Changing a key: the form that takes the new one, and what follows once it works.

The new key stands in the form alone, which is read and forgotten as the form of a check is. What
goes on from there lives in the value of one button: the two masks, and what the new key may do.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from bot.domain.key_use import KeyUse
from bot.domain.paste import read_paste
from bot.views.asked import Asked
from bot.views.blocks import View, context, cut, modal, option, plain, section
from bot.views.hiding import holds_key
from bot.views.key_form import KEY, PASTE_LIMIT, Faults, Form
from bot.views.keys import used_by

CALLBACK: Final = "rotate"
OLD: Final = "old"
MOST_CHOICES: Final = 99  # of Slack's hundred: the last one is "none of these"
NONE: Final = "-"
MASK_LIMIT: Final = 64
_SAME: Final = "That is the key that you put into the first field. Choose the one that it replaces."
_WHOLE: Final = "That is a whole key, and I want none here: give its mask, such as sk-proj-…abcd."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that is under way: two masks, and by endpoint what the new key may do."""

    new: str
    old: str = ""
    rights: Mapping[str, str] | None = None

    def packed(self) -> str:
        """The value of a button."""
        said = {"new": self.new, "old": self.old, "rights": dict(self.rights or {})}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Self | None:
        """Read it again; None for what is none."""
        try:
            said: Any = json.loads(text)
            rights = {str(slug): str(right) for slug, right in said["rights"].items()}
            return cls(new=str(said["new"]), old=str(said["old"]), rights=rights)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was handed in: the form of the check, and the mask of the key to be replaced."""

    form: Form
    old: str


def rotate_form(nonce: str, known: Sequence[KeyUse]) -> View:
    """Draw the form; `known` are the keys that services report, the most recent first."""
    view = modal("Change a key", (), callback=CALLBACK, close="Cancel")
    view["submit"] = plain("Check the new key", 24)
    view["private_metadata"] = nonce
    view["blocks"] = [
        section(
            "*1.* Make a new key at <https://platform.openai.com/api-keys|platform.openai.com/api-keys>, "
            "in the same project, and leave the old one as it is.\n"
            "*2.* Give me the new one: I check it before anything depends on it."
        ),
        _input(nonce, KEY, "The new key", _key(), ""),
        context(
            ":lock: The key is used for this one check and then forgotten; only its mask is kept."
        ),
        _old(nonce, known),
    ]
    return view


def read(view: Mapping[str, Any]) -> Wanted | Faults:
    """Read a submission."""
    nonce = str(view.get("private_metadata") or "")
    values = _values(view)
    pasted = read_paste(values.get(KEY) or "")
    if pasted.key is None:
        return Faults({_block(KEY, nonce): "I find no key in there. Paste the new key alone."})
    old = (values.get(OLD) or "").strip()
    old = "" if old == NONE else old
    if holds_key(old):
        return Faults({_block(OLD, nonce): _WHOLE})
    if old == pasted.key.secret.masked:
        return Faults({_block(OLD, nonce): _SAME})
    return Wanted(Form(pasted=pasted, asked=Asked(), nonce=nonce), cut(old, MASK_LIMIT))


def _key() -> Mapping[str, Any]:
    return {
        "type": "plain_text_input",
        "max_length": PASTE_LIMIT,
        "focus_on_load": True,
        "placeholder": plain("sk-proj-…", 150),
    }


def _old(nonce: str, known: Sequence[KeyUse]) -> dict[str, Any]:
    by_mask = {one.masked: one for one in known if _is_choice(one.masked)}
    choices = list(by_mask.values())[:MOST_CHOICES]
    if not choices:
        element = {
            "type": "plain_text_input",
            "max_length": MASK_LIMIT,
            "placeholder": plain("sk-proj-…abcd", 150),
        }
        hint = "No service reports its key, so I cannot list them. The mask is enough."
        return _input(nonce, OLD, "The old key, masked", element, hint, optional=True)
    element = {
        "type": "static_select",
        "placeholder": plain("Choose", 150),
        "options": [
            *(option(f"{one.masked} ({used_by(one.services)})", one.masked) for one in choices),
            option("None of these", NONE),
        ],
    }
    hint = "The masked keys that your services report. I tell you who still uses the old one."
    return _input(nonce, OLD, "The key that it replaces", element, hint)


def _is_choice(masked: str) -> bool:
    return 0 < len(masked) <= MASK_LIMIT and masked != NONE and bool(masked.strip())


def _input(
    nonce: str,
    action: str,
    label: str,
    element: Mapping[str, Any],
    hint: str,
    *,
    optional: bool = False,
) -> dict[str, Any]:
    block = {
        "type": "input",
        "block_id": _block(action, nonce),
        "optional": optional,
        "label": plain(label, 48),
        "element": {**element, "action_id": action},
    }
    return block | ({"hint": plain(hint, 300)} if hint else {})


def _values(view: Mapping[str, Any]) -> dict[str, str | None]:
    entered: dict[str, Any] = {}
    for block in ((view.get("state") or {}).get("values") or {}).values():
        entered |= block
    return {
        action: (one.get("selected_option") or {}).get("value") or one.get("value")
        for action, one in entered.items()
    }


def _block(action: str, nonce: str) -> str:
    return f"{action}.{nonce}"
