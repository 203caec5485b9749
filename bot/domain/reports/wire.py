"""The names of the fields of an entry, and a report as the fields that say it.

What this writes `bot.domain.reports.reading` reads back as the same report. The order is fixed:
Redis stores the names once for neighbours that have the same ones in the same order.
"""

from typing import Final

from bot.domain.reports.report import MICROS, UNKNOWN_MODEL, Headroom, Report

SERVICE: Final = "service.name"
INSTANCE: Final = "service.instance.id"
ENVIRONMENT: Final = "deployment.environment.name"
MODEL: Final = "gen_ai.request.model"
COUNT: Final = "count"
ERROR: Final = "error.type"
ERRORS: Final = "error.type."  # and the value of `error.type`
INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
COST: Final = "cost.usd"
DURATION: Final = "gen_ai.client.operation.duration.sum"
DURATION_MAX: Final = "gen_ai.client.operation.duration.max"
RATE_LIMIT: Final = "openai.ratelimit."
QUOTA: Final = "quota."  # and a name, and `.used` or `.limit`
START_TIME: Final = "start_time"
SEQ: Final = "seq"
SDK: Final = "sdk"
KEY: Final = "key"
TIME: Final = "time"
INTERVAL: Final = "interval_ms"
HEARTBEAT: Final = "heartbeat"
EPHEMERAL: Final = "ephemeral"
TEMPORALITY: Final = "temporality"
VERSION: Final = "v"


def fields_of(report: Report) -> dict[str, str]:
    """The fields of the entry that says this; what is at its default is left out."""
    fields = {SERVICE: report.service, COUNT: str(report.count)}
    _put(fields, MODEL, report.model if report.model != UNKNOWN_MODEL else "")
    _put(fields, INSTANCE, report.instance)
    _put(fields, ENVIRONMENT, report.environment)
    _put(fields, SDK, report.sdk)
    _put(fields, KEY, report.key)
    _put(fields, START_TIME, report.start_time or None)
    _put(fields, SEQ, report.seq)
    _put(fields, TIME, report.time)
    _put(fields, INTERVAL, report.interval_ms)
    _put(fields, INPUT_TOKENS, report.input_tokens)
    _put(fields, OUTPUT_TOKENS, report.output_tokens)
    _put(fields, COST, _part(report.cost_micros, MICROS))
    _put(fields, DURATION, _part(report.duration_ms, 1000))
    _put(fields, DURATION_MAX, _part(report.duration_max_ms, 1000))
    _put_limits(fields, "requests", report.requests)
    _put_limits(fields, "tokens", report.tokens)
    for name, quota in report.quotas.items():
        fields[f"{QUOTA}{name}.used"] = repr(quota.used)
        fields[f"{QUOTA}{name}.limit"] = repr(quota.limit)
    for name, n in report.errors.items():
        fields[f"{ERRORS}{name}"] = str(n)
    _put(fields, HEARTBEAT, "1" if report.heartbeat else "")
    _put(fields, EPHEMERAL, "1" if report.ephemeral else "")
    return fields


def _put(fields: dict[str, str], name: str, value: str | int | None) -> None:
    if value is not None and value != "":
        fields[name] = str(value)


def _put_limits(fields: dict[str, str], meter: str, headroom: Headroom | None) -> None:
    if headroom is not None:
        _put(fields, f"{RATE_LIMIT}{meter}.limit", headroom.limit)
        _put(fields, f"{RATE_LIMIT}{meter}.remaining", headroom.remaining)
        _put(fields, f"{RATE_LIMIT}{meter}.reset_ms", headroom.reset_ms)


def _part(number: int | None, parts: int) -> str | None:
    """A whole number of parts as the decimal fraction that it is, and never as 1e-06."""
    if number is None:
        return None
    digits = len(str(parts)) - 1
    before, after = divmod(number, parts)
    return f"{before}.{after:0{digits}d}".rstrip("0").rstrip(".")
