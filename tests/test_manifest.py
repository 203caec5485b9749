"""The manifest and the code agree, and Slack would take the manifest."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import explaining
from bot.slack.commands import SUBCOMMANDS
from bot.slack.listeners import COMMAND, SHORTCUT

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "data" / "manifest.schema.json"
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text())
# What each method of the Web API wants (facts of Slack's own reference). Those without a scope
# live on the trigger, the token or the app-level token.
NEEDED: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history"},
    "conversations_replies": {"channels:history", "groups:history"},
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
DONE_WITHOUT = {"files:write"}  # charts are then told in letters
KNOWN = {"display_information", "features", "oauth_config", "settings"}


def sources() -> str:
    folders = ("slack", "adapters")
    files = (file for name in folders for file in (ROOT / "bot" / name).rglob("*.py"))
    return "\n".join(file.read_text() for file in files)


# Whatever of the SDK's methods is called; one that NEEDED does not know fails the test.
CALLED = {
    name
    for name in re.findall(r"client\.([a-z]+_\w+)\(", sources())
    if callable(getattr(AsyncWebClient, name, None))
}


def test_slack_would_take_it() -> None:
    if SCHEMA.exists():
        jsonschema.validate(MANIFEST, json.loads(SCHEMA.read_text()))
    assert set(MANIFEST) == KNOWN
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    for command in MANIFEST["features"]["slash_commands"]:
        assert command["command"].startswith("/")
        assert len(command["command"]) <= 32
        assert command["description"]
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert set(shortcut) == {"name", "type", "callback_id", "description"}


def test_commands_and_shortcuts_are_those_that_are_listened_to() -> None:
    features = MANIFEST["features"]

    assert [one["command"] for one in features["slash_commands"]] == [COMMAND]
    assert [(one["type"], one["callback_id"]) for one in features["shortcuts"]] == [
        ("global", SHORTCUT),
        ("message", explaining.SHORTCUT),
    ]


def test_the_hint_names_every_subcommand() -> None:
    hint = MANIFEST["features"]["slash_commands"][0]["usage_hint"]

    assert [choice.split()[0] for choice in hint.split("|")] == [one.word for one in SUBCOMMANDS]


def test_scopes_are_those_that_are_needed_and_no_more() -> None:
    assert CALLED, "the calls are not found any more"
    needed = {"commands"}.union(*(NEEDED[method] for method in CALLED))

    assert MANIFEST["oauth_config"]["scopes"].keys() == {"bot"}
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert needed - DONE_WITHOUT <= asked <= needed


def test_events_are_those_that_are_listened_to() -> None:
    heard = set(re.findall(r"app\.event\(\"(\w+)\"\)", sources()))
    events = MANIFEST["settings"].get("event_subscriptions", {}).get("bot_events", [])

    assert set(events) == heard - {"message"}  # the guard's own, which the operator switches on


def test_the_bot_can_be_reached_and_can_send_direct_messages() -> None:
    settings, features = MANIFEST["settings"], MANIFEST["features"]

    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]
    assert features["app_home"]["messages_tab_enabled"]
    assert not any("url" in command for command in features["slash_commands"])


def test_the_lines_of_the_guard_stand_ready_and_are_off() -> None:
    text = (ROOT / "manifest.yml").read_text()
    on = re.sub(r"^( *)# (- message\..*)$", r"\1\2", text, flags=re.MULTILINE)
    guarded: dict[str, Any] = yaml.safe_load(on)

    usual = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert usual == ["app_home_opened"]
    assert {"channels:history", "groups:history"} <= {*guarded["oauth_config"]["scopes"]["bot"]}
    events = guarded["settings"]["event_subscriptions"]["bot_events"]
    assert events == [*usual, "message.channels", "message.groups"]
    page = (ROOT / "docs" / "guard.md").read_text()
    assert all(line in page for line in ("channels:history", "groups:history", "message.groups"))
