"""The keys that a leader writes, and the way of asking for a write.

They share one hash tag, so that in a cluster one script reaches the fence and whatever it
guards. Everything that can go wrong with Redis becomes the port's one error here.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, Final

from bot.adapters.redis.connection import AWAY, PATIENCE_SECONDS
from bot.ports import Unavailable

PREFIX: Final = "openai-diagnose:{leader}:"
LEASE: Final = f"{PREFIX}lease"
FENCE: Final = f"{PREFIX}fence"
TERMS: Final = f"{PREFIX}terms"
DELIVERED: Final = f"{PREFIX}delivered"
SUBSCRIPTIONS: Final = f"{PREFIX}subscriptions"
SUBSCRIPTIONS_REVISION: Final = f"{PREFIX}subscriptions:revision"
PAUSED: Final = f"{PREFIX}paused"
MOST_AT_ONCE: Final = 500  # fields that one script writes, so that it holds nobody up


def state(name: str) -> str:
    """The key of a state."""
    return f"{PREFIX}state:{name}"


async def answer(call: Awaitable[Any], seconds: float = PATIENCE_SECONDS) -> Any:  # noqa: ANN401  # redis-py's
    """What Redis answers, within a short time; raises `Unavailable` and nothing else."""
    task = asyncio.current_task()
    cancelled = task.cancelling() if task else 0
    try:
        async with asyncio.timeout(seconds):
            answered = await call
    except AWAY as error:
        raise Unavailable(f"Redis does not answer ({type(error).__name__})") from None
    # redis-py sends through asyncio.wait_for, which in Python 3.11 forgets a cancellation that
    # comes just as it is done (bpo-37658): a leader told to stop would go on for ever.
    if task and task.cancelling() > cancelled:
        raise asyncio.CancelledError
    return answered


def portions(flat: Sequence[str], size: int) -> list[Sequence[str]]:
    """A list in pieces of `size`; one empty piece if there is nothing."""
    return [flat[n : n + size] for n in range(0, len(flat), size)] or [()]
