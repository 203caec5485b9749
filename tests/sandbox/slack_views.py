"""Views and blocks for the tests of the local Slack."""

from typing import Any

Fields = dict[str, Any]


def text(words: str) -> Fields:
    return {"type": "plain_text", "text": words}


def section(words: str) -> Fields:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


def button(action_id: str, words: str = "Go", **more: object) -> Fields:
    return {"type": "button", "action_id": action_id, "text": text(words), **more}


def actions(*elements: Fields) -> Fields:
    return {"type": "actions", "elements": list(elements)}


def question(block_id: str, element: Fields, **more: object) -> Fields:
    return {
        "type": "input",
        "block_id": block_id,
        "label": text(block_id.title()),
        "element": element,
        **more,
    }


def typed(action_id: str, **more: object) -> Fields:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def options(*values: str) -> list[Fields]:
    return [{"text": text(value.title()), "value": value} for value in values]


def modal(*blocks: Fields, title: str = "A modal", **more: object) -> Fields:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": text(title),
        "submit": text("Send"),
        "blocks": list(blocks) or [section("Hello")],
        **more,
    }


def home(*blocks: Fields) -> Fields:
    return {"type": "home", "blocks": list(blocks)}
