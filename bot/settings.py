"""The settings: the environment and `.env` as one frozen value.

A setting is one field of `Settings`, with its default and its one-line help beside it: its
variable is the field's name in capitals, and `.env.example` and docs/settings.md are written
from the class (`make docs`). All that is wrong is told in one go and never with a value in
it, since a token pasted into the wrong variable must not reach anybody's screen or log.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.secret import Secret
from bot.setting_kinds import (
    AppToken,
    BaseUrl,
    BaseUrls,
    BotToken,
    Channels,
    Count,
    Days,
    File,
    Format,
    Hosts,
    Level,
    LogFormat,
    LogLevel,
    People,
    Port,
    RedisUrl,
    Seconds,
    SigningSecret,
    SlackUrl,
    Streams,
    WebUrl,
    WebUrlOrNone,
)


class BadSettings(Exception):
    """The settings do not let the bot start; the text lists every fault, and no value."""


def _local_redis() -> Secret:
    return Secret("redis://localhost:6379/0", masked="redis://localhost:6379/0")


class Settings(BaseModel):
    """All that can be set. Read it with `load`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True
    )

    slack_bot_token: BotToken = Field(
        description="the bot's token, `xoxb-…`, from “OAuth & Permissions” of your Slack app"
    )
    slack_app_token: AppToken | None = Field(
        None, description="an app-level token, `xapp-…`; with it the bot uses Socket Mode"
    )
    slack_signing_secret: SigningSecret | None = Field(
        None, description="from “Basic Information”; required without an app-level token"
    )
    slack_api_url: SlackUrl = Field("https://slack.com/api/", description="Slack's Web API")
    openai_base_url: BaseUrl = Field(
        "https://api.openai.com/v1", description="where keys are checked"
    )
    openai_allowed_base_urls: BaseUrls = Field(
        (),
        description="further base URLs that a person may choose (regional hosts, a gateway), "
        "comma-separated; nothing else is ever contacted",
    )
    allow_private_addresses: Hosts = Field(
        (),
        description="hosts of the addresses here that may lead to private networks or to this "
        "machine, comma-separated; `*` for all. An IP address or localhost in a setting needs none",
    )
    status_feed_url: WebUrl = Field(
        "https://status.openai.com/feed.atom", description="OpenAI's status feed, Atom or RSS"
    )
    status_summary_url: WebUrlOrNone = Field(
        "https://status.openai.com/api/v2/summary.json",
        description="the state of OpenAI's components; empty turns it off",
    )
    status_poll_seconds: Seconds = Field(60, description="how often the status is looked at")
    redis_url: RedisUrl = Field(
        default_factory=_local_redis,
        description="`redis://`, `rediss://`, `unix://`, or `redis+cluster://` for a cluster",
    )
    report_streams: Streams = Field(
        ("openai:reports",), description="the streams that services report to, comma-separated"
    )
    report_series: Count = Field(
        10_000,
        description="how many pairs of service and model are counted apart in each stream; "
        "beyond, a new one is counted as `_OTHER`",
    )
    incident_channels: Channels = Field(
        (), description="ids of channels that hear of OpenAI's incidents from the start"
    )
    alert_channels: Channels = Field(
        (), description="ids of channels that hear of alerts from the start"
    )
    rules_file: File | None = Field(
        None, description="a TOML file of alert rules (docs/rules.md); it goes before Slack's"
    )
    admin_users: People = Field(
        (),
        description="ids of people who may change rules and subscriptions; "
        "empty: the workspace's admins and owners",
    )
    checks_per_hour: Count = Field(20, description="how many keys one person may check in an hour")
    key_max_age_days: Days = Field(
        90,
        description="from which age on a key that services report is called old, in `keys` and "
        "in App Home; 0 never",
    )
    host: str = Field("0.0.0.0", description="where the HTTP port listens")  # noqa: S104  # in a container
    port: Port = Field(3000, description="the HTTP port; 0 takes any that is free")
    log_level: Level = Field(LogLevel.INFO, description="`DEBUG`, `INFO`, `WARNING` or `ERROR`")
    log_format: Format = Field(LogFormat.JSON, description="`json`, or `console` for people")


NAMES = {field.upper(): field for field in Settings.model_fields}


def load(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read the settings; a variable of the environment wins over the same one in `dotenv`."""
    settings, faults = examine(environ, dotenv)
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise BadSettings(f"The bot cannot start with these settings:\n{listed}")
    return settings


def examine(
    environ: Mapping[str, str], dotenv: Path | None = None
) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings as far as they go, and list the faults.

    A setting at fault has its default; the bot token, which has none, is empty.
    """
    filed = _filed(dotenv)
    found = {**filed, **environ}
    given: dict[str, object] = {
        field: found[name]
        for name, field in NAMES.items()
        if found.get(name, "").strip() or (name in found and name == "STATUS_SUMMARY_URL")
    }
    faults = (*_slips(filed, found), *_unreachable(given))
    try:
        return Settings.model_validate(given), faults
    except ValidationError as error:
        wrong = {str(fault["loc"][0]): fault for fault in error.errors()}
    sound = {field: value for field, value in given.items() if field not in wrong}
    settings = Settings.model_validate({"slack_bot_token": Secret(""), **sound})
    told = (_told(field, fault["type"], fault["msg"]) for field, fault in wrong.items())
    return settings, (*faults, *told)


def _filed(dotenv: Path | None) -> dict[str, str]:
    if dotenv is None or not dotenv.is_file():
        return {}
    with suppress(OSError, UnicodeDecodeError):
        values = dotenv_values(dotenv, interpolate=False)
        return {name: value or "" for name, value in values.items()}
    # Raised out here: the error of the decoding holds the whole file.
    raise BadSettings(f"{dotenv} cannot be read: it has to be a UTF-8 text that you may read")


def _told(field: str, kind: str, message: str) -> str:
    if kind == "missing":
        message = f"is not set: it is {Settings.model_fields[field].description}".replace("`", "")
    elif kind == "too_short":
        message = "names nothing: give at least one, or leave the setting out"
    return f"{field.upper()} {message}"


def _unreachable(given: Mapping[str, object]) -> list[str]:
    if given.keys() & {"slack_app_token", "slack_signing_secret"}:
        return []
    return [
        (
            "SLACK_APP_TOKEN is not set, and neither is SLACK_SIGNING_SECRET: set the first "
            "(xapp-…) for Socket Mode, or the second for requests over HTTP"
        )
    ]


def _slips(filed: Iterable[str], found: Mapping[str, str]) -> list[str]:
    """Names in `.env` that are most likely meant to be ours, of settings that are not set."""
    missing = [name for name in NAMES if name not in found]
    near = {
        name: get_close_matches(name.upper(), missing, 1, 0.85)
        for name in filed
        if name not in NAMES
    }
    return [
        f"{name} in .env is no setting: is it {ours[0]}?" for name, ours in near.items() if ours
    ]
