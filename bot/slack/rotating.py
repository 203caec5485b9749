"""Changing a key: the desk of `rotate`, its form and its Refresh button.

The new key goes through the same check as any other, with the same allowance and the same line
in the audit, and lives no longer. Nothing of a change is stored: the button holds the masks.
"""

import asyncio
import secrets
from dataclasses import dataclass, replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.key_use import letting_go, uses
from bot.domain.least_privilege import privileges
from bot.ports import Clock, Counted, Unavailable
from bot.slack.answers import Answer, Occasion, OpenModal, ReplaceModal
from bot.slack.checks import Checks
from bot.slack.effects import Effects
from bot.views import rotate, rotated
from bot.views.blocks import Message, View
from bot.views.key_form import Faults
from bot.views.rotate import Change

PATIENCE_S: Final = 1.0  # of the three in which Slack wants the form
_SCOPES: Final = "permissions"
_GOES_ON: Final = frozenset({Verdict.WORKS, Verdict.DEGRADED})

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotating:
    """The desk and the listeners."""

    checks: Checks
    counted: Counted
    clock: Clock

    def register(self, app: AsyncApp, effects: Effects) -> None:
        """Hang them into Bolt."""

        async def on_refresh(ack: AsyncAck, body: Body) -> None:
            await ack()
            occasion = Occasion.of(body)
            value = str((body.get("actions") or [{}])[0].get("value") or "")
            await effects.perform(await self.refresh(value, occasion), occasion)

        app.view(rotate.CALLBACK)(self.on_form)
        app.action(rotated.REFRESH)(on_refresh)

    async def answer(self, _: Occasion) -> Answer:
        """Answer the command with the form."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                known = uses(await self.counted.series())
        except (Unavailable, TimeoutError):
            known = ()
        return OpenModal(rotate.rotate_form(secrets.token_hex(8), known))

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        """The form was handed in: check the new key."""
        wanted = rotate.read(body["view"])
        if isinstance(wanted, Faults):
            await ack(response_action="errors", errors=dict(wanted.by_block))
            return
        old, masked = wanted.old, wanted.form.masked

        async def ending(diagnosis: Diagnosis) -> tuple[View, Message]:
            return await self._checked(diagnosis, Change(new=masked, old=old))

        view = self.checks.start(wanted.form, Occasion.of(body), ending)
        await ack(response_action="update", view=view)

    async def refresh(self, value: str, occasion: Occasion) -> Answer:
        """Look again who still reports the old key."""
        change = Change.unpacked(value)
        if change is None:
            return await self.answer(occasion)
        view = rotated.stand(await self._stand(change), self.clock.now())
        return ReplaceModal(view) if occasion.view_id else OpenModal(view)

    async def _checked(self, diagnosis: Diagnosis, change: Change) -> tuple[View, Message]:
        if diagnosis.verdict not in _GOES_ON:
            return rotated.not_yet(diagnosis), rotated.not_yet_message(diagnosis)
        stand = await self._stand(replace(change, rights=_rights(diagnosis)))
        now, snag = self.clock.now(), rotated.snag_of(diagnosis)
        return rotated.stand(stand, now, snag), rotated.stand_message(stand, now, snag)

    async def _stand(self, change: Change) -> rotated.Stand:
        try:
            latest = await self.counted.series()
        except Unavailable:
            return rotated.Stand(change=change)
        now = int(self.clock.now().timestamp() * 1000)
        models = {model for one in uses(latest) if one.masked == change.old for model in one.models}
        return rotated.Stand(
            change=change,
            letting_go=letting_go(latest, change.old, now),
            privileges=privileges(models, change.rights or {}) if models else None,
        )


def _rights(diagnosis: Diagnosis) -> dict[str, str]:
    """By endpoint what the key may do, as far as the check has asked."""
    for finding in diagnosis.findings:
        scopes = finding.check.evidence.get("scopes")
        if finding.cause.slug == _SCOPES and isinstance(scopes, dict):
            return {str(slug): str(right) for slug, right in scopes.items()}
    return {}
