"""The modal that takes a key, and how it is read.

Nothing in it sends the key along but its submission: no buttons, no inputs that dispatch,
no notice when it is closed (Slack would send the typed state with each). The block ids
carry a nonce, so that Slack never fills a later form with what was typed in this one. What
was pasted is read into `Pasted` here and the text is let go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.case import Case, Pasted, Sdk
from bot.domain.endpoints import ENDPOINTS
from bot.domain.paste import read_paste
from bot.views.asked import Asked
from bot.views.blocks import Block, View, context, divider, modal, option, plain
from bot.views.hiding import holds_key

CALLBACK: Final = "key"
KEY: Final = "key"
MODEL: Final = "model"
ENDPOINT: Final = "endpoint"
ORGANIZATION: Final = "organization"
PROJECT: Final = "project"
BASE_URL: Final = "base_url"
SDK: Final = "sdk"
SDK_VERSION: Final = "sdk_version"
PAID: Final = "paid"

LONGEST: Final = {MODEL: 128, ORGANIZATION: 64, PROJECT: 64, SDK_VERSION: 32}
PASTE_LIMIT: Final = 3000  # the most that a Slack input takes
OPTION_VALUE_LIMIT: Final = 150
LIBRARIES: Final = {
    "openai-python": "openai for Python",
    "openai-node": "openai for Node.js",
    "langchain": "LangChain",
    "litellm": "LiteLLM",
    "llama-index": "LlamaIndex",
    "openai-dotnet": "OpenAI for .NET",
    "openai-go": "openai-go",
    "openai-java": "openai-java",
    "other": "Another one",
}

_PROMISE: Final = (
    ":lock: The key is used for this one check and then forgotten: it is sent to OpenAI and to "
    "nobody else, and never stored, logged or posted."
)
_HINT: Final = (
    "Paste what you really have: the bare key, a line like OPENAI_API_KEY=…, the Authorization "
    "header or a whole curl command. If the mistake is in there, it will be found."
)
_PRICE: Final = (
    "One word from the cheapest model that fits, well below one cent, on the account of the key. "
    "Without this nothing here costs anything."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was handed in."""

    pasted: Pasted
    asked: Asked
    nonce: str

    @property
    def masked(self) -> str:
        """How what was pasted may be shown."""
        key = self.pasted.key
        return key.secret.masked if key else self.pasted.masked

    def case(self, base_url: str) -> Case:
        """The question, for `base_url` unless the person chose another one."""
        asked = self.asked
        return Case(
            pasted=self.pasted,
            base_url=asked.base_url or base_url,
            model=asked.model,
            endpoint=asked.endpoint,
            organization=asked.organization,
            project=asked.project,
            sdk=Sdk(asked.sdk, asked.sdk_version or "") if asked.sdk else None,
            paid=asked.paid,
        )


@dataclass(frozen=True, slots=True)
class Faults:
    """Why a form cannot be taken: a text for each block, as Slack wants it."""

    by_block: Mapping[str, str]


def key_form(nonce: str, base_urls: Sequence[str], asked: Asked | None = None) -> View:
    """Draw the form, filled in with `asked`. `base_urls`: the default first, then the others."""
    said = asked or Asked()
    view = modal("Check an OpenAI key", (), callback=CALLBACK, close="Cancel")
    view["submit"] = plain("Check", 24)
    view["private_metadata"] = nonce
    view["blocks"] = [
        _key_input(nonce),
        context(_PROMISE),
        divider(),
        context(
            "*All below is optional.* It helps if the key works for some calls and not others."
        ),
        _text(nonce, MODEL, "Model", said.model, "gpt-5-mini"),
        _endpoint(nonce, said.endpoint),
        _text(nonce, ORGANIZATION, "Organization", said.organization, "org-…"),
        _text(nonce, PROJECT, "Project", said.project, "proj_…"),
        *_base_url(nonce, base_urls, said.base_url),
        _choice(nonce, SDK, "Library", LIBRARIES, said.sdk),
        _text(nonce, SDK_VERSION, "Its version", said.sdk_version, "2.8.1"),
        _paid(nonce, ticked=said.paid),
    ]
    return view


def read(view: Mapping[str, Any], base_urls: Sequence[str]) -> Form | Faults:
    """Read a submission. Whatever was pasted as a key is a diagnosis, never a fault."""
    nonce = str(view.get("private_metadata") or "")
    values = _values(view.get("state"))
    faults: dict[str, str] = {}
    words = {action: (values.get(action) or "").strip() or None for action in LONGEST}
    for action, word in words.items():
        if word and (fault := _fault(word, LONGEST[action])):
            faults[_block(action, nonce)] = fault
    base_url = values.get(BASE_URL)
    by_value = {_value_of(url): url for url in base_urls}
    if base_url is not None and base_url not in by_value:
        faults[_block(BASE_URL, nonce)] = "This address is not on the list. Choose one that is."
    if faults:
        return Faults(faults)
    asked = Asked(
        **words,
        endpoint=_one_of(values.get(ENDPOINT), (one.slug for one in ENDPOINTS)),
        sdk=_one_of(values.get(SDK), LIBRARIES),
        base_url=by_value[base_url] if base_url else None,
        paid=values.get(PAID) == PAID,
    )
    return Form(pasted=read_paste(values.get(KEY) or ""), asked=asked, nonce=nonce)


def _values(state: object) -> dict[str, str | None]:
    """What was entered, by action id; a ticked box counts as its value."""
    blocks = state.get("values") if isinstance(state, dict) else None
    inputs: dict[str, Any] = {}
    for block in (blocks or {}).values():
        inputs |= block
    return {action: _entered(one) for action, one in inputs.items()}


def _entered(one: Mapping[str, Any]) -> str | None:
    chosen = one.get("selected_option") or next(iter(one.get("selected_options") or ()), None)
    value = chosen.get("value") if chosen else one.get("value")
    return value if isinstance(value, str) else None


def _fault(word: str, limit: int) -> str | None:
    if holds_key(word):
        return "This looks like a key. It belongs in the first field only: take it out here."
    if len(word) > limit:
        return f"This has {len(word)} characters; {limit} is the most. Paste the bare name or id."
    return None


def _one_of(value: str | None, known: Iterable[str]) -> str | None:
    return value if value in set(known) else None


def _value_of(url: str) -> str:
    return url[:OPTION_VALUE_LIMIT]


def _block(action: str, nonce: str) -> str:
    return f"{action}.{nonce}"


def _input(nonce: str, label: str, element: Block, *, optional: bool = True) -> Block:
    return {
        "type": "input",
        "block_id": _block(element["action_id"], nonce),
        "optional": optional,
        "label": plain(label, 48),
        "element": element,
    }


def _key_input(nonce: str) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": KEY,
        "multiline": True,
        "max_length": PASTE_LIMIT,
        "focus_on_load": True,
        "placeholder": plain("sk-…", 150),
    }
    # Optional, since an empty field is one of the mistakes that get diagnosed.
    return _input(nonce, "The key", element) | {"hint": plain(_HINT, 300)}


def _text(nonce: str, action: str, label: str, said: str | None, example: str) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": action,
        "max_length": LONGEST[action],
        "placeholder": plain(example, 150),
    }
    if said:
        element["initial_value"] = said[: LONGEST[action]]
    return _input(nonce, label, element)


def _choice(
    nonce: str, action: str, label: str, choices: Mapping[str, str], said: str | None
) -> Block:
    element: Block = {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain("Choose", 150),
        "options": [option(title, value) for value, title in choices.items()],
    }
    if said is not None and said in choices:
        element["initial_option"] = option(choices[said], said)
    return _input(nonce, label, element)


def _endpoint(nonce: str, said: str | None) -> Block:
    return _choice(nonce, ENDPOINT, "Endpoint", {one.slug: one.title for one in ENDPOINTS}, said)


def _base_url(nonce: str, base_urls: Sequence[str], said: str | None) -> list[Block]:
    if len(base_urls) < 2:  # noqa: PLR2004  # there is nothing to choose from
        return []
    choices = {_value_of(url): url for url in base_urls}
    chosen = said if said is not None and said in base_urls else base_urls[0]
    return [_choice(nonce, BASE_URL, "Address of the API", choices, _value_of(chosen))]


def _paid(nonce: str, *, ticked: bool) -> Block:
    choice = option("Also make one tiny paid call", PAID)
    element: Block = {"type": "checkboxes", "action_id": PAID, "options": [choice]}
    if ticked:
        element["initial_options"] = [choice]
    return _input(nonce, "Proof by a real call", element) | {"hint": plain(_PRICE, 300)}
