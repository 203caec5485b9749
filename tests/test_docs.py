"""The pages and the manifest say what the code does."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.commands import COMMANDS
from bot.cli.reach.slack import SCOPES
from bot.domain.causes import CAUSES
from bot.domain.rules.choices import Choices
from bot.domain.rules.registry import KINDS, by_word
from bot.settings import NAMES, load
from tests.generate_docs import PAGES, ROOT

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_is_current(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == PAGES[path](), "run `make docs`"


def test_the_example_file_starts_the_bot_once_the_tokens_are_in(tmp_path: Path) -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    filled = text.replace("_BOT_TOKEN=", "_BOT_TOKEN=xoxb-1").replace(
        "_APP_TOKEN=", "_APP_TOKEN=xapp-1"
    )
    dotenv = tmp_path / ".env"
    dotenv.write_text(filled, "utf-8")
    uncommented = tmp_path / "all.env"
    uncommented.write_text(re.sub(r"^# ([A-Z_]+=)", r"\1", filled, flags=re.MULTILINE), "utf-8")

    assert load({}, dotenv) == load({}, uncommented)


def test_the_example_of_rules_can_be_in_force() -> None:
    choices = Choices.parse({}, tomllib.loads((ROOT / "docs" / "rules.toml").read_text("utf-8")))

    assert choices.of(by_word("error_rate"), "checkout").values["warning"] == 0.05
    assert choices.of(by_word("burn_rate"), "checkout").on
    assert not choices.of(by_word("latency"), "checkout").on


def test_every_rule_is_on_its_page() -> None:
    rules = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert not [kind.word for kind in KINDS if f"`{kind.word}`" not in rules]


def test_every_setting_cause_and_command_is_on_its_page() -> None:
    settings = (ROOT / "docs" / "settings.md").read_text("utf-8")
    causes = (ROOT / "docs" / "causes.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")

    assert not [name for name in NAMES if f"| `{name}` |" not in settings]
    assert not [cause.slug for cause in CAUSES if f"`{cause.slug}`" not in causes]
    assert not [one.word for one in COMMANDS if f"openai-diagnose {one.word}" not in readme]


def test_the_architecture_page_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", ARCHITECTURE))

    assert named
    assert not [path for path in named if not (ROOT / path).is_file()]


def test_the_architecture_page_names_modules_that_exist() -> None:
    named = set(re.findall(r"`bot/([\w/]+(?:\.py)?)`", ARCHITECTURE))

    assert named
    assert not [path for path in named if not (ROOT / "bot" / path).exists()]


def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
    return read


def test_config_asks_for_the_scopes_of_the_manifest() -> None:
    assert set(manifest()["oauth_config"]["scopes"]["bot"]) == SCOPES
