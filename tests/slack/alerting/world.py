"""Bolt with the desks of alerts, rules and services, before the local Slack, without a Redis."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.door import FIRST, Ack, Attempt
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.render import render_text
from bot.slack.accounts import Accounts
from bot.slack.acting import Acting
from bot.slack.admins import Admins
from bot.slack.alerting import Alerting
from bot.slack.alerts import Alerts
from bot.slack.answers import Occasion
from bot.slack.bolt import bolt_app
from bot.slack.clicks import clicked
from bot.slack.command import answer
from bot.slack.effects import Effects
from bot.slack.guard import Guard
from bot.slack.rules import RulesDesk
from bot.slack.services import Services
from bot.slack.tasks import Tasks
from bot.slack.web import Slack
from bot.usecases.choose_rules import ChooseRules
from bot.usecases.service_health import ServiceHealth
from bot.views.blocks import View
from bot.views.key_form import key_form
from tests.fakes import FakeClock, FakeMeter
from tests.slack.alerting.stores import (
    FakeActs,
    FakeCounted,
    FakeEntries,
    FakeKnown,
    FakePreview,
    FakeRules,
    FakeSubscriptions,
    Store,
)
from tests.slack.world import COMMAND, PACE

Body = dict[str, Any]


@dataclass
class Here:
    """The local Slack, what is stored, and the clock."""

    slack: LocalSlack
    store: Store
    clock: FakeClock
    filed: dict[str, Any] = field(default_factory=dict)

    @property
    def alice(self) -> Person:
        return self.slack.person("alice")

    @property
    def ada(self) -> Person:
        """An admin."""
        return self.slack.person("ada")

    async def told(self, words: str, person: Person | None = None) -> str:
        """Type a subcommand; give what the person alone is told."""
        whom = person or self.alice
        before = len(whom.ephemerals)
        await whom.command(COMMAND, words)
        await self.slack.until(lambda: len(whom.ephemerals) > before)
        return render_text(whom.ephemerals[-1].message)

    async def sees(self, person: Person, text: str) -> str:
        await self.slack.until(lambda: text in person.modal_text)
        return person.modal_text


@dataclass
class Straight:
    """A door that needs no wire."""

    app: AsyncApp

    async def carry(self, kind: str, payload: Body, attempt: Attempt = FIRST) -> Ack:
        del kind, attempt
        request = AsyncBoltRequest(mode="socket_mode", body=payload)
        response = await self.app.async_dispatch(request)
        failed = None if response.status == 200 else str(response.status)
        return Ack(body=_read(response.body), error=failed)


@dataclass
class Rest:
    """What the listeners of checks do with commands and the buttons that are nobody else's."""

    effects: Effects

    def register(self, app: AsyncApp) -> None:
        app.command(COMMAND)(self.on_command)
        app.action("alert_check_key")(self.on_click)

    async def on_command(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        occasion = Occasion.of(body)
        await self.effects.perform(answer(body["text"], occasion.person, _form), occasion)

    async def on_click(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        told = clicked(body["actions"][0], "", _form, in_modal=False)
        await self.effects.perform(told, Occasion.of(body))


@asynccontextmanager
async def alerting_world() -> AsyncIterator[Here]:
    """Start it."""
    async with LocalSlack(paced=False) as local, aiohttp.ClientSession() as http:
        here = Here(local, Store(), FakeClock())
        client = AsyncWebClient(token=local.bot_token, base_url=local.api_url, session=http)
        slack, tasks = Slack(client), Tasks()
        alerting = _alerting(here, slack, tasks)
        effects = Effects(slack, alerting.desks)
        workspace = await slack.introduce()
        guard = Guard(
            workspace, effects, tasks, accounts=Accounts(slack, here.clock), clock=here.clock
        )
        app = bolt_app(
            workspace=workspace,
            client=AsyncWebClient(base_url=local.api_url, session=http),
            guard=guard,
            listeners=(alerting.listening(effects), Rest(effects)),
            meter=FakeMeter(),
            clock=here.clock,
        )
        local.deliver_through(Straight(app))
        yield here
        await tasks.drain(5.0)


def _alerting(here: Here, slack: Slack, tasks: Tasks) -> Alerting:
    store, clock = here.store, here.clock
    known = FakeKnown(store)
    health = ServiceHealth(FakeCounted(store), known, clock)
    admins = Admins(slack, (here.ada.id,), clock)
    return Alerting(
        alerts=Alerts(alerts=known, services=health, clock=clock),
        acting=Acting(
            acts=FakeActs(store), alerts=known, services=health, admins=admins, clock=clock
        ),
        services=Services(
            health=health, entries=FakeEntries(store), clock=clock, stream="openai:reports"
        ),
        rules=RulesDesk(
            rules=ChooseRules(FakeRules(store), lambda: here.filed, clock),
            preview=FakePreview(store),
            admins=admins,
            subscriptions=FakeSubscriptions(store),
            slack=slack,
            tasks=tasks,
            alert_channels=(here.slack.channel("ops").id,),
            pace=PACE,
        ),
    )


def _form(asked: Any = None) -> View:  # noqa: ANN401  # as the listeners hand it on
    return key_form("0123", ["https://api.openai.com/v1"], asked)


def _read(body: Any) -> object:  # noqa: ANN401  # a text of JSON, or none
    return json.loads(body) if body else None
