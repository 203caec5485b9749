"""Messages as people and apps leave them in channels, in every shape that holds a text."""

from typing import Any

from tests.slack.errors import NO_MONEY
from tests.slack.world import World


def said(world: World, channel: str = "random", by: str = "ada", **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """A message that stands in a channel; the bot is no member of "random"."""
    message = {
        "type": "message",
        "user": world.slack.person(by).id,
        "ts": world.slack.workspace.ts(),
        "text": "",
        **fields,
    }
    world.slack.channel(channel).messages.append(message)
    return message


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"blocks": [{"type": "rich_text", "elements": list(parts)}]}


def text(words: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": words}]


HALF = len(NO_MONEY) // 2
SHAPES: dict[str, dict[str, Any]] = {
    "text": {"text": NO_MONEY.replace("'", "&gt;'")},
    "a code block": rich({"type": "rich_text_preformatted", "elements": text(NO_MONEY)}),
    "pieces": rich(
        {
            "type": "rich_text_section",
            "elements": [*text(NO_MONEY[:HALF]), *text(NO_MONEY[HALF:])],
        }
    ),
    "a list": rich(
        {
            "type": "rich_text_list",
            "elements": [{"type": "rich_text_section", "elements": text(NO_MONEY)}],
        }
    ),
    "a quote": rich({"type": "rich_text_quote", "elements": text(NO_MONEY)}),
    "a section of an app": {
        "text": "deploy failed",
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": NO_MONEY}}],
    },
    "the text of an app beside its blocks": {
        "text": NO_MONEY,
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "deploy failed"}}],
    },
    "fields": {
        "blocks": [{"type": "section", "fields": [{"type": "plain_text", "text": NO_MONEY}]}]
    },
    "small print": {
        "blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": NO_MONEY}]}]
    },
    "an attachment": {"attachments": [{"title": "Error", "text": NO_MONEY}]},
    "fields of an attachment": {"attachments": [{"fields": [{"title": "e", "value": NO_MONEY}]}]},
    "the fallback of an attachment": {"attachments": [{"fallback": NO_MONEY}]},
    "a shared message": {
        "attachments": [
            {
                "message_blocks": [
                    {"message": rich({"type": "rich_text_section", "elements": text(NO_MONEY)})}
                ]
            }
        ]
    },
    "the preview of a snippet": {"files": [{"name": "trace.txt", "preview": NO_MONEY}]},
}
