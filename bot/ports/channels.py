"""Slack, as the leader sees it: who wants what, and telling it."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.desired.settle import Trouble
from bot.domain.desired.steps import Outcome, Step
from bot.domain.incidents.told import FeedNews
from bot.domain.subscriptions import Paused, Subscription
from bot.ports.leadership import Term


class Subscriptions(Protocol):
    """What the channels want to hear of. Raises `Unavailable`."""

    async def revision(self) -> int:
        """A number that grows with each change."""
        ...

    async def all(self) -> Mapping[str, Subscription]:
        """What people chose, by channel."""
        ...

    async def paused(self) -> Mapping[str, Paused]:
        """The channels that cannot be posted to."""
        ...

    async def put(self, subscription: Subscription) -> None:
        """Choose for a channel; a pause ends with it."""
        ...

    async def pause(self, term: Term, channel: str, paused: Paused | None) -> bool:
        """Write down that a channel cannot be posted to, or can again; False if known."""
        ...


class Announcer(Protocol):
    """Slack's channels. Never raises: what Slack does is what the outcome tells."""

    async def post(self, step: Step) -> Outcome:
        """Post a message or a reply; once at most, whatever happens."""
        ...

    async def edit(self, step: Step) -> Outcome:
        """Change what stands there."""
        ...

    async def look(self, step: Step) -> Outcome:
        """Find what an attempt may have posted, by the name that it bears."""
        ...


class Operators(Protocol):
    """Those who run the bot."""

    async def hear(self, news: Trouble | FeedNews) -> None:
        """Tell them of something that only people can mend. Never raises."""
        ...
