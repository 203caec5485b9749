"""The manifest and the code agree, and Slack would take the manifest."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from bot.slack import explaining
from bot.slack.commands import SUBCOMMANDS
from bot.slack.listeners import COMMAND, SHORTCUT

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared" / "data" / "manifest.schema.json"
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text())
KNOWN = {"display_information", "features", "oauth_config", "settings"}


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
    needed = ["commands", "chat:write", "users:read", "channels:history", "groups:history"]
    assert MANIFEST["oauth_config"]["scopes"] == {"bot": needed}


def test_the_bot_can_be_reached_and_can_send_direct_messages() -> None:
    settings, features = MANIFEST["settings"], MANIFEST["features"]

    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]
    assert features["app_home"]["messages_tab_enabled"]
    assert not any("url" in command for command in features["slash_commands"])


def test_the_lines_of_the_guard_stand_ready_and_are_off() -> None:
    text = (ROOT / "manifest.yml").read_text()
    on = re.sub(
        r"^( *)# ((?:  )?(?:event_sub|bot_ev).*)$",
        r"\1\2",
        text,
        flags=re.MULTILINE,
    )
    guarded: dict[str, Any] = yaml.safe_load(on)

    assert "event_subscriptions" not in MANIFEST["settings"]
    assert {"channels:history", "groups:history"} <= {*guarded["oauth_config"]["scopes"]["bot"]}
    events = guarded["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["message.channels", "message.groups"]
    page = (ROOT / "docs" / "guard.md").read_text()
    assert all(line in page for line in ("channels:history", "groups:history", "message.groups"))
