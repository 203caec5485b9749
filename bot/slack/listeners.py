"""Bolt's events, each to the one that answers it.

Every listener acknowledges first: Slack gives three seconds, and no answer of ours is worth
missing them. What follows takes values out of the payload, never the payload itself, since
that holds what was typed.
"""

import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.answers import Occasion, OpenModal
from bot.slack.checks import Checks
from bot.slack.clicks import clicked
from bot.slack.command import answer
from bot.slack.effects import Effects
from bot.slack.screen import Screen
from bot.slack.trouble import write_down
from bot.slack.web import Refused
from bot.views import key_form, running, summary
from bot.views.asked import Asked
from bot.views.blocks import View
from bot.views.key_form import Faults
from bot.views.notes import failed

COMMAND: Final = "/openai-diagnose"
SHORTCUT: Final = "check_key"  # in the manifest; commands do not work in threads, shortcuts do

_log: Final = logging.getLogger(__name__)
_ANY: Final = re.compile("")

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """What the listeners need."""

    effects: Effects
    checks: Checks
    base_urls: Sequence[str]  # the default first

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        app.command(COMMAND)(self.on_command)
        app.shortcut(SHORTCUT)(self.on_shortcut)
        app.block_action(_ANY)(self.on_click)  # which button it was, `clicks` tells
        app.view(key_form.CALLBACK)(self.on_key)
        app.view_closed(running.CALLBACK)(self.on_closed)
        app.view(summary.SHARE)(self.on_share)
        app.error(self.on_error)

    async def on_command(self, ack: AsyncAck, body: Body) -> None:
        """`/openai-diagnose …`."""
        await ack()
        occasion = Occasion.of(body)
        await self.effects.perform(
            answer(body.get("text") or "", occasion.person, self._form), occasion
        )

    async def on_shortcut(self, ack: AsyncAck, body: Body) -> None:
        """The shortcut in the search bar and in the composer's menu."""
        await ack()
        await self.effects.perform(OpenModal(self._form()), Occasion.of(body))

    async def on_click(self, ack: AsyncAck, body: Body) -> None:
        """A click on any button."""
        await ack()
        occasion = Occasion.of(body)
        for action in body.get("actions") or ():
            in_modal = bool(occasion.view_id)
            told = clicked(action, occasion.person, self._form, in_modal=in_modal)
            await self.effects.perform(told, occasion)

    async def on_key(self, ack: AsyncAck, body: Body) -> None:
        """The form with the key was handed in."""
        form = key_form.read(body["view"], self.base_urls)
        if isinstance(form, Faults):
            await ack(response_action="errors", errors=dict(form.by_block))
            return
        await ack(response_action="update", view=self.checks.start(form, Occasion.of(body)))

    async def on_closed(self, ack: AsyncAck, body: Body) -> None:
        """The modal of a running check was closed."""
        await ack()
        self.checks.closed(str(body["view"].get("private_metadata") or ""))

    async def on_share(self, ack: AsyncAck, body: Body) -> None:
        """A channel was chosen for the summary."""
        occasion, text = Occasion.of(body), summary.read_share(body["view"])
        urls = [str(one["response_url"]) for one in body.get("response_urls") or ()]
        view = summary.sharing()
        await ack(response_action="update", view=view)
        self.checks.tasks.start(
            self._share(urls, text, occasion, self.checks.screen(view, occasion))
        )

    async def on_error(self, error: Exception, body: Body) -> None:
        """Something broke that nobody foresaw."""
        occasion = Occasion.of(body)
        reference = write_down(error, f"a request of type {body.get('type', 'command')}")
        await self.effects.tell(failed(reference), occasion)

    def _form(self, asked: Asked | None = None) -> View:
        return key_form.key_form(secrets.token_hex(8), self.base_urls, asked)

    async def _share(self, urls: list[str], text: str, occasion: Occasion, screen: Screen) -> None:
        posted = False
        for url in urls:
            try:
                await self.checks.slack.respond(
                    url, summary.shared(text, occasion.person), in_channel=True
                )
                posted = True
            except Refused as refused:
                _log.info("slack refused a shared summary: %s", refused.why)
        await screen.finish(summary.told(posted=posted))
