"""One of every block and of every input that Slack takes."""

from bot.sandbox.slack.wire import Fields

DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="


def plain(text: str) -> Fields:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Fields:
    return {"type": "mrkdwn", "text": text}


OPTIONS = [{"text": plain("A"), "value": "a"}, {"text": plain("B"), "value": "b"}]
CONFIRM = {
    "title": plain("Really?"),
    "text": plain("It cannot be undone."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
    "style": "danger",
}
_WORDS = [{"type": "text", "text": "words", "style": {"bold": True}}]
_SECTION = {"type": "rich_text_section", "elements": _WORDS}

EVERY_BLOCK: tuple[Fields, ...] = (
    {"type": "header", "text": plain("A header")},
    {
        "type": "section",
        "text": mrkdwn("A section with a *menu*"),
        "fields": [mrkdwn("*One*\n1"), mrkdwn("*Two*\n2")],
        "accessory": {
            "type": "static_select",
            "action_id": "menu",
            "placeholder": plain("Choose"),
            "options": OPTIONS,
        },
    },
    {"type": "divider"},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "plain", "text": plain("Plain")},
            {"type": "button", "action_id": "primary", "text": plain("Go"), "style": "primary"},
            {
                "type": "button",
                "action_id": "danger",
                "text": plain("Danger"),
                "style": "danger",
                "confirm": CONFIRM,
            },
            {"type": "overflow", "action_id": "overflow", "options": OPTIONS},
            {"type": "datepicker", "action_id": "date"},
            {"type": "users_select", "action_id": "user", "placeholder": plain("Somebody")},
        ],
    },
    {
        "type": "context",
        "elements": [{"type": "image", "image_url": DOT, "alt_text": "a dot"}, mrkdwn("_small_")],
    },
    {"type": "image", "image_url": DOT, "alt_text": "a picture", "title": plain("A picture")},
    {
        "type": "rich_text",
        "elements": [
            _SECTION,
            {"type": "rich_text_quote", "elements": _WORDS},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "literal"}]},
            {"type": "rich_text_list", "style": "bullet", "elements": [_SECTION, _SECTION]},
            {"type": "rich_text_list", "style": "ordered", "elements": [_SECTION]},
        ],
    },
    {"type": "markdown", "text": "## Markdown\n\n- **one**\n- <b>inert</b>\n\n`code`"},
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Service"}, {"type": "raw_text", "text": "Calls"}],
            [{"type": "raw_text", "text": "checkout"}, {"type": "raw_text", "text": "12"}],
        ],
    },
)


def _input(label: str, kind: str, **more: object) -> Fields:
    element = {"type": kind, "action_id": label.lower(), **more}
    return {"type": "input", "label": plain(label), "element": element}


FORM: Fields = {
    "type": "modal",
    "title": plain("Every input"),
    "submit": plain("Send"),
    "blocks": [
        {"type": "alert", "level": "warning", "text": plain("This is a test.")},
        _input("Text", "plain_text_input", multiline=True),
        _input("Mail", "email_text_input"),
        _input("Number", "number_input", is_decimal_allowed=False),
        _input("Date", "datepicker"),
        _input("Time", "timepicker"),
        _input("One", "static_select", options=OPTIONS),
        _input("Many", "multi_static_select", options=OPTIONS),
        _input("Person", "users_select"),
        _input("Channel", "conversations_select"),
        _input("Boxes", "checkboxes", options=OPTIONS),
        _input("Radio", "radio_buttons", options=OPTIONS),
    ],
}
HOLDS = {
    "text": "a\nb",
    "mail": "a@b.example",
    "number": "7",
    "date": "2026-11-24",
    "time": "09:30",
    "one": "b",
    "many": ["a", "b"],
    "boxes": ["b"],
    "radio": "a",
}
