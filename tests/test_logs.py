"""The log: no secret in any line, whichever way it came in, and the libraries held."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given, strategies as st

from bot.logs import pin_libraries, redact, set_up


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.root
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def secret_texts() -> st.SearchStrategy[tuple[str, str]]:
    """A text with a secret in it, and the part that must not survive."""
    word = st.text("ABCDEFabcdef0123456789", min_size=24, max_size=60)
    shapes = [
        "sk-{}",
        "sk-proj-{}",
        "sk-svcacct-T3BlbkFJ_{}",
        "xoxb-12-{}",
        "xoxe.xoxp-1-{}",
        "xapp-1-A0-{}",
        "xwfp-{}",
        "Bearer {}",
        "authorization: bearer {}",
        "https://hooks.slack.com/commands/T1/{}",
        "https%3A%2F%2Fhooks.slack.com%2Fcommands%2F{}",
        "wss://example.com/link/?ticket={}&app_id=1",
        "trigger_id=123.456.{}",
        '"trigger_id": "123.456.{}"',
        "trigger_id%22%3A%22123.456.{}",
        '"response_url": "https://slack.example/{}"',
        "response_url=https%3A%2F%2Fslack.example%2F{}",
        "token={}",
        '{{"token": "{}"}}',
        "redis://user:{}@host:6379/0",
        "http://:{}@proxy:3128",
    ]
    return st.tuples(st.sampled_from(shapes), word).map(
        lambda pair: (pair[0].format(pair[1]), pair[1])
    )


AROUND = st.text(st.characters(codec="utf-8"), max_size=20)


@given(secret_texts(), AROUND, AROUND, st.sampled_from(["", "\n", " ", '"', "'", "\\n", "nn"]))
def test_no_secret_survives_in_any_surroundings(
    secret: tuple[str, str], before: str, after: str, joint: str
) -> None:
    text, word = secret

    assert word not in redact(f"{before}{joint}{text} {after}")


@given(secret_texts(), AROUND)
def test_a_line_stays_json_and_is_masked_only_once(secret: tuple[str, str], around: str) -> None:
    line = redact(json.dumps({"event": f"{around}{secret[0]}", "more": [secret[0]]}))

    assert isinstance(json.loads(line), dict)
    assert redact(line) == line


@pytest.mark.parametrize(
    "harmless",
    [
        "Checking sk-proj-…wxyz",
        "Task-123 was never awaited",
        "invalid trigger_id",
        "https://api.openai.com/v1/models answered 401",
        "redis://**********@host",
        "no token was given",
    ],
)
def test_what_is_no_secret_stays(harmless: str) -> None:
    assert redact(harmless) == harmless


def refuse(value: str) -> None:
    """What h11 does to a header that it does not like."""
    raise ValueError(f"Illegal header value {value.encode()!r}")


def lines_of(style: str, level: str = "DEBUG") -> io.StringIO:
    stream = io.StringIO()
    set_up(level, style, stream)
    return stream


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_is_masked_wherever_it_stands_in_a_record(style: str) -> None:
    stream = lines_of(style)
    key = "sk-proj-Canary_canary_canary_T3BlbkFJ_canary"
    foreign, own = logging.getLogger("some.library"), structlog.get_logger("bot.ours")

    foreign.warning("all in one: %s", key)
    foreign.warning("split over arguments: %s%s", "Bea", f"rer {key}")
    foreign.warning({"a": [key]})
    own.info("ours", key=key, nested={"key": [key]})
    own.info("stack", stack_info=True, key=key)
    try:
        refuse(key)
    except ValueError:
        foreign.exception("failed")
        own.exception("failed")

    assert "anary" not in stream.getvalue()
    assert stream.getvalue().count("Traceback") == 2


def test_json_lines_are_one_object_each_and_tell_when_who_and_what() -> None:
    stream = lines_of("json", "INFO")

    structlog.get_logger("bot.ours").info("checked", seconds=0.4)
    logging.getLogger("theirs").warning("two\nlines: %d", 2)

    ours, theirs = map(json.loads, stream.getvalue().splitlines())
    assert ours == {
        "event": "checked",
        "seconds": 0.4,
        "level": "info",
        "logger": "bot.ours",
        "timestamp": ours["timestamp"],
    }
    assert theirs["event"] == "two\nlines: 2"
    assert theirs["timestamp"].endswith("Z")


def test_the_libraries_are_held_whatever_the_level_and_again_after_they_changed_it() -> None:
    set_up("DEBUG", "json", io.StringIO())
    child = logging.getLogger("slack_bolt.RequestVerification")
    child.setLevel(logging.DEBUG)  # as Bolt does when an app is built
    logging.getLogger("slack_bolt.AsyncApp").setLevel(logging.DEBUG)

    pin_libraries()

    assert not child.isEnabledFor(logging.INFO)
    assert not logging.getLogger("slack_bolt.AsyncApp").isEnabledFor(logging.DEBUG)
    for name in ("slack_sdk.web", "httpx", "httpcore.http11", "h11", "websockets.client", "redis"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    assert not logging.getLogger("asyncio").isEnabledFor(logging.DEBUG)
    assert logging.getLogger("bot.ours").isEnabledFor(logging.DEBUG)


def test_a_higher_level_holds_for_the_libraries_too() -> None:
    set_up("ERROR", "json", io.StringIO())

    assert not logging.getLogger("httpx").isEnabledFor(logging.WARNING)
