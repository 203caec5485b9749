"""What the bot says at a `response_url`, or as the answer to a command."""

from bot.sandbox.slack.messages import post, rewrite, whisper
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.triggers import ResponseUrl
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Ephemeral


def respond(platform: Platform, url: ResponseUrl, given: Fields) -> None:
    """Do what the body asks for: show, post, replace or delete."""
    if given.get("delete_original"):
        _delete(platform, url)
    elif given.get("replace_original") and url.source is not None:
        _replace(platform, url, given)
    else:
        say(platform, url, given)


def say(platform: Platform, url: ResponseUrl, given: Fields) -> Ephemeral | None:
    """Say something new: to the person alone, unless it is meant for the channel."""
    channel = platform.workspace.channel(url.channel)
    if given.get("response_type") == "in_channel":
        message = post(platform, channel, given)
        url.source = url.source or message["ts"]
        return None
    ephemeral = whisper(platform, channel, url.user, given)
    url.source = url.source or ephemeral
    return ephemeral


def _delete(platform: Platform, url: ResponseUrl) -> None:
    workspace = platform.workspace
    if isinstance(url.source, Ephemeral):
        kept = [other for other in workspace.ephemerals if other is not url.source]
        workspace.ephemerals[:] = kept
    elif url.source is not None:
        channel = workspace.channel(url.channel)
        channel.messages[:] = [m for m in channel.messages if m["ts"] != url.source]
    workspace.changed()


def _replace(platform: Platform, url: ResponseUrl, given: Fields) -> None:
    if isinstance(url.source, Ephemeral):
        message: Fields | None = url.source.message
    else:
        message = platform.workspace.channel(url.channel).message(url.source or "")
    if message is None:
        raise Refused("message_not_found", status=404)
    # A replacement stands for the whole message: what it leaves out is gone.
    rewrite(platform, message, {"text": "", "blocks": [], **given})
