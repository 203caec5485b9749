"""What people choose for the rules: layers, a file that wins, and faults told all at once."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.rules.choices import BadRules, Choices
from bot.domain.rules.chosen import Chosen, ChosenRule, load, save
from bot.domain.rules.kind import Parameter
from bot.domain.rules.registry import KINDS, by_word
from bot.domain.stored import Unreadable

RATE = by_word("error_rate")
BURN = by_word("burn_rate")


def filed(**tree: object) -> Choices:
    return Choices.parse({}, tree)


def test_without_a_choice_everything_has_its_default() -> None:
    choices = Choices.parse({})

    assert {kind.word for kind in KINDS if not choices.of(kind).on} == {"burn_rate", "ours"}
    assert choices.of(RATE, "checkout").values["warning"] == 0.1


def test_a_service_goes_before_all_services() -> None:
    choices = filed(
        error_rate={"warning": "12 %", "calls": 50},
        service={"checkout": {"error_rate": {"warning": 0.2}}},
    )

    assert choices.of(RATE, "checkout").values["warning"] == 0.2
    assert choices.of(RATE, "checkout").values["calls"] == 50
    assert choices.of(RATE, "other").values["warning"] == 0.12


def test_an_objective_turns_the_burn_rate_on_for_its_service() -> None:
    choices = filed(service={"checkout": {"burn_rate": {"slo": "99.9 %"}}})

    assert choices.of(BURN, "checkout").on
    assert not choices.of(BURN, "other").on


def test_off_is_off_whatever_the_values() -> None:
    choices = filed(
        error_rate={"on": False}, service={"checkout": {"error_rate": {"warning": 0.2}}}
    )

    assert not choices.of(RATE, "checkout").on


def test_the_nearest_runbook_is_shown() -> None:
    choices = filed(
        runbook="https://wiki.example/all",
        error_rate={"runbook": "https://wiki.example/errors"},
        service={"checkout": {"runbook": "https://wiki.example/checkout"}},
    )

    assert choices.of(RATE, "checkout").runbook == "https://wiki.example/checkout"
    assert choices.of(RATE, "other").runbook == "https://wiki.example/errors"
    assert choices.of(by_word("latency")).runbook == "https://wiki.example/all"


def test_the_file_decides_its_scopes_alone() -> None:
    stored = {
        "": save(Chosen(rules={"error_rate": ChosenRule(values={"warning": 0.2})})),
        "other": save(Chosen(rules={"error_rate": ChosenRule(values={"warning": 0.15})})),
    }
    choices = Choices.parse(stored, {"throttled": {"on": False}})

    assert choices.filed == {""}
    assert choices.of(RATE).values["warning"] == 0.1
    assert choices.of(RATE, "other").values["warning"] == 0.15


def test_all_that_is_wrong_is_told_at_once_and_the_rest_is_sound() -> None:
    with pytest.raises(BadRules) as caught:
        Choices.parse(
            {"pay": "{}", "ok": save(Chosen(rules={"error_rate": ChosenRule(on=False)}))},
            {
                "error_rat": {},
                "runbook": "wiki",
                "throttled": {"warning": 20, "on": "yes"},
                "service": {"checkout": {"burn_rate": {"slo": "90 %"}, "latency": 3}},
            },
        )

    told = str(caught.value)
    for word in (
        "error_rat: no rule has that name; is it error_rate?",
        "runbook: wants a web address",
        'throttled.warning: has to be from 0.1 % to 99 % (a share: 10 % is 0.1 or "10 %")',
        "throttled.on: wants true or false",
        "service.checkout.latency: is a rule, so it wants a table",
        "service.checkout.burn_rate: with an objective of 90 % even a full outage burns less",
        "pay: rules that people chose cannot be read",
    ):
        assert word in told
    assert not caught.value.sound.of(RATE, "ok").on


def test_levels_have_to_rise_across_layers() -> None:
    choices = filed(error_rate={"warning": 0.2})

    with pytest.raises(BadRules, match=r"critical \(15 %\) lies below warning \(20 %\)"):
        choices.with_scope(
            "checkout", Chosen(rules={"error_rate": ChosenRule(values={"critical": 0.15})})
        )


def test_what_another_release_stores_is_not_guessed_at() -> None:
    with pytest.raises(Unreadable):
        load('{"v":2}')
    with pytest.raises(Unreadable):
        load('{"v":1,"error_rate":{"warning":20}}')


def a_value(parameter: Parameter) -> st.SearchStrategy[float]:
    return st.floats(parameter.least, parameter.most)


CHOSEN = st.builds(
    Chosen,
    runbook=st.sampled_from(["", "https://wiki.example/a"]),
    rules=st.fixed_dictionaries(
        {},
        optional={
            kind.word: st.builds(
                ChosenRule,
                on=st.just(value=True),
                values=st.fixed_dictionaries(
                    {}, optional={one.name: a_value(one) for one in kind.parameters}
                ),
                runbook=st.sampled_from(["", "https://wiki.example/b"]),
            )
            for kind in KINDS
        },
    ),
)


@given(CHOSEN)
def test_what_is_saved_is_what_is_loaded(chosen: Chosen) -> None:
    assert load(save(chosen)) == chosen
