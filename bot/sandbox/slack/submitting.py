"""Submitting a modal: what the client checks, and what the bot's answer does."""

import re
from typing import Final

from bot.sandbox.slack.door import Ack
from bot.sandbox.slack.inputs import is_empty
from bot.sandbox.slack.outcomes import Submitted, failure_of
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.views import View
from bot.sandbox.slack.wire import Fields, Record, Refused

_SHAPES: Final = {
    "email_text_input": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "Enter a valid email address."),
    "url_text_input": (re.compile(r"https?://\S+"), "Enter a valid URL."),
    "number_input": (re.compile(r"-?\d+(\.\d+)?"), "Enter a number."),
}


def client_errors(view: View) -> dict[str, str]:
    """What Slack's client says by itself before it sends anything."""
    errors: dict[str, str] = {}
    values = view.values()
    for block in view.blocks:
        if block["type"] == "input":
            held = values[block["block_id"]][block["element"]["action_id"]]
            error = _error_in(block, held)
            if error:
                errors[block["block_id"]] = error
    return errors


def _error_in(block: Fields, held: Fields) -> str | None:
    element = block["element"]
    if is_empty(element, held):
        return None if block.get("optional") else "Please complete this required field."
    typed = held.get("value")
    if not isinstance(typed, str):
        return None
    shape, words = _SHAPES.get(element["type"], (None, ""))
    if shape and not shape.fullmatch(typed):
        return words
    if len(typed) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    if len(typed) > element.get("max_length", 3000):
        return f"Enter at most {element.get('max_length', 3000)} characters."
    return None


def settle(platform: Platform, view: View, ack: Ack) -> Submitted:
    """Do what the bot's answer to a submission says."""
    failed = failure_of(ack)
    if failed:
        return Submitted(failed=failed)
    fields = ack.fields
    action = fields.get("response_action")
    try:
        errors = _act(platform, view, action, fields)
    except Refused as refused:
        complain(platform, "response_action", fields, refused)
        return Submitted(action=action, failed=refused.error)
    return Submitted(action=action, errors=errors)


def _act(platform: Platform, view: View, action: object, fields: Fields) -> dict[str, str]:
    views = platform.views
    match action:
        case None:
            views.close(view)
        case "clear":
            views.clear(view.user)
        case "update":
            views.update(view, fields.get("view"))
        case "push":
            views.put_on_top(view.user, fields.get("view"))
        case "errors":
            return _errors(view, fields.get("errors"))
        case unknown:
            raise Refused("invalid_arguments", f"[ERROR] unknown response_action {unknown}")
    return {}


def _errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_arguments", "[ERROR] errors must be an object with entries")
    strangers = sorted(set(errors) - inputs)
    if strangers:
        raise Refused("invalid_arguments", f"[ERROR] no input block is called {strangers}")
    return {name: str(words) for name, words in errors.items()}


def complain(platform: Platform, name: str, fields: Fields, refused: Refused) -> None:
    """Note that Slack could make nothing of the bot's answer: the person sees an error."""
    workspace = platform.workspace
    record = Record(
        at=workspace.clock(),
        kind="web_api",
        name=name,
        sent=fields,
        answer=refused.as_json(),
        error=refused.error,
    )
    workspace.log.write(record)
    workspace.changed()
