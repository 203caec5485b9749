"""What a person enters, as Slack tells it to the bot.

Each kind of element has one field for its value; HOLDS names it. An element that holds
nothing (a button) has no state.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.sandbox.slack.checks.blocks import interactive
from bot.sandbox.slack.wire import Fields

HOLDS: Final[Mapping[str, tuple[str, str]]] = {  # the field of the value, that of the initial one
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
Resolve = Callable[[str], str]  # a name of a channel or a person to its id


class NotOffered(Exception):
    """A choice that the menu does not have, or an element that is not there."""


def options_of(element: Fields) -> list[Fields]:
    """All options of a menu, those in groups too."""
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    return [option for group in groups for option in group["options"]]


def _option(element: Fields, wanted: object) -> Fields:
    for option in options_of(element):
        if wanted in (option, option["value"], option["text"]["text"]):
            return option
    offered = [option["value"] for option in options_of(element)]
    raise NotOffered(f"{wanted!r} is not among {offered}")


def entered(element: Fields, value: Any, resolve: Resolve) -> Fields:  # noqa: ANN401
    """What the state says after a person gave a value: text, an option's value or text, a name."""
    kind: str = element["type"]
    field, _ = HOLDS[kind]
    if value is None:
        return {"type": kind, field: None}
    if field == "selected_option":
        return {"type": kind, field: _option(element, value)}
    if field == "selected_options":
        return {"type": kind, field: [_option(element, one) for one in value]}
    if field in {"selected_user", "selected_channel", "selected_conversation"}:
        return {"type": kind, field: resolve(value)}
    if field.startswith("selected_") and field.endswith("s"):
        return {"type": kind, field: [resolve(one) for one in value]}
    return {"type": kind, field: value}


def initial(element: Fields) -> Fields:
    """What the state says before anybody touched the element."""
    field, first = HOLDS[element["type"]]
    nothing: object = [] if field.endswith("s") else None
    return {"type": element["type"], field: element.get(first, nothing)}


def is_empty(element: Fields, state: Fields) -> bool:
    """Whether a required input would still be asked for."""
    field, _ = HOLDS[element["type"]]
    return state.get(field) in (None, "", [])


def holding(blocks: list[Fields]) -> Iterator[tuple[Fields, Fields]]:
    """The blocks and elements that have a state."""
    for block in blocks:
        for element in interactive(block):
            if element["type"] in HOLDS and element["type"] != "overflow":
                yield block, element
