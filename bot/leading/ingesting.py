"""Taking in what services report: each replica reads each stream, beside whatever else it does."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator

from bot.adapters.redis.connection import Client
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.reports.stream import RedisReportStream
from bot.ports import Clock, Meter
from bot.settings import Settings
from bot.slack.tasks import end
from bot.usecases.ingest import Ingest


@contextlib.asynccontextmanager
async def ingesting(
    settings: Settings, redis: Client, clock: Clock, meter: Meter
) -> AsyncIterator[None]:
    """Take in reports for as long as the context lasts."""
    consumer = secrets.token_hex(8)  # a name of its own: what it leaves behind others claim
    running = list[asyncio.Task[None]]()
    async with contextlib.AsyncExitStack() as stack:
        for name in settings.report_streams:
            reader = connect_reader(settings.redis_url.reveal())
            stack.push_async_callback(reader.aclose)
            stream = RedisReportStream(
                redis,
                reader,
                name,
                consumer=consumer,
                most_series=settings.report_series,
                clock=clock,
            )
            running.append(asyncio.create_task(Ingest(stream, clock, meter).run()))
        try:
            yield
        finally:
            await end(running)
