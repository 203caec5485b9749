"""What is stored about alerts, rules and reports, for one process; set `away` and it is away."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.alerts.alert import Act, Alert
from bot.domain.preview import Episode
from bot.domain.rules.choices import Choices
from bot.domain.rules.kind import Kind
from bot.domain.rules.reading import Level
from bot.domain.subscriptions import Paused, Subscription
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series, Subject
from bot.ports import Judged, Term, Unavailable

EPISODE = Episode(
    subject=Subject("checkout", "gpt-5"),
    part="",
    begun=1_795_521_600_000,
    ended=1_795_521_600_000 + 25 * 60_000,
    worst=Level.CRITICAL,
    says="34 % errors (51/150, 5 min), limit 10 %",
)


@dataclass
class Store:
    """All of it, in one hand."""

    alerts: list[Alert] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    latest: dict[Series, Latest] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    entries: list[Judged] = field(default_factory=list)
    rejected: list[Judged] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    revision: int = 1
    away: bool = False
    counted_away: bool = False

    def here(self) -> None:
        if self.away:
            raise Unavailable("Redis does not answer")


@dataclass
class FakeKnown:
    store: Store

    async def all(self) -> Sequence[Alert]:
        self.store.here()
        return self.store.alerts


@dataclass
class FakeActs:
    store: Store

    async def put(self, act: Act) -> None:
        self.store.here()
        self.store.acts.append(act)

    async def after(self, mark: str, wait_s: float) -> Sequence[tuple[str, Act]]:
        del mark, wait_s
        return ()


@dataclass
class FakeCounted:
    store: Store

    async def since(self, mark: str) -> Changes:
        return Changes(mark, (), {})

    async def history(
        self, series: Collection[Series], resolution: Resolution, start: int, end: int
    ) -> Iterable[Change]:
        self.store.here()
        return [
            one
            for one in self.store.changes
            if one.series in series and one.resolution is resolution and start <= one.start < end
        ]

    async def series(self) -> Mapping[Series, Latest]:
        self.store.here()
        if self.store.counted_away:
            raise Unavailable("too slow")
        return self.store.latest


@dataclass
class FakeEntries:
    store: Store

    async def of(self, service: str, most: int = 20) -> Sequence[Judged]:
        self.store.here()
        found = [one for one in self.store.entries if one.fields.get("service.name") == service]
        return found[:most]

    async def rejected(self, most: int = 20) -> Sequence[Judged]:
        return self.store.rejected[:most]


@dataclass
class FakeRules:
    store: Store

    async def revision(self) -> int:
        self.store.here()
        return self.store.revision

    async def all(self) -> Mapping[str, str]:
        return self.store.texts

    async def put(self, scope: str, text: str, after: int, by: str, at: datetime) -> bool:
        del by, at
        self.store.here()
        if after != self.store.revision:
            return False
        self.store.texts[scope] = text
        self.store.revision += 1
        return True


@dataclass
class FakePreview:
    store: Store

    async def __call__(self, kind: Kind, choices: Choices, scope: str) -> tuple[Episode, ...]:
        del kind, choices, scope
        self.store.here()
        return (EPISODE, EPISODE)


@dataclass
class FakeSubscriptions:
    store: Store

    async def revision(self) -> int:
        return 1

    async def all(self) -> Mapping[str, Subscription]:
        self.store.here()
        return self.store.subscriptions

    async def paused(self) -> Mapping[str, Paused]:
        return {}

    async def put(self, subscription: Subscription) -> None:
        self.store.subscriptions[subscription.channel] = subscription

    async def pause(self, term: Term, channel: str, paused: Paused | None) -> bool:
        del term, channel, paused
        return False
