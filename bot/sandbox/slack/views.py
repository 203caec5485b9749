"""Modals in their stacks, and App Home.

A person has one stack of at most three modals. What they typed stays through an update
where both `block_id` and `action_id` stay the same, as in Slack.
"""

import copy
import secrets
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.slack.checks.blocks import interactive
from bot.sandbox.slack.checks.surfaces import check_view
from bot.sandbox.slack.inputs import holding, initial
from bot.sandbox.slack.triggers import Trigger
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Workspace, mint

_DEEPEST: Final = 3
_ABSENT: Final[Fields] = {
    "callback_id": "",
    "private_metadata": "",
    "external_id": "",
    "title": None,
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


def with_ids(blocks: list[Fields]) -> list[Fields]:
    """Give blocks and elements the ids that were left out, as Slack does."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
        for element in interactive(block):
            element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return blocks


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or a home as it stands before a person."""

    id: str
    user: str
    content: Fields
    hash: str
    root: str
    previous: str | None = None
    channel: str | None = None  # where the person was when it opened
    typed: dict[tuple[str, str], Fields] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Fields]:
        """Its blocks, every one with its ids."""
        blocks: list[Fields] = self.content["blocks"]
        return blocks

    def values(self) -> Fields:
        """`state.values`: what every input holds now."""
        values: Fields = {}
        for block, element in holding(self.blocks):
            place = (block["block_id"], element["action_id"])
            held = self.typed.get(place) or self._initial(element)
            values.setdefault(place[0], {})[place[1]] = held
        return values

    def _initial(self, element: Fields) -> Fields:
        if element.get("default_to_current_conversation") and self.channel:
            return {"type": element["type"], "selected_conversation": self.channel}
        return initial(element)


class Views:
    """Every view that is open."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def as_json(self, view: View) -> Fields:
        """The view as answers and payloads carry it."""
        workspace = self._workspace
        return {
            **_ABSENT,
            **copy.deepcopy(view.content),
            "id": view.id,
            "team_id": workspace.team_id,
            "app_id": workspace.app_id,
            "app_installed_team_id": workspace.team_id,
            "bot_id": workspace.bot_id,
            "hash": view.hash,
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "state": {"values": view.values()},
        }

    def open(self, trigger: Trigger, content: object) -> View:
        """Open the first modal of a stack; an open one gives way."""
        view = self._new(trigger.user, content, "modal", channel=trigger.channel)
        trigger.used = True
        self.stacks[trigger.user] = [view]
        self._workspace.changed()
        return view

    def push(self, trigger: Trigger, content: object) -> View:
        """Put a modal on top of the one that the trigger comes from."""
        if trigger.view is None or self.find(trigger.view) is None:
            raise Refused("invalid_trigger_id")
        view = self.put_on_top(trigger.user, content)
        trigger.used = True
        return view

    def put_on_top(self, user: str, content: object) -> View:
        """Put a modal on top of somebody's stack."""
        stack = self.stacks.get(user, [])
        if len(stack) >= _DEEPEST:
            raise Refused("push_limit_reached")
        view = self._new(user, content, "modal")
        if stack:
            view.root, view.previous, view.channel = stack[0].id, stack[-1].id, stack[-1].channel
        self.stacks[user] = [*stack, view]
        self._workspace.changed()
        return view

    def update(self, view: View, content: object, expected_hash: str = "") -> View:
        """Change a view in place; a hash that is no longer true is a conflict."""
        new = check_view(content)
        if new["type"] != view.content["type"]:
            raise Refused("invalid_arguments", "[ERROR] view type can not be changed")
        self._claim_external_id(new, view)
        if expected_hash and expected_hash != view.hash:
            raise Refused("hash_conflict")
        view.content = {**new, "blocks": with_ids(new["blocks"])}
        view.hash = self._hash()
        there = {(b["block_id"], e["action_id"], e["type"]) for b, e in holding(view.blocks)}
        view.typed = {
            place: held for place, held in view.typed.items() if (*place, held["type"]) in there
        }
        self._workspace.changed()
        return view

    def publish(self, user: str, content: object, expected_hash: str = "") -> View:
        """Set somebody's App Home."""
        if user in self.homes:
            return self.update(self.homes[user], content, expected_hash)
        self.homes[user] = self._new(user, content, "home")
        self._workspace.changed()
        return self.homes[user]

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        """Find a view that is still open, by either of its ids."""
        every = [view for stack in self.stacks.values() for view in stack]
        for view in (*every, *self.homes.values()):
            if view_id == view.id or (
                external_id and view.content.get("external_id") == external_id
            ):
                return view
        return None

    def close(self, view: View) -> None:
        """Take one modal away; the one below comes to light."""
        self.stacks[view.user] = [v for v in self.stacks.get(view.user, []) if v is not view]
        self._workspace.changed()

    def clear(self, user: str) -> None:
        """Take the whole stack away."""
        self.stacks[user] = []
        self._workspace.changed()

    def _new(self, user: str, content: object, kind: str, *, channel: str | None = None) -> View:
        checked = check_view(content)
        if checked["type"] != kind:
            raise Refused("invalid_arguments", f"[ERROR] view must be a {kind}")
        self._claim_external_id(checked, None)
        view_id = mint("V")
        return View(
            id=view_id,
            user=user,
            content={**checked, "blocks": with_ids(checked["blocks"])},
            hash=self._hash(),
            root=view_id,
            channel=channel,
        )

    def _claim_external_id(self, content: Fields, owner: View | None) -> None:
        external_id = content.get("external_id", "")
        found = self.find(external_id=external_id) if external_id else None
        if found is not None and found is not owner:
            raise Refused("duplicate_external_id")

    def _hash(self) -> str:
        return f"{int(self._workspace.clock())}.{secrets.token_hex(4)}"
