"""One check for one person: allowance, diagnosis, progress, verdict, audit line.

Slack has had its answer when this begins. The key lives in the form for as long as one
check runs and nowhere else: what stays behind for a late click is the screen, in which
there is no key. A check ends with a verdict in the modal or, if the person closed it, in a
direct message, and in every case with a line in the audit.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from bot.domain.case import Case, Evidence
from bot.domain.diagnosis import Diagnosis
from bot.domain.reported import is_unsettled
from bot.domain.verdict import judge_all
from bot.ports import Allowance, Audit, AuditLine, Clock, Unsettled
from bot.slack.answers import Occasion
from bot.slack.screen import PACE, Screen
from bot.slack.tasks import Tasks
from bot.slack.trouble import write_down
from bot.slack.web import Refused, Slack
from bot.views.blocks import Message, View
from bot.views.key_form import Form
from bot.views.notes import failed, limit_reached, note
from bot.views.running import running
from bot.views.verdict import verdict, verdict_message

SCREENS_KEPT: Final = 50

_log: Final = logging.getLogger(__name__)


class Diagnose(Protocol):
    """The use case, as it is called here."""

    def __call__(
        self, case: Case, on_progress: Callable[[Evidence], None] | None = None
    ) -> Awaitable[Diagnosis]:
        """Diagnose; `on_progress` hears of the evidence as it grows."""
        ...


# What is told when a check has come to its verdict: in the modal, and where that is closed.
Ending = Callable[[Diagnosis], Awaitable[tuple[View, Message]]]


@dataclass(slots=True, kw_only=True)
class Checks:
    """The checks of this process."""

    diagnose: Diagnose
    allowance: Allowance
    audit: Audit
    clock: Clock
    slack: Slack
    tasks: Tasks
    base_url: str
    pepper: bytes
    unsettled: Unsettled
    pace: float = PACE
    _screens: dict[str, Screen] = field(default_factory=dict)

    def start(self, form: Form, occasion: Occasion, ending: Ending | None = None) -> View:
        """Begin a check and give the view to answer with; a second submission joins the first.

        It ends with the verdict, or with what `ending` makes of it.
        """
        screen = self._screens.get(form.nonce)
        if screen is None:
            first = running(form.masked, (), form.nonce)
            screen = self.screen(first, occasion)
            self._keep(form.nonce, screen)
            self.tasks.start(self._run(form, occasion, screen, ending))
        return screen.latest

    def screen(self, first: View, occasion: Occasion) -> Screen:
        """The modal of an occasion, which has just been answered with its first view."""
        view_id = occasion.view_id
        return Screen(first, lambda view: self.slack.update(view_id, view), self.tasks, self.pace)

    def closed(self, nonce: str) -> None:
        """The person closed the modal of a check."""
        if screen := self._screens.get(nonce):
            screen.closed = True

    def _keep(self, nonce: str, screen: Screen) -> None:
        while len(self._screens) >= SCREENS_KEPT:
            self._screens.pop(next(iter(self._screens)))
        self._screens[nonce] = screen

    async def _run(
        self, form: Form, occasion: Occasion, screen: Screen, ending: Ending | None
    ) -> None:
        until = await self.allowance.take(occasion.person)
        if until is not None:
            told = limit_reached(until)
            await self._end(screen, occasion.person, note(told), told)
            return
        diagnosis: Diagnosis | None = None
        try:
            diagnosis = await self._diagnose(form, screen)
            if ending is None:
                view = verdict(diagnosis, form.asked)
                message = verdict_message(diagnosis, form.asked)
            else:
                view, message = await ending(diagnosis)
            if is_unsettled(diagnosis):
                endpoint = form.asked.endpoint or form.pasted.endpoint or ""
                self.tasks.start(self.unsettled.add(occasion.person, endpoint))
        except Exception as error:  # noqa: BLE001  # the person waits for an answer, whatever broke
            message = failed(write_down(error, "a check"))
            view = note(message)
        finally:
            # Beside the verdict and not before it: the person does not wait for the audit.
            self.tasks.start(self.audit.write(self._line(form, occasion, diagnosis)))
        await self._end(screen, occasion.person, view, message)

    async def _diagnose(self, form: Form, screen: Screen) -> Diagnosis:
        def on_progress(evidence: Evidence) -> None:
            screen.show(lambda: running(form.masked, judge_all(evidence), form.nonce))

        return await self.diagnose(form.case(self.base_url), on_progress)

    async def _end(self, screen: Screen, person: str, view: View, message: Message) -> None:
        if await screen.finish(view):
            return
        try:
            await self.slack.direct(person, message)
        except Refused as refused:
            _log.error("a verdict could not be delivered: slack says %s", refused.why)

    def _line(self, form: Form, occasion: Occasion, diagnosis: Diagnosis | None) -> AuditLine:
        key = form.pasted.key
        cause = diagnosis.cause if diagnosis else None
        return AuditLine(
            at=self.clock.now(),
            team=occasion.team,
            person=occasion.person,
            masked=form.masked,
            fingerprint=key.secret.fingerprint(self.pepper) if key else "",
            verdict=diagnosis.verdict if diagnosis else "failed",
            cause=cause.slug if cause else "",
        )
