"""A person at the keyboard: what they type and click, and what they see.

Everything goes the way it goes in Slack: what they do becomes a payload to the bot, and
what they see is what the bot's answers made of it.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack import payloads
from bot.sandbox.slack.clicking import action_of, click_payload
from bot.sandbox.slack.delivery import Delivery
from bot.sandbox.slack.door import COMMANDS, INTERACTIVE
from bot.sandbox.slack.events import Events
from bot.sandbox.slack.finding import Where, field_in, find
from bot.sandbox.slack.inputs import NotOffered, entered
from bot.sandbox.slack.outcomes import Clicked, Commanded, Submitted, failure_of
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.render import render_text
from bot.sandbox.slack.responses import say
from bot.sandbox.slack.submitting import client_errors, complain, settle
from bot.sandbox.slack.views import View
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Ephemeral, User


class Person:
    """Somebody in the workspace (or, like mallory, in another one that shares a channel)."""

    def __init__(self, user: User, platform: Platform, delivery: Delivery, events: Events) -> None:
        self.user = user
        self._platform = platform
        self._delivery = delivery
        self._events = events

    @property
    def id(self) -> str:
        """Their user id."""
        return self.user.id

    # What they see

    @property
    def modal(self) -> Fields | None:
        """The modal on top, with the state of its inputs; None if there is none."""
        view = self._top()
        return self._platform.views.as_json(view) if view else None

    @property
    def modals(self) -> list[Fields]:
        """The whole stack, the topmost last."""
        stack = self._platform.views.stacks.get(self.id, [])
        return [self._platform.views.as_json(view) for view in stack]

    @property
    def home(self) -> Fields | None:
        """Their App Home, if the bot published one."""
        view = self._platform.views.homes.get(self.id)
        return self._platform.views.as_json(view) if view else None

    @property
    def modal_text(self) -> str:
        """What stands in the modal on top; '' if there is none."""
        return render_text(self.modal) if self.modal else ""

    @property
    def ephemerals(self) -> list[Ephemeral]:
        """What was shown to them alone, oldest first."""
        return [e for e in self._platform.workspace.ephemerals if e.user == self.id]

    @property
    def dms(self) -> list[Fields]:
        """The direct messages between them and the bot, oldest first."""
        return self._platform.workspace.dm(self.id).messages

    # What they do

    async def command(self, word: str, text: str = "", *, channel: str = "general") -> Commanded:
        """Type a slash command."""
        room = self._platform.workspace.channel(channel)
        payload, token = payloads.command(self._platform, self.user, room, word, text)
        ack = await self._delivery.deliver(COMMANDS, word, payload)
        failed, ephemeral = failure_of(ack), None
        if failed is None and ack.body:
            body = {"text": ack.body} if isinstance(ack.body, str) else ack.fields
            try:
                ephemeral = say(self._platform, self._platform.response_urls.peek(token), body)
            except Refused as refused:
                failed = "invalid_command_response"
                complain(self._platform, failed, body, refused)
        return Commanded(
            ack=ack,
            seconds=ack.seconds,
            ephemeral=ephemeral,
            trigger_id=payload["trigger_id"],
            response_url=payload["response_url"],
            failed=failed,
        )

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in fields of the modal: "action_id" or "block_id/action_id" to a value."""
        view = self._need_modal()
        for name, value in values.items():
            block, element = field_in(view, name)
            place = (block["block_id"], element["action_id"])
            view.typed[place] = entered(element, value, self._resolve)
        self._platform.workspace.changed()

    async def submit(self, values: Mapping[str, Any] | None = None) -> Submitted:
        """Fill in and submit the modal on top."""
        self.fill(values or {})
        view = self._need_modal()
        errors = client_errors(view)
        if errors:
            return Submitted(errors=errors, sent=False)
        payload = payloads.submission(self._platform, self.user, view)
        ack = await self._delivery.deliver(INTERACTIVE, "view_submission", payload)
        return settle(self._platform, view, ack)

    async def click(
        self,
        action_id: str,
        *,
        block_id: str | None = None,
        value: str | None = None,
        where: Where = None,
    ) -> Clicked:
        """Click a button, the nearest with this action id; `where` names a message or view."""
        found = find(
            self._platform, self.user, action_id, block_id=block_id, value=value, where=where
        )
        payload = click_payload(self._platform, self.user, found, action_of(found.element))
        return await self._send(payload)

    async def choose(
        self,
        action_id: str,
        choice: object,
        *,
        block_id: str | None = None,
        where: Where = None,
    ) -> Clicked | None:
        """Choose in a menu, a picker or boxes.

        An input of a modal tells the bot only on submission, unless it dispatches: then
        the answer is None.
        """
        found = find(self._platform, self.user, action_id, block_id=block_id, where=where)
        held = entered(found.element, choice, self._resolve)
        if found.view is not None:
            place = (found.block["block_id"], found.element["action_id"])
            found.view.typed[place] = held
        if found.block["type"] == "input" and not found.block.get("dispatch_action"):
            return None
        payload = click_payload(self._platform, self.user, found, held)
        return await self._send(payload)

    async def close_modal(self, *, whole_stack: bool = False) -> None:
        """Close the modal on top (or all); the bot hears of it only if it asked to."""
        view = self._need_modal()
        if whole_stack:
            self._platform.views.clear(self.id)
        else:
            self._platform.views.close(view)
        if view.content.get("notify_on_close"):
            payload = payloads.closed(self._platform, self.user, view, cleared=whole_stack)
            await self._delivery.deliver(INTERACTIVE, "view_closed", payload)

    async def open_home(self) -> None:
        """Look at the bot's App Home."""
        await self._events.home_opened(self.user, self.home)

    async def say(self, channel: str, text: str, *, thread_ts: str | None = None) -> Fields:
        """Write a message."""
        return await self._events.said(self.user, channel, text, thread_ts)

    async def message_shortcut(self, callback_id: str, channel: str, ts: str) -> Clicked:
        """Use a shortcut from a message's menu."""
        room = self._platform.workspace.channel(channel)
        url = self._platform.response_urls.issue(self.id, room.id)
        payload = payloads.interaction(self._platform, self.user, "message_action") | {
            "callback_id": callback_id,
            "trigger_id": self._platform.triggers.issue(self.id, channel=room.id),
            "response_url": self._platform.response_urls.address(url),
            "message_ts": ts,
            "message": room.message(ts),
            "channel": payloads.place(room),
        }
        return await self._send(payload)

    async def shortcut(self, callback_id: str) -> Clicked:
        """Use a global shortcut."""
        payload = payloads.interaction(self._platform, self.user, "shortcut") | {
            "callback_id": callback_id,
            "trigger_id": self._platform.triggers.issue(self.id),
        }
        return await self._send(payload)

    async def _send(self, payload: Fields) -> Clicked:
        ack = await self._delivery.deliver(INTERACTIVE, payload["type"], payload)
        return Clicked(
            ack=ack,
            trigger_id=payload["trigger_id"],
            response_url=payload.get("response_url", ""),
            failed=failure_of(ack),
        )

    def _top(self) -> View | None:
        stack = self._platform.views.stacks.get(self.id, [])
        return stack[-1] if stack else None

    def _need_modal(self) -> View:
        view = self._top()
        if view is None:
            raise NotOffered(f"{self.user.name} has no modal open")
        return view

    def _resolve(self, name: str) -> str:
        workspace = self._platform.workspace
        if name in workspace.users:
            return name
        known = {user.name: user.id for user in workspace.users.values()}
        return known.get(name.removeprefix("@")) or workspace.channel(name).id
