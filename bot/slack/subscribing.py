"""What channels hear of: the desks of three subcommands, and the forms behind them.

Whether the bot may post in a channel is not asked (that would take the right to read all
channels) but tried: the channel is told who subscribed it, which it should know anyway, and
Slack's answer to that says whether the bot has to be invited. The choice is kept either way.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.incidents.overview import Known
from bot.domain.subscriptions import Subscription, in_force
from bot.ports import Subscriptions, Unavailable
from bot.slack.admins import Admins, Standing
from bot.slack.answers import Answer, Occasion, OpenModal, Whisper
from bot.slack.screen import PACE, Screen
from bot.slack.status import ReadsStatus
from bot.slack.tasks import Tasks
from bot.slack.web import Refused, Slack
from bot.views import subscribe_form, subscribed
from bot.views.blocks import View
from bot.views.notes import note

CLOSED: Final = frozenset(
    {"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "access_denied"}
)

DIRECT: Final = "D"  # how the ids of direct messages begin: nobody can be invited there

_log: Final = logging.getLogger(__name__)

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """The desks and the listeners."""

    slack: Slack
    admins: Admins
    subscriptions: Subscriptions
    known: ReadsStatus
    tasks: Tasks
    incident_channels: tuple[str, ...] = ()
    alert_channels: tuple[str, ...] = ()
    pace: float = PACE

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        app.view(subscribe_form.CALLBACK)(self.on_subscribe)
        app.view(subscribed.UNSUBSCRIBE)(self.on_unsubscribe)
        app.action(subscribed.INVITED)(self.on_invited)

    async def subscribe(self, occasion: Occasion) -> Answer:
        """Answer the command with the form."""
        if not occasion.channel or occasion.channel.startswith(DIRECT):
            return Whisper(subscribed.no_channel())
        # Three things in half a second each, or Slack opens no form any more.
        standing, chosen, known = await asyncio.gather(
            self.admins.standing(occasion.person), self._chosen(), self._known()
        )
        if not standing.may:
            return Whisper(standing.told)
        if isinstance(chosen, Unavailable):
            return Whisper(subscribed.not_saved(str(chosen)))
        there = chosen.get(occasion.channel)
        new = there is None or there.wants_nothing
        now = Subscription(channel=occasion.channel) if there is None or new else there
        return OpenModal(subscribe_form.subscribe_form(now, known, standing.zone, new=new))

    async def unsubscribe(self, occasion: Occasion) -> Answer:
        """Answer the command with a question."""
        standing, chosen = await asyncio.gather(
            self.admins.standing(occasion.person), self._chosen()
        )
        if not standing.may:
            return Whisper(standing.told)
        if isinstance(chosen, Unavailable):
            return Whisper(subscribed.not_saved(str(chosen)))
        there = chosen.get(occasion.channel)
        if there is None or there.wants_nothing:
            return Whisper(subscribed.nothing_to_end(occasion.channel))
        return OpenModal(subscribed.unsubscribe_form(there))

    async def list_all(self, occasion: Occasion) -> Answer:
        """Answer the command with all of them."""
        standing, chosen = await asyncio.gather(
            self.admins.standing(occasion.person), self._chosen()
        )
        if not standing.may:
            return Whisper(standing.told)
        if isinstance(chosen, Unavailable):
            return Whisper(subscribed.not_saved(str(chosen)))
        return Whisper(
            subscribed.listed(
                chosen,
                {
                    "INCIDENT_CHANNELS": self.incident_channels,
                    "ALERT_CHANNELS": self.alert_channels,
                },
            )
        )

    async def on_subscribe(self, ack: AsyncAck, body: Body) -> None:
        """The form was handed in."""
        occasion, channel = Occasion.of(body), subscribe_form.channel_of(body["view"])
        standing, chosen = await self._again(occasion)
        if not standing.may or isinstance(chosen, Unavailable):
            await ack(response_action="update", view=_refusal(standing, chosen))
            return
        before = chosen.get(channel) or Subscription(channel=channel)
        form = subscribe_form.read(body["view"], before)
        if isinstance(form, subscribe_form.Faults):
            await ack(response_action="errors", errors=dict(form.by_block))
            return
        await self._begin_saving(ack, occasion, form)

    async def on_unsubscribe(self, ack: AsyncAck, body: Body) -> None:
        """The question was answered with yes."""
        occasion, channel = Occasion.of(body), str(body["view"]["private_metadata"])
        standing, chosen = await self._again(occasion)
        if not standing.may or isinstance(chosen, Unavailable):
            await ack(response_action="update", view=_refusal(standing, chosen))
            return
        before = chosen.get(channel) or Subscription(channel=channel)
        await self._begin_saving(ack, occasion, before.ended())

    async def on_invited(self, ack: AsyncAck, body: Body) -> None:
        """Somebody says that the bot is in the channel now."""
        await ack()
        occasion = Occasion.of(body)
        channel = str(body["actions"][0].get("value") or "")
        standing, chosen = await self._again(occasion)
        if standing.may and not isinstance(chosen, Unavailable) and channel in chosen:
            view = await self._saved(occasion, chosen[channel])
        else:
            view = _refusal(standing, chosen)
        await self.slack.update(occasion.view_id, view)

    async def _begin_saving(self, ack: AsyncAck, occasion: Occasion, one: Subscription) -> None:
        first = subscribed.saving()
        await ack(response_action="update", view=first)
        screen = Screen(
            first, lambda view: self.slack.update(occasion.view_id, view), self.tasks, self.pace
        )
        self.tasks.start(self._save(occasion, one, screen))

    async def _save(self, occasion: Occasion, one: Subscription, screen: Screen) -> None:
        await screen.finish(await self._saved(occasion, one))

    async def _saved(self, occasion: Occasion, one: Subscription) -> View:
        """Save it, tell the channel, and say what came of it."""
        try:
            await self.subscriptions.put(one)
        except Unavailable as error:
            return note(subscribed.not_saved(str(error)), subscribed.TITLE)
        _log.info("%s changed the subscription of %s", occasion.person, one.channel)
        try:
            await self.slack.post(one.channel, subscribed.announced(one, occasion.person))
        except Refused as refused:
            if one.wants_nothing:
                return subscribed.saved(one)
            if refused.why in CLOSED:
                return subscribed.not_there(one, refused.why)
            return subscribed.not_told(one, refused.why)
        return subscribed.saved(one)

    async def _again(
        self, occasion: Occasion
    ) -> tuple[Standing, Mapping[str, Subscription] | Unavailable]:
        return await asyncio.gather(self.admins.standing(occasion.person), self._chosen())

    async def _chosen(self) -> Mapping[str, Subscription] | Unavailable:
        try:
            chosen, paused = await asyncio.gather(
                self.subscriptions.all(), self.subscriptions.paused()
            )
        except Unavailable as error:
            return error
        force = in_force(chosen, self.incident_channels, self.alert_channels)
        return {name: one.with_pause(paused.get(name)) for name, one in force.items()}

    async def _known(self) -> Known:
        try:
            return await self.known()
        except Unavailable:
            return Known()


def _refusal(standing: Standing, chosen: Mapping[str, Subscription] | Unavailable) -> View:
    why = str(chosen) if isinstance(chosen, Unavailable) else "the channel is not subscribed"
    told = standing.told if not standing.may else subscribed.not_saved(why)
    return note(told, subscribed.TITLE)
