"""One look at everything: what is looked at, what is told, and what costs nothing."""

from bot.domain.reports.report import Quota
from bot.domain.rules.choices import Choices
from bot.domain.rules.chosen import Chosen, ChosenRule
from bot.domain.rules.history import needs
from bot.domain.rules.measure import measure
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.registry import KINDS
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import ALL, Series, Subject
from tests.domain.rules.counting import NOW, Story

CHOICES = Choices()
CHECKOUT = Subject("checkout", "gpt-5")
ABOUT = ("error_rate", CHECKOUT, "")


def look(
    story: Story, at_s: float = 5, choices: Choices = CHOICES, **more: object
) -> list[Reading]:
    also = more.get("also", ())
    assert isinstance(also, list | tuple)
    return [*measure(story.windows, choices, NOW + int(at_s * 1000), also)]


def told(readings: list[Reading]) -> set[tuple[str, str]]:
    return {(reading.rule, str(reading.subject)) for reading in readings if reading.level}


def failing(*series: Series) -> Story:
    story = Story()
    for one in series:
        story.calls(-20, 10, one, fault=20)
    return story


def test_what_is_fine_is_not_told_and_what_is_open_is() -> None:
    story = Story().calls(-20, 100)

    assert look(story) == []
    (reading,) = look(story, 10, also=[ABOUT])
    assert (reading.level, reading.clear) == (Level.FINE, True)


def test_a_breach_is_told_at_each_look_until_it_is_over() -> None:
    story = failing(Series("checkout", "gpt-5"))

    assert told(look(story)) == {("error_rate", "checkout → gpt-5")}
    assert told(look(story, 10)) == {("error_rate", "checkout → gpt-5")}
    assert told(look(story, 7200)) == set()


def test_good_calls_that_leave_the_window_are_noticed_within_a_minute() -> None:
    story = Story().calls(-3590, 5000).calls(-3000, 20, fault=30).calls(-100, fault=1)
    assert told(look(story, 0)) == set()
    assert told(look(story, 90)) == {("error_rate", "checkout → gpt-5")}


def test_a_roll_up_needs_two_that_fail() -> None:
    good, bad, worse = (Series(name, "gpt-5") for name in ("a", "b", "c"))
    one = failing(bad).calls(-20, 5, good)
    two = failing(bad, worse).calls(-20, 5, good)

    assert told(look(one)) == {("error_rate", "b → gpt-5")}
    assert told(look(two)) == {
        ("error_rate", "b → gpt-5"),
        ("error_rate", "c → gpt-5"),
        ("error_rate", "all services → gpt-5"),
        ("error_rate", "all services"),
    }


def test_the_roll_up_sees_what_is_too_small_by_itself() -> None:
    small = [Series(f"small-{n}", "gpt-5") for n in range(8)]
    story = Story()
    for one in small:
        story.calls(-20, 2, one, fault=2)

    assert told(look(story)) == {
        ("error_rate", "all services → gpt-5"),
        ("error_rate", "all services"),
    }


def test_an_empty_account_is_told_of_the_service_and_not_of_its_model() -> None:
    story = Story().calls(-20, empty=3).calls(-20, 9, Series("other", "gpt-5"))

    assert told(look(story)) == {("quota_exhausted", "checkout")}


def test_a_rule_that_was_switched_off_ends_what_is_open() -> None:
    story = failing(Series("checkout", "gpt-5"))
    off = Choices({"checkout": Chosen(rules={"error_rate": ChosenRule(on=False)})})

    (reading,) = look(story, choices=off, also=[ABOUT])

    assert (reading.clear, reading.at_once) == (True, True)
    assert reading.reason == "the rule was switched off"


def test_what_is_not_known_yet_ends_nothing() -> None:
    story = Story()

    (before,) = look(story, also=[ABOUT])
    story.windows.meet({})
    (after,) = look(story, 10, also=[ABOUT])

    assert (before.no_data, before.clear) == (True, False)
    assert (after.clear, after.reason) == (True, "it has not reported for 7 days")


def test_a_month_that_began_ends_the_alert_of_the_last() -> None:
    story = Story().said(last_seen=NOW, quotas={"usd_per_month": (NOW, Quota(450, 500))})
    old = ("quota_used", Subject("checkout"), "usd_per_month:2026-08")

    readings = {reading.part: reading for reading in look(story, also=[old])}

    assert readings["usd_per_month:2026-08"].at_once
    assert readings["usd_per_month:2026-09"].level is Level.CRITICAL


def test_nobody_is_silent_while_reports_wait_to_be_counted() -> None:
    story = Story().said(last_seen=NOW - 600_000, steady=True)
    story.windows.behind = True
    assert look(story) == []

    story.windows.behind = False
    assert told(look(story, 20)) == {("silence", "checkout")}


def test_with_an_objective_the_burn_rate_is_measured() -> None:
    story = Story()
    for minute in range(60):
        story.calls(-60 * minute - 10, 97, fault=3)
    slo = Choices({"": Chosen(rules={"burn_rate": ChosenRule(values={"slo": 0.999})})})

    (reading,) = look(story, choices=slo)

    assert (reading.rule, reading.level) == ("burn_rate", Level.CRITICAL)
    assert reading.says == (
        "burns its error budget 30.0 times too fast (1 h), limit 14.4 times, objective 99.9 %"
    )


def test_hours_are_fetched_for_those_that_need_them_and_again_only_for_their_end() -> None:
    story = Story().calls(-20, 10).calls(-20, 10, Series("other", "gpt-5"))
    slo = Choices({"checkout": Chosen(rules={"burn_rate": ChosenRule(values={"slo": 0.999})})})

    assert needs(story.windows, CHOICES, NOW) == ()
    (need,) = needs(story.windows, slo, NOW)
    assert need.series == {Series("checkout", "gpt-5")}
    assert NOW - need.start >= 3 * 86_400_000
    story.windows.load([], need)
    assert needs(story.windows, slo, NOW + 60_000) == ()
    (again,) = needs(story.windows, slo, NOW + 600_000)
    assert again.start >= NOW - 2 * 3_600_000 - 3_600_000


def test_every_kind_has_a_place_and_a_word_of_its_own_and_good_defaults() -> None:
    assert [kind.place for kind in KINDS] == list(range(1, len(KINDS) + 1))
    assert len({kind.word for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        values = {one.name: one.default for one in kind.parameters}
        assert kind.check(values) == ""
        assert all(one.least <= one.default <= one.most for one in kind.parameters)
        assert kind.scopes <= {"series", "service", "model", "all"}


def test_nothing_said_is_nothing_told() -> None:
    story = Story().said(last_seen=NOW)

    assert look(story) == []
    assert story.windows.members(Subject(ALL, "gpt-5")) == [Series("checkout", "gpt-5")]
    assert Latest().quotas == {}
