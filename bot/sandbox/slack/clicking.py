"""What a click tells the bot, in a modal, in App Home, in a message or in a whisper."""

from bot.sandbox.slack import payloads
from bot.sandbox.slack.finding import Found
from bot.sandbox.slack.inputs import holding, initial
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.wire import Fields
from bot.sandbox.slack.workspace import User


def action_of(element: Fields) -> Fields:
    """A button's part of an action."""
    return {name: element[name] for name in ("type", "text", "value", "url") if name in element}


def click_payload(platform: Platform, user: User, found: Found, held: Fields) -> Fields:
    """The `block_actions` payload for one element and what it holds now."""
    action = held | {
        "action_id": found.element["action_id"],
        "block_id": found.block["block_id"],
        "action_ts": platform.workspace.ts(),
    }
    payload = payloads.interaction(platform, user, "block_actions") | {"actions": [action]}
    if found.view is not None:
        return payload | {
            "container": {"type": "view", "view_id": found.view.id},
            "trigger_id": platform.triggers.issue(
                user.id, channel=found.view.channel, view=found.view.id
            ),
            "view": platform.views.as_json(found.view),
        }
    return payload | _in_message(platform, user, found, held)


def _in_message(platform: Platform, user: User, found: Found, held: Fields) -> Fields:
    whisper = found.ephemeral
    message = whisper.message if whisper else found.message
    if message is None or found.channel is None:
        raise ValueError("an element stands in a view or in a message")
    channel = found.channel
    url = platform.response_urls.issue(user.id, channel.id, whisper or message["ts"])
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": whisper is not None,
    }
    fields: Fields = {
        "container": container,
        "channel": payloads.place(channel),
        "trigger_id": platform.triggers.issue(user.id, channel=channel.id),
        "response_url": platform.response_urls.address(url),
        "state": {"values": _values(message, found, held)},
    }
    # Slack sends no copy of an ephemeral message: the bot cannot read it back.
    return fields if whisper else fields | {"message": message}


def _values(message: Fields, found: Found, held: Fields) -> Fields:
    values: Fields = {}
    for block, element in holding(message.get("blocks", [])):
        state = held if element is found.element else initial(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values
