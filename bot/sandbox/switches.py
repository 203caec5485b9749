"""Switches for the outside: what may go wrong, one entry each.

A switch is for people and for tests alike: it says what it does, flips at once and knows
its state. `needs` is the part of the bot that would notice; a switch whose part is not
built does not show. A press is what happens once instead of standing. To add one, add an entry to its group.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.sandbox.openai import answers
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.restartable_bot import RestartableBot
from bot.sandbox.services import Services
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.status_page import PLAYS, LocalStatusPage

if TYPE_CHECKING:
    from bot.sandbox.slack.web_api import Obstacle

SLOW_S: Final = 1.5
_POSTS: Final = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")
_UNAVAILABLE: Final = 503
_GUARDED: Final = frozenset({"message.channels", "message.groups"})


@dataclass(slots=True, kw_only=True)
class Switch:
    """One thing that may go wrong outside."""

    name: str
    group: str
    title: str
    detail: str
    flip: Callable[[bool], Awaitable[None]]
    needs: str = ""
    on: bool = field(default=False)

    async def turn(self, *, on: bool) -> None:
        """Turn it on or off; nothing happens if it stands so already."""
        if on != self.on:
            await self.flip(on)
            self.on = on


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One thing that happens outside, once for each press."""

    name: str
    group: str
    title: str
    run: Callable[[], None]
    needs: str = ""

    async def turn(self, *, on: bool) -> None:  # noqa: ARG002  # the same door as a switch's
        """Let it happen."""
        self.run()


def status_presses(status: LocalStatusPage) -> tuple[Press, ...]:
    """The incident that one plays on the status page."""
    return tuple(
        Press(
            name=f"incident_{title.lower()}",
            group="An incident at OpenAI",
            title=title,
            run=partial(play, status),
            needs="status",
        )
        for title, play in PLAYS.items()
    )


def status_switches(status: LocalStatusPage) -> tuple[Switch, ...]:
    """What may go wrong with the status page itself."""

    async def broken(on: bool) -> None:  # noqa: FBT001  # a flip has one argument
        status.broken = on

    return (
        Switch(
            name="feed_broken",
            group="An incident at OpenAI",
            title="Feed broken",
            detail="The feed is an error page with status 200: no all-clear, and the operator hears.",
            flip=broken,
            needs="status",
        ),
    )


def openai_switches(openai: LocalOpenAI) -> tuple[Switch, ...]:
    """What may go wrong at OpenAI."""

    async def down(on: bool) -> None:  # noqa: FBT001  # a flip has one argument
        openai.down = answers.SERVER_ERROR if on else None

    async def slow(on: bool) -> None:  # noqa: FBT001
        openai.latency = SLOW_S if on else 0.0

    async def spent(on: bool) -> None:  # noqa: FBT001
        openai.quota_spent = on

    return (
        Switch(
            name="openai_down",
            group="OpenAI",
            title="Down",
            detail="Every call ends with 500.",
            flip=down,
        ),
        Switch(
            name="openai_slow",
            group="OpenAI",
            title="Slow",
            detail=f"Every answer takes {SLOW_S} seconds.",
            flip=slow,
        ),
        Switch(
            name="quota_spent",
            group="OpenAI",
            title="Quota spent",
            detail="No account has any credit left.",
            flip=spent,
        ),
    )


def slack_switches(slack: LocalSlack) -> tuple[Switch, ...]:
    """What may go wrong at Slack."""
    obstacles: list[Obstacle] = []

    async def refuse(on: bool) -> None:  # noqa: FBT001
        for obstacle in obstacles:
            obstacle.left = 0
        obstacles[:] = [slack.refuse(method, _UNAVAILABLE) for method in _POSTS] if on else []

    return (
        Switch(
            name="slack_refuses",
            group="Slack",
            title="Refuses posts",
            detail="What the bot wants to say ends with 503.",
            flip=refuse,
        ),
    )


def guard_switch(slack: LocalSlack) -> Switch:
    """The two lines of the manifest that the leaked key guard waits for."""
    heard = slack.events.subscribed

    async def hear(on: bool) -> None:  # noqa: FBT001
        (heard.update if on else heard.difference_update)(_GUARDED)

    return Switch(
        name="guard",
        group="Slack",
        title="Leaked key guard",
        detail="The app hears what is said: post a whole key, and see who is told.",
        flip=hear,
        on=heard >= _GUARDED,
    )


def service_switches(services: Services) -> tuple[Switch, ...]:
    """What may go wrong with the services that report."""
    checkout, search, support = services.checkout, services.search, services.support

    async def fail(on: bool) -> None:  # noqa: FBT001
        checkout.failing = on

    async def silence(on: bool) -> None:  # noqa: FBT001
        search.silent = on

    async def spend(on: bool) -> None:  # noqa: FBT001
        support.out_of_budget = on

    told = (
        ("checkout_fails", "checkout fails", "Four of ten calls end with a server error.", fail),
        ("search_silent", "search goes silent", "No report comes any more.", silence),
        ("support_broke", "support-bot runs out of budget", "99 % of the month is spent.", spend),
    )
    return tuple(
        Switch(name=name, group="Services", title=title, detail=detail, flip=flip, needs="alerts")
        for name, title, detail, flip in told
    )


def bot_switches(bot: RestartableBot) -> tuple[Switch, ...]:
    """How Slack reaches the bot."""

    async def signed(on: bool) -> None:  # noqa: FBT001
        await bot.deliver_by(signed_http=on)

    return (
        Switch(
            name="signed_http",
            group="Slack",
            title="Signed HTTP",
            detail="In place of Socket Mode; the bot starts anew.",
            flip=signed,
        ),
    )


def redis_switches(redis: RedisServer) -> tuple[Switch, ...]:
    """What may go wrong with Redis."""

    async def stop(on: bool) -> None:  # noqa: FBT001
        await (redis.stop() if on else redis.start())

    return (
        Switch(
            name="redis_stopped",
            group="Redis",
            title="Stopped",
            detail="The server is away; its data is kept.",
            flip=stop,
        ),
    )
