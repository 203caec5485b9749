"""App Home: published when somebody opens it, and again while they may be looking.

Slack does not say when a page is closed, so for an hour after its opening it is published anew
whenever an incident or an alert changes, at most every half minute a person, one person a
second, and for the last hundred who opened one. Every replica looks after the pages that it
published itself: each publication names the hash of the one before, so whoever published last
owns the page, and the other replica hears "hash_conflict" and lets go of it.

To construct it: `Home(slack=…, effects=…, glances=Glances(…), operated=OperatedBy(…), admins=…,
health=ServiceHealth(…), clock=…, tasks=…, lines=HELP)`; `register` hangs it into Bolt, and `run()`
belongs beside the bot's other endless tasks.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.at_a_glance import Operated, Signature
from bot.domain.services import Unknown
from bot.ports import Clock, Unavailable
from bot.slack.admins import Admins
from bot.slack.answers import Answer, Occasion, OpenModal, Whisper
from bot.slack.effects import Effects
from bot.slack.tasks import Tasks
from bot.slack.trouble import write_down
from bot.slack.web import RATE_LIMITED, UNREACHABLE, Refused, Slack
from bot.usecases.glance import Glances
from bot.usecases.service_health import ServiceHealth
from bot.views import alert_answers
from bot.views.home import home
from bot.views.home_services import SERVICE
from bot.views.notes import Line, note
from bot.views.service import service

HOME: Final = "home"  # the tab; Slack tells of the opening of the others too
KEPT_S: Final = 3600.0
MOST: Final = 100
LOOK_S: Final = 5.0
PACE_S: Final = 30.0  # between two publications for one person
PAUSE_S: Final = 1.0  # between two for different people: Slack takes some hundred a minute
CONFLICT: Final = "hash_conflict"

_log: Final = logging.getLogger(__name__)

Body = dict[str, Any]


@dataclass(slots=True)
class _Shown:
    """A page that this replica published; `opened` and `drawn` in seconds of the clock."""

    opened: float
    drawn: float
    hash: str
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The listener, the refreshing, and the button beside a service."""

    slack: Slack
    glances: Glances
    operated: Callable[[], Awaitable[Operated]]
    admins: Admins
    health: ServiceHealth
    clock: Clock
    tasks: Tasks
    lines: Sequence[Line]
    look_s: float = LOOK_S
    pace_s: float = PACE_S
    pause_s: float = PAUSE_S
    _shown: dict[str, _Shown] = field(default_factory=dict, init=False)

    def register(self, app: AsyncApp, effects: Effects) -> None:
        """Hang it into Bolt, which acknowledges events by itself."""

        async def on_service(ack: AsyncAck, body: Body) -> None:
            await ack()
            occasion = Occasion.of(body)
            name = str((body.get("actions") or [{}])[0].get("value") or "")
            await effects.perform(await self.service(name), occasion)

        app.event("app_home_opened")(self.on_opened)
        app.action(SERVICE)(on_service)

    async def on_opened(self, event: Body) -> None:
        """Somebody looks at the app."""
        if event.get("tab") == HOME and event.get("user"):
            self.tasks.start(self.open(str(event["user"])))

    async def open(self, person: str) -> None:
        """Publish the page, whatever stands there."""
        now = self.clock.seconds()
        # From here on a refreshing that is under way for this person is too late.
        self._shown.pop(person, None)
        while len(self._shown) >= MOST:
            self._shown.pop(next(iter(self._shown)))  # who opened it longest ago
        self._shown[person] = shown = _Shown(now, now, "", None)
        await self._publish(person, shown)

    async def service(self, name: str) -> Answer:
        """Answer the button beside a service."""
        try:
            found = await self.health.one(name)
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        if isinstance(found, Unknown):
            return Whisper(alert_answers.no_such_service(found.service, found.near, ""))
        return OpenModal(note(service(found, self.clock.now()), "A service"))

    async def run(self) -> None:
        """Keep the pages fresh; never returns."""
        while True:
            await asyncio.sleep(self.look_s)
            try:
                await self.refresh()
            except Exception as error:  # noqa: BLE001  # one page must not end the freshness of all
                write_down(error, "keeping App Home fresh")

    async def refresh(self) -> None:
        """Publish anew whatever has changed since it was."""
        now = self.clock.seconds()
        for person, shown in list(self._shown.items()):
            if now - shown.opened > KEPT_S:
                del self._shown[person]
        if not self._shown:
            return
        signature = await self.glances.signature()
        if signature is None:
            return
        for person, shown in list(self._shown.items()):
            if shown.signature == signature or self.clock.seconds() - shown.drawn < self.pace_s:
                continue
            if self._shown.get(person) is shown:
                await self._publish(person, shown)
                await asyncio.sleep(self.pause_s)

    async def _publish(self, person: str, shown: _Shown) -> None:
        picture = await self.glances.of(person)
        if (await self.admins.standing(person)).may:
            picture = replace(picture, operated=await self.operated())
        if self._shown.get(person) is not shown:
            return
        shown.drawn = self.clock.seconds()
        try:
            shown.hash = await self.slack.publish(person, home(picture, self.lines), shown.hash)
        except Refused as refused:
            await self._refused(person, shown, refused)
            return
        shown.signature = picture.signature

    async def _refused(self, person: str, shown: _Shown, refused: Refused) -> None:
        """Slack did not take the page: it is tried again only where that may help."""
        if refused.why in {RATE_LIMITED, UNREACHABLE}:
            shown.signature = None
            shown.drawn = self.clock.seconds() + refused.wait
            return
        if self._shown.get(person) is shown:
            del self._shown[person]
        if refused.why != CONFLICT:
            _log.warning("slack refused a home: %s", refused.why)
