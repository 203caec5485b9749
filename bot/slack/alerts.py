"""What people ask about alerts: the list, and the details of one."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.alerts.acts import Refused, Why
from bot.domain.desired.alerts import Around
from bot.domain.rules.registry import KINDS
from bot.ports import Clock, KnownAlerts, Unavailable
from bot.slack.answers import Answer, Occasion, OpenModal, PushModal, Whisper
from bot.slack.effects import Effects
from bot.usecases.service_health import ServiceHealth
from bot.views import alert, alert_answers
from bot.views.alert_details import details
from bot.views.alert_list import listed

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """The desk of `alerts`, and the listener behind each "Details"."""

    alerts: KnownAlerts
    services: ServiceHealth
    clock: Clock

    def register(self, app: AsyncApp, effects: Effects) -> None:
        """Hang it into Bolt."""

        async def on_details(ack: AsyncAck, body: Body) -> None:
            await ack()
            occasion = Occasion.of(body)
            value = str((body.get("actions") or [{}])[0].get("value") or "")
            await effects.perform(await self.details(value, occasion), occasion)

        app.action(alert.DETAILS)(on_details)

    async def list_all(self, _: Occasion) -> Answer:
        """Answer the command."""
        try:
            alerts, names = await self.alerts.all(), await self.services.names()
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        return Whisper(listed(alerts, _watched(len(names)), self.clock.now()))

    async def details(self, value: str, occasion: Occasion) -> Answer:
        """Answer a click; what is around it now is read anew, and left out if that fails."""
        name = value.rpartition("|")[0]
        try:
            alerts = await self.alerts.all()
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        found = next((one for one in alerts if name in {one.id, f"#{one.number}"}), None)
        if found is None:
            return Whisper(alert_answers.refused(Refused(Why.UNKNOWN), ""))
        try:
            around = await self.services.around(found)
        except Unavailable:
            around = Around()
        view = details(found, around)
        return PushModal(view) if occasion.view_id else OpenModal(view)


def _watched(services: int) -> str:
    if not services:
        return "No service reports yet: `/openai-diagnose services` says how to begin."
    who = "1 service" if services == 1 else f"{services} services"
    return f"I watch {who} with {len(KINDS)} rules."
