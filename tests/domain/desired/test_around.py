"""What surrounds an alert: who else fails or does not, keys, the course of it."""

from bot.domain.alerts.judging import judge
from bot.domain.alerts.ledger import Ledger
from bot.domain.desired.around import Surroundings
from bot.domain.rules.choices import Choices
from bot.domain.rules.reading import Level
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.windows import Windows
from tests.domain.alerts.playing import CHECKOUT, NOON, WARNING, a_reading

NOW = int(NOON.timestamp() * 1000)
RUNBOOK = '{"v": 1, "runbook": "https://wiki.example/openai"}'


def surroundings(*readings: object, **series: Sums) -> Surroundings:
    """Services on gpt-5 with what each counted in the last minute; all share a key but `own`."""
    latest = {
        Series(name, "gpt-5"): Latest(last_seen=NOW, keys={key_of(name): (NOW, NOW)})
        for name in series
    }
    slots = [
        Change(Series(name, "gpt-5"), Resolution.FINE, NOW - 60_000, sums)
        for name, sums in series.items()
    ]
    windows = Windows()
    windows.apply(Changes("", slots, latest))
    ledger = judge(Ledger(), readings, NOON).ledger  # type: ignore[arg-type]
    return Surroundings(windows, Choices.parse({"": RUNBOOK}), ledger, {}, NOW)


def key_of(service: str) -> str:
    return "sk-proj-…own" if service == "own" else "sk-proj-…all"


def test_others_that_fail_on_the_model_and_with_the_key_are_named() -> None:
    search = a_reading(subject=Subject("search", "gpt-5"))
    fails = Sums(100, {"server_error": 34})
    around = surroundings(WARNING, search, checkout=fails, search=fails, quiet=Sums(100))

    seen = around(around.ledger.newest["checkout/gpt-5/error_rate"])

    assert (seen.same_model, seen.quiet_model, seen.same_key) == (("search",), (), ("search",))
    assert seen.keys == ("sk-proj-…all",)
    assert seen.causes == (("service_status", 51),)
    assert seen.runbook == "https://wiki.example/openai"


def test_where_nobody_else_fails_those_are_named_that_do_well() -> None:
    fails, few = Sums(100, {"server_error": 34}), Sums(3)
    around = surroundings(WARNING, checkout=fails, well=Sums(100), few=few, bad=fails)

    seen = around(around.ledger.newest["checkout/gpt-5/error_rate"])

    assert (seen.same_model, seen.quiet_model) == ((), ("well",))


def test_the_course_is_the_share_of_the_errors_that_the_rule_counts() -> None:
    sums = Sums(100, {"server_error": 20, "rate_limit_exceeded": 30})
    around = surroundings(WARNING, a_reading(rule="throttled"), checkout=sums)

    faults = around.trend(around.ledger.newest["checkout/gpt-5/error_rate"])
    throttled = around.trend(around.ledger.newest["checkout/gpt-5/throttled"])

    assert faults is not None
    assert throttled is not None
    assert [one for one in faults.values if one is not None] == [0.2]
    assert [one for one in throttled.values if one is not None] == [0.3]
    assert (len(faults.values), faults.limit, faults.unit) == (60, 0.1, "%")


def test_of_latency_it_is_how_long_a_call_takes_and_of_a_quota_there_is_none() -> None:
    slow = a_reading(rule="latency", unit="ms", limit=2000.0, errors={})
    quota = a_reading(rule="quota_used", errors={})
    around = surroundings(slow, quota, checkout=Sums(10, duration_ms=30_000))

    length = around.trend(around.ledger.newest["checkout/gpt-5/latency"])

    assert length is not None
    assert [one for one in length.values if one is not None] == [3000.0]
    assert (length.limit, length.unit) == (2000.0, "ms")
    assert around.trend(around.ledger.newest["checkout/gpt-5/quota_used"]) is None
    assert surroundings(WARNING, checkout=Sums()).trend(around.ledger.open[0]) is None


def test_what_is_told_of_by_another_says_where_and_the_other_names_it() -> None:
    empty = a_reading(Level.CRITICAL, rule="quota_exhausted", subject=CHECKOUT)
    around = surroundings(WARNING, empty, checkout=Sums(100))

    held = around(around.ledger.newest["checkout/gpt-5/error_rate"])

    number = around.ledger.newest["checkout/gpt-5/quota_exhausted"].number
    assert held.facts == {"Told of in": f"alert #{number}, checkout → gpt-5"}

    three = [a_reading(subject=Subject(name, "gpt-5")) for name in ("a", "b", "c")]
    around = surroundings(*three, a=Sums(9), b=Sums(9), c=Sums(9))
    holder = around(around.ledger.newest["*/gpt-5/error_rate"])
    assert [one.subject.service for one in holder.children] == ["a", "b", "c"]
