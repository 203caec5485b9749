"""The services report one window after the other, and their troubles show in the reports."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import pytest
from redis.asyncio import Redis

from bot.sandbox.redis_server import RedisServer
from bot.sandbox.services import STREAM, Services
from bot.sandbox.switches import service_switches

Reports = list[dict[str, str]]
Answer = list[tuple[str, list[tuple[str, dict[str, str]]]]]


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator["Redis"]:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        yield redis


async def next_reports(redis: "Redis", count: int) -> Reports:
    """The next so many reports."""
    seen, last = Reports(), "$"
    async with asyncio.timeout(5):
        while len(seen) < count:
            answer = cast("Answer", await redis.xread({STREAM: last}, block=1000) or [])
            for _, entries in answer:
                seen += [fields for _, fields in entries]
                last = entries[-1][0]
    return seen


async def test_every_service_reports_each_window(redis: "Redis", redis_url: str) -> None:
    async with Services(redis_url, window_s=0.05):
        reports = await next_reports(redis, 9)

    assert {report["service.name"] for report in reports} == {"checkout", "search", "support-bot"}
    assert all(int(report["count"]) > 0 for report in reports)
    assert len({(report["service.name"], report["seq"]) for report in reports}) == len(reports)


async def test_troubles_show_in_the_reports(redis: "Redis", redis_url: str) -> None:
    async with Services(redis_url, window_s=0.05) as services:
        for switch in service_switches(services):
            await switch.turn(on=True)
        reports = await next_reports(redis, 6)

    by_name = {report["service.name"]: report for report in reports[3:]}
    failing, broke = by_name["checkout"], by_name["support-bot"]
    assert 0 < int(failing["error.type.server_error"]) <= int(failing["count"])
    assert int(broke["quota.usd_per_month.used"]) > 0.95 * int(broke["quota.usd_per_month.limit"])
    assert "search" not in by_name


async def test_a_redis_that_was_away_ends_no_service() -> None:
    async with RedisServer() as server, Services(server.url, window_s=0.05):
        await server.stop()
        await server.start()
        async with Redis.from_url(server.url, decode_responses=True) as redis:
            reports = await next_reports(redis, 3)

    assert reports
