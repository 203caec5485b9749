"""Settings: what is read, what is refused, and that no value ever shows."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot.domain.secret import Secret
from bot.settings import NAMES, BadSettings, Settings, load

ENOUGH = {"SLACK_BOT_TOKEN": "xoxb-bot-words", "SLACK_APP_TOKEN": "xapp-app-words"}


def faults(environ: dict[str, str], dotenv: Path | None = None) -> str:
    with pytest.raises(BadSettings) as caught:
        load(environ, dotenv)
    assert caught.value.__context__ is None  # pydantic's and dotenv's own errors hold the values
    return str(caught.value)


def test_what_is_not_set_has_the_documented_default() -> None:
    settings = load(ENOUGH)

    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.openai_base_url == "https://api.openai.com/v1"
    assert settings.openai_allowed_base_urls == ()
    assert settings.status_feed_url == "https://status.openai.com/feed.atom"
    assert settings.status_summary_url == "https://status.openai.com/api/v2/summary.json"
    assert settings.status_poll_seconds == 60
    assert settings.redis_url.reveal() == "redis://localhost:6379/0"
    assert settings.report_streams == ("openai:reports",)
    assert settings.incident_channels == settings.alert_channels == settings.admin_users == ()
    assert settings.checks_per_hour == 20
    assert (settings.host, settings.port) == ("0.0.0.0", 3000)
    assert (settings.log_level, settings.log_format) == ("INFO", "json")
    assert settings.slack_signing_secret is None


def test_there_are_the_settings_of_the_contract_and_no_others() -> None:
    assert list(NAMES) == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_API_URL",
        "OPENAI_BASE_URL",
        "OPENAI_ALLOWED_BASE_URLS",
        "ALLOW_PRIVATE_ADDRESSES",
        "STATUS_FEED_URL",
        "STATUS_SUMMARY_URL",
        "STATUS_POLL_SECONDS",
        "REDIS_URL",
        "REPORT_STREAMS",
        "REPORT_SERIES",
        "INCIDENT_CHANNELS",
        "ALERT_CHANNELS",
        "RULES_FILE",
        "ADMIN_USERS",
        "CHECKS_PER_HOUR",
        "KEY_MAX_AGE_DAYS",
        "HOST",
        "PORT",
        "LOG_LEVEL",
        "LOG_FORMAT",
    ]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        pytest.param(
            "SLACK_API_URL", "http://127.0.0.1:1/api", "http://127.0.0.1:1/api/", id="slash"
        ),
        pytest.param(
            "OPENAI_BASE_URL", "https://eu.example/v1/", "https://eu.example/v1", id="no slash"
        ),
        pytest.param("REPORT_STREAMS", "one, two,one,", ("one", "two"), id="list"),
        pytest.param("ALLOW_PRIVATE_ADDRESSES", "gw.example, *", ("gw.example", "*"), id="hosts"),
        pytest.param("INCIDENT_CHANNELS", "C0123ABCD,G01", ("C0123ABCD", "G01"), id="channels"),
        pytest.param("KEY_MAX_AGE_DAYS", "0", 0, id="never"),
        pytest.param("ADMIN_USERS", "U01,W02", ("U01", "W02"), id="people"),
        pytest.param("STATUS_SUMMARY_URL", "", "", id="empty turns it off"),
        pytest.param(
            "STATUS_FEED_URL", "", "https://status.openai.com/feed.atom", id="empty: default"
        ),
        pytest.param("PORT", " 0 ", 0, id="any port"),
        pytest.param("LOG_LEVEL", "debug", "DEBUG", id="level"),
        pytest.param("LOG_FORMAT", "Console", "console", id="format"),
    ],
)
def test_a_value_is_read(name: str, text: str, value: object) -> None:
    assert getattr(load({**ENOUGH, name: text}), NAMES[name]) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-leak-me"),
        ("SLACK_BOT_TOKEN", "xoxb-leak me"),
        ("SLACK_APP_TOKEN", "xoxb-leak-me"),
        ("SLACK_SIGNING_SECRET", "leak me"),
        ("SLACK_API_URL", "slack.leak.me"),
        ("SLACK_API_URL", "ftp://leak.me"),
        ("OPENAI_BASE_URL", "https://user:leak@me.example/v1"),
        ("OPENAI_BASE_URL", "https://me.example/v1?key=leak"),
        ("OPENAI_BASE_URL", "https://leak.me:port/v1"),
        ("OPENAI_BASE_URL", "https://[leak/v1"),
        ("OPENAI_ALLOWED_BASE_URLS", "https://fine.example,leak"),
        ("ALLOW_PRIVATE_ADDRESSES", "https://leak.me"),
        ("ALLOW_PRIVATE_ADDRESSES", "leak.me:443"),
        ("STATUS_FEED_URL", "https://"),
        ("STATUS_SUMMARY_URL", "leak"),
        ("STATUS_POLL_SECONDS", "0"),
        ("STATUS_POLL_SECONDS", "1e3"),
        ("REDIS_URL", "leak:6379"),
        ("REDIS_URL", "http://:leak@host"),
        ("REPORT_STREAMS", ","),
        ("REPORT_STREAMS", "{leak}"),
        ("INCIDENT_CHANNELS", "#leak"),
        ("ALERT_CHANNELS", "leak"),
        ("ADMIN_USERS", "@leak"),
        ("CHECKS_PER_HOUR", "-1"),
        ("KEY_MAX_AGE_DAYS", "3651"),
        ("PORT", "65536"),
        ("PORT", "leak"),
        ("LOG_LEVEL", "leak"),
        ("LOG_FORMAT", "leak"),
    ],
)
def test_a_value_that_means_nothing_is_refused_and_not_shown(name: str, text: str) -> None:
    told = faults({**ENOUGH, name: text})

    assert len(told.splitlines()) == 2
    assert name in told
    assert "leak" not in told


def test_all_faults_are_told_at_once() -> None:
    told = faults({"PORT": "x", "LOG_LEVEL": "loud", "SLACK_APP_TOKEN": "no"})

    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT", "LOG_LEVEL"):
        assert name in told
    assert len(told.splitlines()) == 5


def test_without_an_app_token_the_signing_secret_is_required() -> None:
    bot_alone = {"SLACK_BOT_TOKEN": "xoxb-bot-words"}

    assert "SLACK_SIGNING_SECRET" in faults(bot_alone)
    assert load({**bot_alone, "SLACK_SIGNING_SECRET": "words"}).slack_app_token is None


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("PORT=1\nHOST='::1' # here\nLOG_LEVEL=DEBUG\n", "utf-8")

    settings = load({**ENOUGH, "PORT": "2", "LOG_LEVEL": ""}, dotenv)

    assert (settings.port, settings.host, settings.log_level) == (2, "::1", "INFO")


def test_a_slip_in_a_name_of_the_file_is_told(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("SLACK_BOT_TOKN=xoxb-leak\nOPENAI_API_KEY=leak\nREDIS_URI=leak\n", "utf-8")

    told = faults({"SLACK_APP_TOKEN": "xapp-1", "REDIS_URL": "redis://here"}, dotenv)

    assert "SLACK_BOT_TOKN in .env is no setting: is it SLACK_BOT_TOKEN?" in told
    assert "REDIS_URI" not in told  # the setting that it resembles is there
    assert "OPENAI_API_KEY" not in told
    assert "leak" not in told


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"PORT=\xff\xfe")

    assert "UTF-8" in faults(ENOUGH, dotenv)


def test_secrets_do_not_print() -> None:
    settings = load(
        {
            **ENOUGH,
            "SLACK_SIGNING_SECRET": "signing-words",
            "REDIS_URL": "rediss://me:pass@words@host:1/0?password=more-words",
        }
    )

    for printed in (repr(settings), str(settings), str(settings.model_dump()), f"{settings!r:>9}"):
        assert "words" not in printed
    assert settings.redis_url.masked == "rediss://me:**********@host:1/0?password=**********"
    assert settings.slack_bot_token == Secret("xoxb-bot-words")


@given(st.dictionaries(st.sampled_from(list(NAMES)), st.text(min_size=9).map("§".join)))
def test_any_text_at_all_gives_settings_or_a_message_without_it(environ: dict[str, str]) -> None:
    told = ""
    try:
        load(environ)
    except BadSettings as bad:
        told = str(bad)

    assert "§" not in told


def test_settings_do_not_change() -> None:
    settings = load(ENOUGH)

    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1
    assert isinstance(settings, Settings)
