"""How services are, and what they send: the desks of `services`, `service` and `report-check`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.services import Unknown, nearest
from bot.ports import Clock, Entries, Judged, Unavailable
from bot.slack.answers import Answer, Occasion, Whisper
from bot.usecases.service_health import ServiceHealth
from bot.views import alert_answers, report_check
from bot.views.service import service
from bot.views.services import services

MOST: Final = 10
_LIST: Final = "`/openai-diagnose services` lists them, `report-check` says how to connect one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The desks. `stream` is the one that an example names."""

    health: ServiceHealth
    entries: Entries
    clock: Clock
    stream: str

    async def list_all(self, _: Occasion) -> Answer:
        """Answer `services`."""
        try:
            return Whisper(services(await self.health.all(), self.clock.now()))
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))

    async def one(self, occasion: Occasion) -> Answer:
        """Answer `service NAME`."""
        if not occasion.words:
            return Whisper(alert_answers.usage("Which service?", "service checkout", "services"))
        try:
            found = await self.health.one(occasion.words[0])
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        if isinstance(found, Unknown):
            return Whisper(alert_answers.no_such_service(found.service, found.near, _LIST))
        return Whisper(service(found, self.clock.now()))

    async def check(self, occasion: Occasion) -> Answer:
        """Answer `report-check NAME`."""
        if not occasion.words:
            said = "Whose reports shall I look at?"
            return Whisper(alert_answers.usage(said, "report-check checkout"))
        name = occasion.words[0]
        try:
            entries = await self.entries.of(name, MOST)
            rejected = _read(await self.entries.rejected(MOST))
            names = await self.health.names()
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        if not entries and name not in names:
            near = nearest(name, names)
            return Whisper(report_check.no_such_service(name, near, rejected, self.stream))
        return Whisper(report_check.report_check(name, _read(entries), rejected, self.stream))


def _read(entries: Iterable[Judged]) -> list[report_check.Entry]:
    return [report_check.Entry(one.id, one.fields, one.refused) for one in entries]
