"""The tour as data: its steps show when their part is built."""

import pytest

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.page.deeds import DEEDS
from bot.sandbox.sample_keys import SAMPLE_KEYS
from bot.sandbox.tour import TOUR, steps_for

IN_THE_PAGE = {"go", "fill", "press", "shortcut_on_last"}


def test_five_steps_in_the_order_of_the_main_job() -> None:
    assert [step.part for step in TOUR] == ["check", "explain", "status", "alerts", "home"]


@pytest.mark.parametrize("built", [set(), {"check"}, {"check", "home"}])
def test_a_step_shows_when_its_part_is_built(built: set[str]) -> None:
    assert {step["part"] for step in steps_for(built)} == built


def test_the_parts_come_from_the_manifest() -> None:
    manifest = AppManifest.read(
        """
        display_information: {name: an app}
        features:
          app_home: {home_tab_enabled: true}
          slash_commands: [{command: /an-app, usage_hint: "check | explain [text] | help"}]
        """
    )

    assert manifest.parts == {"check", "explain", "help", "home"}
    assert "check" in AppManifest.ours().parts


def test_every_button_asks_for_what_there_is() -> None:
    deeds = [deed for step in TOUR for one in step.tries for deed in one.deeds]

    assert {deed["do"] for deed in deeds} <= IN_THE_PAGE | set(DEEDS)
    callbacks = {deed["callback"] for deed in deeds if "callback" in deed}
    assert callbacks <= {one["callback_id"] for one in AppManifest.ours().shortcuts}
    keys = {deed["key"] for deed in deeds if deed["do"] == "fill"}
    assert keys <= {sample.cause for sample in SAMPLE_KEYS}
