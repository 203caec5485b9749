"""The real bot with a real Redis: from a service's reports to what people ask and do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from redis.asyncio import Redis

from bot.sandbox.slack.person import Person
from bot.sandbox.slack.render import render_text
from bot.sandbox.slack.server import SCOPES
from tests.slack.world import COMMAND, World, a_world

REPORT = {
    "service.name": "checkout",
    "gen_ai.request.model": "gpt-5",
    "error.type": "insufficient_quota",
    "key": "sk-proj-…wxyz",
    "openai.ratelimit.requests.limit": "500",
    "openai.ratelimit.requests.remaining": "100",
}


@dataclass(frozen=True)
class Live:
    world: World
    redis: Redis

    @property
    def ada(self) -> Person:
        return self.world.slack.person("ada")

    async def told(self, words: str) -> str:
        before = len(self.ada.ephemerals)
        await self.ada.command(COMMAND, words)
        await self.world.slack.until(lambda: len(self.ada.ephemerals) > before, 10.0)
        return render_text(self.ada.ephemerals[-1].message)

    async def channel(self, text: str) -> str:
        """Wait until the channel shows this; all that it shows."""
        slack = self.world.slack

        def shown() -> str:
            return "\n".join(render_text(one) for one in slack.messages("ops"))

        await slack.until(lambda: text in shown(), 30.0)
        return shown()


@pytest.fixture
async def live(redis_url: str) -> AsyncIterator[Live]:
    scopes = (*SCOPES, "files:write")
    async with (
        Redis.from_url(redis_url, decode_responses=True) as redis,
        a_world(redis_url=redis_url, scopes=scopes, admins=["ada"]) as world,
    ):
        yield Live(world, redis)


@pytest.mark.timeout(90)
async def test_from_the_report_to_the_acknowledgement(live: Live) -> None:
    await live.ada.command(COMMAND, "subscribe", channel="ops")
    await live.world.slack.until(lambda: live.ada.modal)
    await live.ada.submit({"what": ["alerts"]})
    await live.world.slack.until(lambda: "Saved" in live.ada.modal_text)
    await live.ada.close_modal()
    for _ in range(3):
        await live.redis.xadd("openai:reports", REPORT)  # type: ignore[arg-type]  # redis-py wants any word as a name
    await live.redis.xadd("openai:reports", {"service.name": "checkout", "count": "many"})
    first = await live.channel("checkout: 3 calls refused")
    await live.world.slack.until(
        lambda: any("slack_file" in str(one) for one in live.world.slack.messages("ops")), 20.0
    )

    alerts = await live.told("alerts")
    services = await live.told("services")
    one = await live.told("service checkout")
    check = await live.told("report-check checkout")
    await live.ada.click("alert_details", where=live.world.slack.messages("ops")[1])
    await live.world.slack.until(lambda: "What happened" in live.ada.modal_text)
    await live.ada.close_modal()
    await live.ada.click("alert_ack", where=live.world.slack.messages("ops")[1])
    acknowledged = await live.channel("Acknowledged by")
    await live.told("silence checkout 1h")
    await live.channel("Silenced by")

    assert "🔴" in first
    assert "The account cannot pay or is closed" in first
    assert "*1 alert is open.* I watch 1 service with" in alerts
    assert "critical #1" in services
    assert "100 of 500 left (80 % used)" in one
    assert "`sk-proj-…wxyz`" in one
    assert "*does not count*" in check
    assert f"<@{live.ada.id}>" in acknowledged


@pytest.mark.timeout(60)
async def test_a_rule_is_changed_and_holds(live: Live) -> None:
    await live.told("rules")
    await live.ada.click("rule_change", value="error_rate|")
    await live.world.slack.until(lambda: live.ada.modal)
    await live.ada.submit({"value_warning": "20"})
    await live.world.slack.until(lambda: "not once" in live.ada.modal_text, 20.0)
    await live.ada.submit({})
    await live.world.slack.until(lambda: "Saved" in live.ada.modal_text, 10.0)
    await live.ada.close_modal()

    rules = await live.told("rules")

    assert "warning from 20 % (chosen; default 10 %)" in rules
