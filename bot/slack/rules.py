"""The rules: the desk of `rules`, the form in which admins change one, and who is told of it.

A change is written with the revision that the person saw: if somebody was quicker, nothing is
overwritten and the person is told. Who may is asked for at each step, for a form may stay open
for an hour.
"""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, Final, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.preview import Episode
from bot.domain.rules.choices import BadRules, Choices, Rule
from bot.domain.rules.kind import Kind
from bot.domain.subscriptions import in_force
from bot.domain.windows.series import ALL
from bot.ports import Subscriptions, Unavailable
from bot.slack.admins import Admins
from bot.slack.answers import Answer, Occasion, OpenModal, Whisper
from bot.slack.effects import Effects
from bot.slack.screen import PACE, Screen
from bot.slack.tasks import Tasks
from bot.slack.web import Refused, Slack
from bot.usecases.choose_rules import ChooseRules, Read
from bot.views import alert_answers, previewed, rule_form, rules as shown
from bot.views.blocks import View, escape
from bot.views.notes import note

QUICKER: Final = "somebody changed the rules after you looked. Ask for them again."
NOTHING: Final = "these are the values that hold already."
NOT_KNOWN: Final = "What it would have done cannot be worked out now"

_log: Final = logging.getLogger(__name__)

Body = dict[str, Any]


class Preview(Protocol):
    """The use case, as it is called here."""

    async def __call__(
        self, kind: Kind, choices: Choices, scope: str
    ) -> tuple[Episode, ...] | None:
        """What a rule would have done in the last 24 hours; None if that cannot be told."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesDesk:
    """The desk and the listeners."""

    rules: ChooseRules
    preview: Preview
    admins: Admins
    subscriptions: Subscriptions
    slack: Slack
    tasks: Tasks
    incident_channels: tuple[str, ...] = ()
    alert_channels: tuple[str, ...] = ()
    pace: float = PACE

    def register(self, app: AsyncApp, effects: Effects) -> None:
        """Hang them into Bolt."""

        async def on_click(ack: AsyncAck, body: Body) -> None:
            await ack()
            occasion, action = Occasion.of(body), (body.get("actions") or [{}])[0]
            value = str(action.get("value") or "")
            reset = action.get("action_id") == shown.RESET
            answer = await (self.reset if reset else self.change)(occasion, value)
            await effects.perform(answer, occasion)

        app.action(shown.CHANGE)(on_click)
        app.action(shown.RESET)(on_click)
        app.view(rule_form.CALLBACK)(self.on_form)
        app.view(rule_form.SAVE)(self.on_save)

    async def list_all(self, occasion: Occasion) -> Answer:
        """Answer `rules [SERVICE]`."""
        scope = occasion.words[0] if occasion.words else ""
        try:
            standing, read = await asyncio.gather(
                self.admins.standing(occasion.person), self.rules.read()
            )
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        told = shown.rules(read.choices, scope, read.faults, may_change=standing.may)
        return Whisper(told)

    async def change(self, occasion: Occasion, value: str) -> Answer:
        """Answer the button with the form."""
        kind, scope = shown.read_value(value)
        try:
            standing, read = await asyncio.gather(
                self.admins.standing(occasion.person), self.rules.read()
            )
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        if not standing.may:
            return Whisper(standing.told)
        if kind is None:
            return Whisper(shown.refused("there is no such rule any more."))
        return OpenModal(rule_form.rule_form(kind, read.choices, scope))

    async def reset(self, occasion: Occasion, value: str) -> Answer:
        """Answer the other button: what was chosen is forgotten."""
        kind, scope = shown.read_value(value)
        standing = await self.admins.standing(occasion.person)
        if not standing.may or kind is None:
            return Whisper(standing.told)
        try:
            read = await self.rules.read()
            after = rule_form.without(read.choices, kind, scope)
            why = await self._put(occasion, scope, after, read.revision)
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        except BadRules as bad:
            return Whisper(shown.refused("; ".join(bad.faults)))
        if why:
            return Whisper(shown.refused(why))
        told = self._told(kind, scope, read.choices, after)
        if told:
            self.tasks.start(self._announce(occasion.person, kind, scope, told))
        return Whisper(shown.reset(kind, scope, told))

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        """The first step was handed in."""
        occasion = Occasion.of(body)
        refusal, read = await self._again(occasion)
        if refusal is not None or read is None:
            await ack(response_action="update", view=refusal)
            return
        form = rule_form.read(body["view"], read.choices)
        if isinstance(form, rule_form.Faults):
            await ack(response_action="errors", errors=dict(form.by_block))
            return
        first = shown.asking(form.kind)
        await ack(response_action="update", view=first)
        self.tasks.start(self._show_preview(self._screen(first, occasion), form, read))

    async def on_save(self, ack: AsyncAck, body: Body) -> None:
        """The second step was handed in."""
        occasion = Occasion.of(body)
        refusal, read = await self._again(occasion)
        if refusal is not None or read is None:
            await ack(response_action="update", view=refusal)
            return
        try:
            wanted, after = rule_form.carried(body["view"], read.choices)
        except BadRules as bad:
            await ack(response_action="update", view=shown.not_saved("; ".join(bad.faults)))
            return
        first = shown.asking(wanted.kind)
        await ack(response_action="update", view=first)
        self.tasks.start(self._save(self._screen(first, occasion), occasion, wanted, read, after))

    async def _show_preview(self, screen: Screen, wanted: rule_form.Wanted, read: Read) -> None:
        told = self._told(wanted.kind, wanted.scope, read.choices, wanted.choices)
        if not told:
            await screen.finish(shown.not_saved(NOTHING))
            return
        try:
            told_of = await self.preview(wanted.kind, wanted.choices, wanted.scope)
            would = previewed.would(told_of)
        except Unavailable as error:
            would = f"{NOT_KNOWN}: {escape(str(error), 200)}."
        carried = rule_form.carry(wanted, read.revision)
        await screen.finish(rule_form.preview(wanted, told, would, carried))

    async def _save(
        self,
        screen: Screen,
        occasion: Occasion,
        wanted: rule_form.Wanted,
        read: Read,
        after: int,
    ) -> None:
        kind, scope = wanted.kind, wanted.scope
        told = self._told(kind, scope, read.choices, wanted.choices)
        try:
            why = await self._put(occasion, scope, wanted.choices, after)
        except Unavailable as error:
            why = f"{error}."
        if why:
            await screen.finish(shown.not_saved(why))
            return
        self.tasks.start(self._announce(occasion.person, kind, scope, told))
        await screen.finish(shown.saved(kind, scope, told))

    async def _put(self, occasion: Occasion, scope: str, choices: Choices, after: int) -> str:
        """Write it down; why not, if not."""
        done = await self.rules.put(scope, choices, after, occasion.person)
        return "" if done else QUICKER

    async def _announce(self, person: str, kind: Kind, scope: str, told: str) -> None:
        try:
            chosen = await self.subscriptions.all()
        except Unavailable as error:
            _log.warning("nobody was told of a change of the rules: %s", error)
            return
        force = in_force(chosen, self.incident_channels, self.alert_channels)
        for channel in [one.channel for one in force.values() if one.alerts]:
            try:
                await self.slack.post(channel, shown.announced(person, kind, scope, told))
            except Refused as refused:
                _log.info("slack refused the word about a rule: %s", refused.why)

    async def _again(self, occasion: Occasion) -> tuple[View | None, Read | None]:
        standing = await self.admins.standing(occasion.person)
        if not standing.may:
            return note(standing.told, shown.TITLE), None
        try:
            return None, await self.rules.read()
        except Unavailable as error:
            return shown.not_saved(f"{error}."), None

    def _screen(self, first: View, occasion: Occasion) -> Screen:
        return Screen(
            first, lambda view: self.slack.update(occasion.view_id, view), self.tasks, self.pace
        )

    @staticmethod
    def _told(kind: Kind, scope: str, before: Choices, after: Choices) -> str:
        def of(choices: Choices) -> Rule:
            return choices.of(kind, scope or ALL)

        return shown.differences(kind, of(before), of(after))
