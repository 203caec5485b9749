"""Block elements: buttons, menus, inputs.

A new one is a row in ELEMENTS, and in each set of places where it may stand.
"""

from collections.abc import Iterator
from typing import Any, Final

from bot.sandbox.slack.checks.schema import (
    ID,
    Check,
    Checks,
    any_field,
    any_text,
    anything,
    boolean,
    choice,
    in_turn,
    integer,
    listing,
    plain_text,
    problem,
    shape,
    string,
)

_STYLE: Final = choice("primary", "danger")
CONFIRM: Final = shape(
    {"title": plain_text(100), "text": any_text(300)},
    {"confirm": plain_text(30), "deny": plain_text(30), "style": _STYLE},
)
_OPTION: Final = shape(
    {"text": any_text(75), "value": string(150)},
    {"description": any_text(75), "url": string(3000)},
)
_GROUP: Final = shape(
    {"label": plain_text(75), "options": listing(_OPTION, most=100)},
    {},
)
_COMMON: Final[Checks] = {"action_id": ID, "focus_on_load": boolean, "confirm": CONFIRM}
_MENU: Final[Checks] = {**_COMMON, "placeholder": plain_text(150)}
_MULTI: Final[Checks] = {**_MENU, "max_selected_items": integer(1)}
_DISPATCH: Final = shape(
    {},
    {"trigger_actions_on": listing(choice("on_enter_pressed", "on_character_entered"), most=2)},
)
_FILTER: Final = shape(
    {},
    {
        "include": listing(choice("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _initial_among_options(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
    groups = value.get("option_groups") or [value]
    offered = [option for group in groups for option in group.get("options", [])]
    chosen = value.get("initial_options", [])
    chosen = [*chosen, value["initial_option"]] if "initial_option" in value else chosen
    for option in chosen:
        if option not in offered:
            yield problem("initial option must be one of the options", at)


def _distinct_values(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
    values = [option["value"] for option in value.get("options", [])]
    if len(values) != len(set(values)):
        yield problem("option values must be unique", f"{at}/options")


def _chooses(fields: Check) -> Check:
    return in_turn(fields, _initial_among_options, _distinct_values)


def _static(extra: Checks) -> Check:
    options = {"options": listing(_OPTION, most=100), "option_groups": listing(_GROUP, most=100)}
    return in_turn(_chooses(shape({}, {**extra, **options})), any_field("options", "option_groups"))


def _boxes(initial: str, check: Check) -> Check:
    return _chooses(
        shape({"options": listing(_OPTION, most=10)}, {**_COMMON, initial: check}),
    )


_TEXT_INPUT: Final[Checks] = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": plain_text(150),
    "initial_value": string(3000, least=0),
    "dispatch_action_config": _DISPATCH,
}
_OPTIONS: Final = listing(_OPTION, most=100)
_IDS: Final = listing(string(255), most=100)
_CONVERSATIONS: Final[Checks] = {
    "filter": _FILTER,
    "default_to_current_conversation": boolean,
}

ELEMENTS: Final[Checks] = {
    "button": shape(
        {"text": plain_text(75)},
        {
            "action_id": ID,
            "value": string(2000),
            "url": string(3000),
            "style": _STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": in_turn(
        shape(
            {"options": listing(_OPTION, most=5)},
            {"action_id": ID, "confirm": CONFIRM},
        ),
        _distinct_values,
    ),
    "static_select": _static({**_MENU, "initial_option": _OPTION}),
    "multi_static_select": _static({**_MULTI, "initial_options": _OPTIONS}),
    "external_select": shape(
        {}, {**_MENU, "initial_option": _OPTION, "min_query_length": integer()}
    ),
    "users_select": shape({}, {**_MENU, "initial_user": ID}),
    "multi_users_select": shape({}, {**_MULTI, "initial_users": _IDS}),
    "channels_select": shape({}, {**_MENU, "initial_channel": ID, "response_url_enabled": boolean}),
    "multi_channels_select": shape({}, {**_MULTI, "initial_channels": _IDS}),
    "conversations_select": shape(
        {},
        {**_MENU, **_CONVERSATIONS, "initial_conversation": ID, "response_url_enabled": boolean},
    ),
    "multi_conversations_select": shape(
        {}, {**_MULTI, **_CONVERSATIONS, "initial_conversations": _IDS}
    ),
    "datepicker": shape({}, {**_MENU, "initial_date": string(10)}),
    "timepicker": shape({}, {**_MENU, "initial_time": string(5), "timezone": ID}),
    "datetimepicker": shape({}, {**_COMMON, "initial_date_time": integer()}),
    "checkboxes": _boxes("initial_options", _OPTIONS),
    "radio_buttons": _boxes("initial_option", _OPTION),
    "plain_text_input": shape(
        {},
        {
            **_TEXT_INPUT,
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "email_text_input": shape({}, _TEXT_INPUT),
    "url_text_input": shape({}, _TEXT_INPUT),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TEXT_INPUT, "min_value": string(40), "max_value": string(40)},
    ),
    "rich_text_input": shape({}, {**_TEXT_INPUT, "initial_value": anything}),
    "image": in_turn(
        shape(
            {"alt_text": string(2000)},
            {"image_url": string(3000), "slack_file": anything},
        ),
        any_field("image_url", "slack_file"),
    ),
}

MENUS: Final = frozenset(
    {"static_select", "external_select", "users_select", "channels_select", "conversations_select"}
)
MULTI_MENUS: Final = frozenset(f"multi_{menu}" for menu in MENUS) & frozenset(ELEMENTS)
_PICKERS: Final = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons"})
TYPED: Final = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)
MODAL_ONLY: Final = frozenset({"email_text_input", "url_text_input", "number_input"})
IN_ACTIONS: Final = MENUS | MULTI_MENUS | _PICKERS | {"button", "overflow", "datetimepicker"}
IN_ACCESSORY: Final = MENUS | MULTI_MENUS | _PICKERS | {"button", "overflow", "image"}
IN_INPUT: Final = MENUS | MULTI_MENUS | _PICKERS | TYPED | {"datetimepicker"}
