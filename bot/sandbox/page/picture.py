"""What one person sees, as one JSON object, made anew after every change.

The workspace is small, so the whole is sent each time: there is no state in between that
could be wrong.
"""

from dataclasses import dataclass
from typing import Any, Final

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY, SampleKey
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.wire import Fields
from bot.sandbox.slack.workspace import Channel, User
from bot.sandbox.switches import Press, Switch
from bot.sandbox.tour import steps_for

_ASKED: Final = ("model", "endpoint", "organization", "project", "base_url", "sdk", "sdk_version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """All that the page shows: a workspace, the app in it, and the world's switches."""

    slack: LocalSlack
    app: AppManifest
    switches: tuple[Switch | Press, ...] = ()

    def shown_switches(self) -> list[Switch | Press]:
        """Those that the bot would notice."""
        return [s for s in self.switches if not s.needs or s.needs in self.app.parts]


def picture(outside: Outside, me: User) -> Fields:
    """Draw it."""
    workspace, person = outside.slack.workspace, outside.slack.person(me.name)
    workspace.dm(me.id)  # the app's messages have their place before the first of them
    return {
        "me": me.id,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "bot": {"id": workspace.bot.id, "name": workspace.bot.name},
        "users": {user.id: _user(user, workspace.team_id) for user in workspace.users.values()},
        "usergroups": dict.fromkeys(workspace.usergroups, "admins"),
        "channels": [
            _channel(outside, channel, me)
            for channel in workspace.channels.values()
            if _sees(channel, me, workspace.team_id)
        ],
        "modals": person.modals,
        "home": person.home,
    }


def furniture(outside: Outside) -> Fields:
    """What does not change while the sandbox runs."""
    app = outside.app
    return {
        "app": {
            "name": app.name,
            "commands": app.commands,
            "words": app.words,
            "shortcuts": app.shortcuts,
            "home": app.home,
            "read_only": app.read_only,
        },
        "samples": [_sample(sample) for sample in (*SAMPLE_KEYS, WORKING_KEY)],
        "tour": steps_for(app.parts),
    }


def switches(outside: Outside) -> list[Fields]:
    """The world as it stands; a press has no state."""
    return [_switch(one) for one in outside.shown_switches()]


def _switch(one: Switch | Press) -> Fields:
    fields = {"name": one.name, "group": one.group, "title": one.title}
    return fields | ({"detail": one.detail, "on": one.on} if isinstance(one, Switch) else {})


def _sees(channel: Channel, me: User, team_id: str) -> bool:
    if me.id in channel.members:
        return True
    return channel.kind == "public" and me.team_id == team_id


def _user(user: User, team_id: str) -> Fields:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "elsewhere": user.team_id != team_id,
    }


def _channel(outside: Outside, channel: Channel, me: User) -> Fields:
    whispers = [
        {**e.message, "ephemeral": True}
        for e in outside.slack.workspace.ephemerals
        if e.user == me.id and e.channel == channel.id
    ]
    messages: list[dict[str, Any]] = [*channel.messages, *whispers]
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": sorted(channel.members),
        "messages": sorted(messages, key=lambda message: float(message["ts"])),
    }


def _sample(sample: SampleKey) -> Fields:
    asked = {name: getattr(sample, name) for name in _ASKED}
    inputs = {"key": sample.paste} | {name: value for name, value in asked.items() if value}
    return {"cause": sample.cause, "title": sample.title, "paste": sample.paste, "inputs": inputs}
