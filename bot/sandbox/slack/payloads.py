"""The payloads that Slack sends, as its documents have them."""

from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.views import View
from bot.sandbox.slack.wire import Fields
from bot.sandbox.slack.workspace import Channel, User, mint

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105  # Slack's old, public-ish one


def team_of(platform: Platform, user: User) -> Fields:
    """The workspace that somebody acts from."""
    return {"id": user.team_id, "domain": platform.workspace.domain_of(user)}


def place(channel: Channel) -> Fields:
    """How payloads name a channel."""
    name = {"private": "privategroup", "im": "directmessage"}.get(channel.kind, channel.name)
    return {"id": channel.id, "name": name}


def command(
    platform: Platform, user: User, channel: Channel, word: str, text: str
) -> tuple[Fields, str]:
    """A slash command; gives the token of its `response_url` too."""
    url = platform.response_urls.issue(user.id, channel.id)
    payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": user.team_id,
        "team_domain": platform.workspace.domain_of(user),
        "channel_id": channel.id,
        "channel_name": place(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": word,
        "text": text,
        "api_app_id": platform.workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": platform.response_urls.address(url),
        "trigger_id": platform.triggers.issue(user.id, channel=channel.id),
    }
    return payload, url.token


def interaction(platform: Platform, user: User, kind: str) -> Fields:
    """What all interactive payloads begin with."""
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "team": team_of(platform, user),
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team_id,
        },
        "api_app_id": platform.workspace.app_id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def submission(platform: Platform, user: User, view: View) -> Fields:
    """A modal, submitted. Selects with `response_url_enabled` bring their address along."""
    urls = []
    for block in view.blocks:
        element = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        held = view.values()[block["block_id"]][element["action_id"]]
        channel_id = held.get("selected_conversation") or held.get("selected_channel")
        if channel_id:
            url = platform.response_urls.issue(user.id, channel_id)
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel_id,
                    "response_url": platform.response_urls.address(url),
                }
            )
    return interaction(platform, user, "view_submission") | {
        "trigger_id": platform.triggers.issue(user.id, channel=view.channel, view=view.id),
        "view": platform.views.as_json(view),
        "response_urls": urls,
    }


def closed(platform: Platform, user: User, view: View, *, cleared: bool) -> Fields:
    """A modal, closed by the person."""
    return interaction(platform, user, "view_closed") | {
        "view": platform.views.as_json(view),
        "is_cleared": cleared,
    }


def event(platform: Platform, fields: Fields) -> Fields:
    """Wrap an event the way the Events API does."""
    workspace = platform.workspace
    now = int(workspace.clock())
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": fields,
        "type": "event_callback",
        "event_id": mint("Ev"),
        "event_time": now,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": mint("E"),
    }
