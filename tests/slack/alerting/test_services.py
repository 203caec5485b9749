"""How services are, and what they send, for whoever asks."""

import json
from datetime import timedelta

import pytest

from bot.domain.alerts.alert import State
from bot.domain.reports.report import Headroom, Quota
from bot.domain.rules.reading import Level
from bot.domain.windows.changes import Change
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums
from bot.ports import Judged
from tests.slack.alerting.world import Here
from tests.views.alert.building import NOON, an_alert

CHECKOUT, SEARCH = Series("checkout", "gpt-5"), Series("search", "gpt-5")
NOW = int(NOON.timestamp() * 1000)
MINUTE = 60_000
KNOWN = Latest(
    first_seen=NOW - 86_400_000,
    last_seen=NOW - 8_000,
    interval_ms=10_000,
    requests=Headroom(limit=5000, remaining=1200),
    limits_at=NOW - 8_000,
    quotas={"usd_per_month": (NOW, Quota(used=900, limit=1000))},
    sdks={"openai-python/3.51.0": NOW},
    keys={"sk-proj-…wxyz": (NOW - 86_400_000, NOW)},
    environments={"production": NOW},
)


def minutes(series: Series, ago: int, count: int, **errors: int) -> Change:
    """A minute so long ago, and the hour that holds it."""
    start = NOW - ago * MINUTE
    return Change(
        series,
        Resolution.MINUTE,
        start,
        Sums(count=count, errors=errors, duration_ms=count * 800),
    )


@pytest.fixture(autouse=True)
def traffic(here: Here) -> None:
    here.store.latest = {CHECKOUT: KNOWN, SEARCH: Latest(last_seen=NOW - 3_600_000)}
    here.store.changes = [
        minutes(CHECKOUT, 1, 150, timeout=31, server_error=17, insufficient_quota=3),
        minutes(CHECKOUT, 30, 150),
        minutes(SEARCH, 2, 200),
        Change(
            CHECKOUT,
            Resolution.HOUR,
            NOW - 3_600_000,
            Sums(count=5000, errors={"timeout": 31, "server_error": 20}),
        ),
    ]


async def test_all_services_the_worst_first(here: Here) -> None:
    here.store.alerts = [an_alert()]

    told = await here.told("services")

    lines = told.splitlines()
    assert "2 services report" in lines[0]
    assert "1 with an open alert" in told
    first, second = (
        next(n for n, one in enumerate(lines) if w in one) for w in ("critical", "search")
    )
    assert first < second
    assert "34 %" in lines[first]
    assert "checkout (critical #12)" in lines[first]
    assert "last seen 1 h ago" in told


async def test_five_hundred_services_are_twenty_lines(here: Here) -> None:
    here.store.latest = {Series(f"service-{n}", "gpt-5"): Latest(last_seen=NOW) for n in range(500)}

    told = await here.told("services")

    assert "500 services report" in told
    assert "And 480 more, all fine." in told


async def test_one_service(here: Here) -> None:
    here.store.alerts = [an_alert()]

    told = await here.told("service checkout")

    assert "1 alert is open" in told
    assert "34 %" in told
    assert "OpenAI is not reached: 31" in told
    assert "in the last hour 31" in told
    assert "Requests: 1,200 of 5,000 left (76 % used)" in told
    assert "usd per month: 900 of 1,000 (90 %)" in told
    assert "at this pace used up" in told
    assert "`openai-python/3.51.0`" in told
    assert "`sk-proj-…wxyz`" in told
    assert "`production`" in told
    assert "promises one every 10 s" in told
    assert "▇" in told


async def test_a_service_that_is_fine_says_so(here: Here) -> None:
    told = await here.told("service search")

    assert "nothing is open" in told
    assert "Last report 1 h ago" in told


@pytest.mark.parametrize("words", ["service checkouts", "report-check checkouts"])
async def test_an_unknown_name_gets_the_nearest(here: Here, words: str) -> None:
    assert "Did you mean `checkout`?" in await here.told(words)


@pytest.mark.parametrize("words", ["service", "report-check"])
async def test_without_a_name_it_is_asked_for(here: Here, words: str) -> None:
    assert f"/openai-diagnose {words} checkout" in await here.told(words)


async def test_nobody_reports_yet(here: Here) -> None:
    here.store.latest = {}

    assert "No service has reported" in await here.told("services")
    told = await here.told("report-check shop")
    assert "XADD openai:reports MAXLEN ~ 1000000 '*' service.name shop" in told
    assert "NAME gen_ai" in await here.told("report-check <!here>")


async def test_what_we_make_of_the_entries(here: Here) -> None:
    here.store.entries = [
        Judged(
            "openai:reports",
            f"{NOW}-0",
            {
                "service.name": "checkout",
                "gen_ai.request.model": "gpt-5",
                "count": "1200",
                "error.type.rate_limit_exceeded": "29",
                "my_model": "gpt-5",
            },
        ),
        Judged(
            "openai:reports",
            f"{NOW - 1000}-0",
            {"service.name": "checkout", "count": "many"},
            "`count` wants a whole number",
        ),
        Judged(
            "openai:reports",
            f"{NOW}-1",
            {"service.name": "checkout", "count": "0", "heartbeat": "1"},
        ),
    ]
    here.store.rejected = [
        Judged("openai:reports", f"{NOW}-2", {"name": "<!channel>"}, "it names no service")
    ]

    told = await here.told("report-check checkout")

    assert "*counts*: 1,200 calls, 29 failed (rate_limit_exceeded 29), gpt-5" in told
    assert "Fields that I do not know, so I left them out: `my_model`" in told
    assert "*does not count*: `count` wants a whole number" in told
    assert "alive, no calls" in told
    assert "nobody could read" in told
    assert "it names no service" in told
    assert "<!channel>" not in json.dumps(here.alice.ephemerals[-1].message)


async def test_alerts_are_listed_with_their_reasons(here: Here) -> None:
    here.store.alerts = [
        an_alert(level=Level.WARNING),
        an_alert(
            number=7,
            resolved=NOON - timedelta(hours=1),
            opened=NOON - timedelta(hours=2),
            state=State.RESOLVED,
        ),
        an_alert(number=1, resolved=NOON - timedelta(days=8), state=State.RESOLVED),
    ]

    told = await here.told("alerts")

    assert "*1 alert is open.* I watch 2 services with" in told
    assert "#12 checkout → gpt-5: 34 % errors" in told
    assert "at least 27.9 % with 95 % certainty" in told
    assert "The last 7 days" in told
    assert "#7" in told
    assert "#1 " not in told
    await here.alice.click("alert_details")
    await here.sees(here.alice, "What happened")


async def test_nothing_is_open(here: Here) -> None:
    assert "Nothing is open.* I watch 2 services" in await here.told("alerts")


@pytest.mark.parametrize(
    "words", ["alerts", "services", "service checkout", "report-check checkout", "rules"]
)
async def test_without_redis_that_is_told(here: Here, words: str) -> None:
    here.store.away = True

    assert "Redis does not answer" in await here.told(words)
