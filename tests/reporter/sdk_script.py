"""Run in an environment that has the SDK and `redis` alone: makes calls, and leaves.

Arguments: how (sync, async), the local OpenAI, a Redis, then keys. Each key makes one call.
"""

import asyncio
import sys

import openai  # type: ignore[import-not-found]  # lives in the other environment

from bot.reporter import Identity, Reporter

how, base_url, redis_url, *keys = sys.argv[1:]
reports = Reporter(Identity(service="checkout", redis_url=redis_url), every_s=3600)
SAYS = [{"role": "user", "content": "hi"}]


def synchronous(key: str) -> None:
    client = reports.watch(openai.OpenAI(api_key=key, base_url=base_url, max_retries=0))
    try:
        client.chat.completions.create(model="gpt-4o-mini", messages=SAYS)
        client.with_options(timeout=30).embeddings.create(
            model="text-embedding-3-small", input="hi"
        )
    except openai.OpenAIError as error:
        print(type(error).__name__)


async def asynchronous(key: str) -> None:
    client = reports.watch(openai.AsyncOpenAI(api_key=key, base_url=base_url, max_retries=0))
    try:
        await client.chat.completions.create(model="gpt-4o-mini", messages=SAYS)
        await client.with_options(timeout=30).embeddings.create(
            model="text-embedding-3-small", input="hi"
        )
    except openai.OpenAIError as error:
        print(type(error).__name__)


async def all_asynchronous() -> None:
    await asyncio.gather(*(asynchronous(key) for key in keys))


if how == "sync":
    for one in keys:
        synchronous(one)
else:
    asyncio.run(all_asynchronous())
assert not {"pydantic_settings", "slack_bolt", "aiohttp", "feedparser"} & {*sys.modules}
# Nothing is flushed here: leaving does it.
