"""What the channels want to hear of: a hash by channel, a count of its changes.

People change it through any replica, so it has no fence; that a channel cannot be posted to
is the leader's word and stands apart, behind the fence.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import (
    FENCE,
    PAUSED,
    SUBSCRIPTIONS,
    SUBSCRIPTIONS_REVISION,
    answer,
)
from bot.adapters.redis.scripts import read
from bot.domain.subscriptions import Paused, Subscription
from bot.domain.subscriptions_saved import load, load_paused, save, save_paused
from bot.ports import Deposed, Term


class RedisSubscriptions:
    """Keeps the subscriptions; see the port."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._put = redis.register_script(read("put_subscription"))
        self._pause = redis.register_script(read("pause_channel"))

    async def revision(self) -> int:
        return int(await answer(self._redis.get(SUBSCRIPTIONS_REVISION)) or 0)

    async def all(self) -> Mapping[str, Subscription]:
        """By channel; raises `Unreadable` for one of another release."""
        texts = await answer(self._redis.hgetall(SUBSCRIPTIONS))
        paused = await self.paused()
        chosen = {channel: load(text) for channel, text in texts.items()}
        return {
            channel: replace(one, paused=paused.get(channel)) for channel, one in chosen.items()
        }

    async def paused(self) -> Mapping[str, Paused]:
        """The channels that cannot be posted to, also those that the settings subscribed."""
        texts = await answer(self._redis.hgetall(PAUSED))
        return {channel: load_paused(text) for channel, text in texts.items()}

    async def put(self, subscription: Subscription) -> None:
        await answer(
            self._put(
                keys=[SUBSCRIPTIONS, PAUSED, SUBSCRIPTIONS_REVISION],
                args=[subscription.channel, save(subscription)],
            )
        )

    async def pause(self, term: Term, channel: str, paused: Paused | None) -> bool:
        new = await answer(
            self._pause(
                keys=[FENCE, PAUSED],
                args=[term.token, channel, save_paused(paused) if paused else ""],
            )
        )
        if int(new) < 0:
            raise Deposed("another replica leads")
        return bool(new)
