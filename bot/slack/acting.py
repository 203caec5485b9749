"""What people do to alerts: by a button under the message, or by a command.

Either way it becomes an act in a stream that the leader reads, with the revision that the person
saw; what it makes of the message is there a second later. What cannot be done any more is told to
the person at once, by the same rule as the leader's.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.alerts.acts import Refused, Why, refusal
from bot.domain.alerts.alert import Act, Alert, Deed
from bot.domain.alerts.silence import SERVICE
from bot.domain.durations import until
from bot.domain.services import nearest
from bot.ports import Acts, Clock, KnownAlerts, Unavailable
from bot.slack.admins import Admins
from bot.slack.answers import Answer, Occasion, Whisper
from bot.slack.effects import Effects
from bot.usecases.service_health import ServiceHealth
from bot.views import alert, alert_answers
from bot.views.blocks import Message

OFF: Final = "off"
NINE: Final = "09:00"
_COULD_DO: Final = "`/openai-diagnose services` lists them."
_log: Final = logging.getLogger(__name__)

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The desks of `ack` and `silence`, and the listeners of the buttons."""

    acts: Acts
    alerts: KnownAlerts
    services: ServiceHealth
    admins: Admins
    clock: Clock

    def register(self, app: AsyncApp, effects: Effects) -> None:
        """Hang them into Bolt."""
        for name, deed in _DEEDS.items():
            app.action(name)(_listener(self, effects, deed))
        app.action(alert.SILENCE)(_listener(self, effects, Deed.SILENCE))

    async def acknowledge(self, occasion: Occasion) -> Answer:
        """Answer `ack N [off]`."""
        if not occasion.words:
            said = "Which alert? Give its number, as `/openai-diagnose alerts` and its message show it:"
            return Whisper(alert_answers.usage(said, "ack 12", "ack 12 off"))
        number, *rest = occasion.words
        off = [one.casefold() for one in rest[:1]] == [OFF]
        deed = Deed.UNACKNOWLEDGE if off else Deed.ACKNOWLEDGE
        try:
            found = await self._numbered(number)
            if found is None:
                return Whisper(alert_answers.no_such_alert(number))
            return Whisper(await self._to_alert(self._act(occasion, found, deed), found))
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))

    async def silence(self, occasion: Occasion) -> Answer:
        """Answer `silence N|SERVICE DURATION|off`."""
        if len(occasion.words) < 2:  # noqa: PLR2004  # whom, and how long
            said = "Whom, and for how long? An alert by its number, or a service by its name:"
            examples = ("silence 12 1h", "silence checkout 09:00", "silence checkout off")
            return Whisper(alert_answers.usage(said, *examples))
        whom, *rest = occasion.words
        when = " ".join(rest)
        try:
            return Whisper(await self._silence(occasion, whom, when))
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))

    async def click(self, occasion: Occasion, deed: Deed, action: Body) -> Answer | None:
        """Do what a button says; there is only something to say where it is not done."""
        value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
        choice = ""
        if deed is Deed.SILENCE:
            choice, _, value = value.partition("|")
        name, _, revision = value.rpartition("|")
        try:
            found = _called(await self.alerts.all(), name)
            if found is None:
                return Whisper(alert_answers.refused(Refused(Why.UNKNOWN), ""))
            if choice == alert.UNSILENCE:
                deed = Deed.UNSILENCE
            seen = int(revision) if revision.isascii() and revision.isdigit() else 0
            ending = await self._chosen(occasion, choice) if choice else None
            act = self._act(occasion, found, deed, seen=seen, until=ending)
            if why := refusal(found, act):
                return Whisper(alert_answers.refused(why, alert_answers.about(found)))
            await self._put(act)
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        return None

    async def _silence(self, occasion: Occasion, whom: str, when: str) -> Message:
        off = when.casefold() == OFF
        zone = "" if off else await self._zone(occasion)
        ending = None if off else until(when, self.clock.now(), zone)
        if not off and ending is None:
            return alert_answers.no_such_time(when)
        deed = Deed.UNSILENCE if off else Deed.SILENCE
        found = await self._numbered(whom)
        if found is not None:
            return await self._to_alert(self._act(occasion, found, deed, until=ending), found)
        if whom.removeprefix("#").isdigit():
            return alert_answers.no_such_alert(whom)
        names = await self.services.names()
        if whom not in names:
            return alert_answers.no_such_service(whom, nearest(whom, names), _COULD_DO)
        act = Act(
            alert=f"{SERVICE}{whom}",
            revision=0,
            deed=deed,
            by=occasion.person,
            at=self.clock.now(),
            until=ending,
        )
        await self._put(act)
        return alert_answers.done_to_service(act, whom)

    async def _to_alert(self, act: Act, found: Alert) -> Message:
        if why := refusal(found, act):
            return alert_answers.refused(why, alert_answers.about(found))
        await self._put(act)
        return alert_answers.done(act, found)

    async def _put(self, act: Act) -> None:
        await self.acts.put(act)
        _log.info("%s: %s of %s", act.by, act.deed, act.alert)

    def _act(
        self,
        occasion: Occasion,
        found: Alert,
        deed: Deed,
        *,
        seen: int | None = None,
        until: datetime | None = None,
    ) -> Act:
        return Act(
            alert=found.id,
            revision=found.revision if seen is None else seen,
            deed=deed,
            by=occasion.person,
            at=self.clock.now(),
            until=until,
        )

    async def _chosen(self, occasion: Occasion, choice: str) -> datetime | None:
        """Until when a choice of the menu means."""
        if choice == alert.UNTIL_NINE:
            return until(NINE, self.clock.now(), await self._zone(occasion))
        return until(f"{choice}m", self.clock.now())

    async def _zone(self, occasion: Occasion) -> str:
        return (await self.admins.standing(occasion.person)).zone

    async def _numbered(self, number: str) -> Alert | None:
        digits = number.removeprefix("#")
        if not (digits.isascii() and digits.isdigit()):
            return None
        return _called(await self.alerts.all(), f"#{int(digits[:18])}")


def _called(alerts: Sequence[Alert], name: str) -> Alert | None:
    """The alert of an id, or of its number where the id is too long for a button."""
    return next((one for one in alerts if name in {one.id, f"#{one.number}"}), None)


def _listener(acting: Acting, effects: Effects, deed: Deed) -> Any:  # noqa: ANN401  # Bolt reads its arguments by name
    async def on_click(ack: AsyncAck, body: Body) -> None:
        await ack()
        occasion = Occasion.of(body)
        for action in body.get("actions") or ():
            answer = await acting.click(occasion, deed, action)
            if answer is not None:
                await effects.perform(answer, occasion)

    return on_click


_DEEDS: Final = {alert.ACKNOWLEDGE: Deed.ACKNOWLEDGE, alert.TAKE_BACK: Deed.UNACKNOWLEDGE}
