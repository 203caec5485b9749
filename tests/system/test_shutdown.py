"""SIGTERM: what runs is finished, the lease is given up, and nothing is lost."""

import signal
from pathlib import Path

import redis

from bot.adapters.clock import SystemClock
from bot.adapters.redis.leader_keys import LEASE
from bot.app import DRAIN_SECONDS
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.server import LocalSlack
from tests.slack.world import until
from tests.system.process import serve, settings_for, until_ready


async def test_told_to_stop_it_finishes_a_check_and_lets_another_lead(
    redis_url: str, tmp_path: Path
) -> None:
    clock = SystemClock()
    async with LocalSlack() as slack, LocalOpenAI() as openai:
        openai.latency = 0.3
        settings = settings_for(slack, openai, redis_url)
        with redis.Redis.from_url(redis_url, decode_responses=True) as store:

            async def leads() -> bool:
                return bool(store.exists(LEASE))

            async with serve(settings, tmp_path) as bot:
                await until_ready(settings["PORT"])
                await until(leads)
                alice = slack.person("alice")
                await alice.command("/openai-diagnose", "check")
                await slack.until(lambda: alice.modal)
                await alice.submit({"key": WORKING_KEY.key})

                told = clock.seconds()
                bot.send_signal(signal.SIGTERM)
                await bot.communicate()

            assert bot.returncode == 0
            assert clock.seconds() - told < DRAIN_SECONDS + 2
            assert "The key works" in alice.modal_text
            assert not store.exists(LEASE)
            audited = list(store.scan_iter("openai-diagnose:audit:????-??-??"))
            assert [store.xlen(stream) for stream in audited] == [1]


async def test_a_check_that_hangs_holds_the_end_up_for_ten_seconds_at_most(
    redis_url: str, tmp_path: Path
) -> None:
    clock = SystemClock()
    async with LocalSlack() as slack, LocalOpenAI() as openai:
        openai.latency = 600.0
        settings = settings_for(slack, openai, redis_url)
        async with serve(settings, tmp_path) as bot:
            await until_ready(settings["PORT"])
            alice = slack.person("alice")
            await alice.command("/openai-diagnose", "check")
            await slack.until(lambda: alice.modal)
            await alice.submit({"key": WORKING_KEY.key})
            told = clock.seconds()
            bot.send_signal(signal.SIGTERM)
            await bot.communicate()

    assert bot.returncode == 0
    assert clock.seconds() - told < DRAIN_SECONDS + 3
