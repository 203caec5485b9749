"""How services are, who else fails, and what a rule would have done; from what was counted."""

from dataclasses import replace

import pytest

from bot.domain.rules.choices import Choices
from bot.domain.rules.chosen import Chosen, ChosenRule
from bot.domain.rules.registry import KINDS, by_word
from bot.domain.services import Health, Unknown
from bot.domain.windows.changes import Change
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.usecases.preview_rule import PreviewRule
from bot.usecases.service_health import ServiceHealth
from tests.fakes import FakeClock
from tests.slack.alerting.stores import FakeCounted, FakeKnown, Store
from tests.views.alert.building import NOON, a_reading, an_alert

NOW = int(NOON.timestamp() * 1000)
MINUTE = 60_000
KEY = {"sk-proj-…wxyz": (NOW, NOW)}
CHECKOUT, SEARCH = Series("checkout", "gpt-5"), Series("search", "gpt-5")
MAIL, OTHER = Series("mail", "gpt-5-mini"), Series("other", "gpt-5")
ERROR_RATE = by_word("error_rate")


def a_store() -> Store:
    return Store(
        latest={
            CHECKOUT: Latest(last_seen=NOW, keys=KEY),
            SEARCH: Latest(last_seen=NOW),
            MAIL: Latest(last_seen=NOW, keys=KEY),
            OTHER: Latest(last_seen=NOW),
        },
        changes=[
            minute(CHECKOUT, 1, 100, timeout=40),
            minute(SEARCH, 1, 100, timeout=20),
            minute(MAIL, 1, 100, insufficient_quota=100),
            minute(OTHER, 1, 100, context_length_exceeded=90),
        ],
    )


def minute(series: Series, ago: int, count: int, **errors: int) -> Change:
    return Change(series, Resolution.MINUTE, NOW - ago * MINUTE, Sums(count=count, errors=errors))


def health(store: Store) -> ServiceHealth:
    return ServiceHealth(FakeCounted(store), FakeKnown(store), FakeClock())


async def test_who_else_fails_on_the_model_and_with_the_key() -> None:
    around = await health(a_store()).around(an_alert())

    assert around.same_model == ("search",)
    assert around.quiet_model == ("other",)  # its errors are its own
    assert around.same_key == ("mail",)
    assert around.keys == ("sk-proj-…wxyz",)
    assert around.causes[0] == ("network", 31)
    assert around.trend is not None
    assert around.trend.limit == 0.1
    assert around.trend.values[-2] == 0.4
    assert around.trend.values[-1] is None


async def test_of_everything_together_nobody_else_is_named() -> None:
    everything = an_alert(reading=a_reading(subject=Subject(), unit="calls"))

    around = await health(a_store()).around(everything)

    assert not around.same_model
    assert not around.quiet_model
    assert around.trend is not None
    assert around.trend.limit == 0.0
    assert around.trend.values[-2] == pytest.approx(250 / 400)


async def test_one_service_and_a_name_that_is_like_it() -> None:
    store = a_store()
    store.alerts = [an_alert(), replace(an_alert(), number=13)]

    found, near = await health(store).one("checkout"), await health(store).one("Chekout")

    assert isinstance(found, Health)
    assert found.five_minutes.count == 100
    assert [one.number for one in found.alerts] == [12, 13]
    assert near == Unknown("Chekout", ("checkout",))


async def test_all_services_and_their_pace() -> None:
    found = await health(a_store()).all()

    assert [one.service for one in found] == ["mail", "other", "checkout", "search"]
    assert found[0].per_minute == 20.0


def an_outage(series: Series, errors: int = 60) -> list[Change]:
    """Three hours ago, half an hour long, between calls that are fine."""
    return [
        minute(series, ago, 100, **({"server_error": errors} if 150 <= ago < 180 else {}))
        for ago in range(600, 0, -1)
    ]


def preview(store: Store) -> PreviewRule:
    return PreviewRule(FakeCounted(store), FakeClock())


async def test_a_rule_is_replayed_where_it_would_be_in_force() -> None:
    store = Store(
        latest={CHECKOUT: Latest(last_seen=NOW), SEARCH: Latest(last_seen=NOW)},
        changes=[*an_outage(CHECKOUT), *an_outage(SEARCH)],
    )
    own = ChosenRule(values={"warning": 0.9, "critical": 0.95})
    choices = Choices({"search": Chosen(rules={"error_rate": own})})

    everywhere = await preview(store)(ERROR_RATE, choices, "")
    there = await preview(store)(ERROR_RATE, choices, "search")

    assert everywhere is not None
    assert [one.subject.service for one in everywhere] == ["checkout"]
    assert there == ()


async def test_a_rule_that_is_off_fires_never_and_some_cannot_be_replayed() -> None:
    store = Store(latest={CHECKOUT: Latest(last_seen=NOW)}, changes=an_outage(CHECKOUT))
    off = Choices({"": Chosen(rules={"error_rate": ChosenRule(on=False)})})
    unplayable = next(kind for kind in KINDS if not kind.replays)

    assert await preview(store)(ERROR_RATE, off, "") == ()
    assert await preview(store)(unplayable, Choices(), "") is None


async def test_of_many_the_worst_are_replayed() -> None:
    many = [Series(f"service-{n}", "gpt-5") for n in range(80)]
    store = Store(
        latest={one: Latest(last_seen=NOW) for one in many},
        changes=[
            *(
                Change(
                    one, Resolution.HOUR, NOW - 3 * 3_600_000, Sums(count=9, errors={"timeout": n})
                )
                for n, one in enumerate(many)
            ),
            *an_outage(many[0]),
            *an_outage(many[79]),
        ],
    )

    found = await preview(store)(ERROR_RATE, Choices(), "")

    assert found is not None
    assert [one.subject.service for one in found] == ["service-79"]
