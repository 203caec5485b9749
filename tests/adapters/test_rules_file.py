"""The file of rules: read at the start or not at all, and later never worse than before."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.rules_file import LOOK_AFTER_S, RulesFile
from bot.domain.rules.choices import BadRules, Choices
from tests.fakes import FakeClock

GOOD = '[error_rate]\nwarning = "20 %"\n'
AFTER = timedelta(seconds=LOOK_AFTER_S)


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, "utf-8")
    return path


def warning(file: RulesFile) -> float:
    return Choices.parse({}, file()).scope("").rules["error_rate"].values["warning"]


def test_all_that_is_wrong_stops_the_start_in_one_message(tmp_path: Path) -> None:
    path = written(tmp_path, "[error_rat]\non = true\n[throttled]\nwarning = 30\nbusrt = 4\n")

    with pytest.raises(BadRules) as stopped:
        RulesFile(path, FakeClock())

    assert len(stopped.value.faults) == 3
    assert "is it error_rate?" in str(stopped.value)
    assert "is it burst?" in str(stopped.value)
    assert "throttled.warning" in str(stopped.value)


@pytest.mark.parametrize("text", ["[error_rate", "a = \x00", "[error_rate]\n[error_rate]"])
def test_what_is_no_toml_stops_the_start(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadRules, match="is not TOML"):
        RulesFile(written(tmp_path, text), FakeClock())


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadRules, match="cannot be read"):
        RulesFile(tmp_path / "none.toml", FakeClock())


def test_a_change_is_noticed_within_ten_seconds(tmp_path: Path) -> None:
    clock = FakeClock()
    file = RulesFile(written(tmp_path, GOOD), clock)
    written(tmp_path, GOOD.replace("20", "22"))

    assert warning(file) == 0.2
    clock.advance(AFTER)
    assert warning(file) == 0.22


def test_a_broken_change_keeps_the_old_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = FakeClock()
    file = RulesFile(written(tmp_path, GOOD), clock)
    written(tmp_path, "[error_rate]\nwarning = 20\n")

    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            clock.advance(AFTER)
            assert warning(file) == 0.2

    assert "error_rate.warning" in file.fault
    assert len(caplog.records) == 1
    written(tmp_path, GOOD.replace("20", "24"))
    clock.advance(AFTER)
    assert warning(file) == 0.24
    assert not file.fault


def test_a_file_that_is_gone_keeps_the_old(tmp_path: Path) -> None:
    clock = FakeClock()
    path = written(tmp_path, GOOD)
    file = RulesFile(path, clock)
    path.unlink()
    clock.advance(AFTER)

    assert warning(file) == 0.2
    assert "cannot be read" in file.fault
    written(tmp_path, GOOD)
    clock.advance(AFTER)
    assert warning(file) == 0.2
    assert not file.fault
