"""An entry of a stream into a report, or why it cannot be one.

Strict about what would count wrongly, deaf to what it does not know: a broken number, more
errors than calls or a whole key in any field turn the entry away, an unknown field does not. The
table says which field becomes what; names are looked up once, since services send the same
ones in each entry. Section 6 of the design is the contract, docs/reports.md its table of cases.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from bot.domain.reports import wire
from bot.domain.reports.rejected import Reason, Rejected
from bot.domain.reports.report import OTHER, UNKNOWN_MODEL, Headroom, Quota, Report
from bot.domain.reports.values import (
    Unfit,
    checked,
    counter,
    decimal,
    flag,
    label,
    masked_key,
    millionths,
    or_unknown,
    thousandths,
    unix_ms,
    whole,
    whole_time,
)

MOST_FIELDS: Final = 64
MOST_VALUE: Final = 256  # characters
_SERVICE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_QUOTA: Final = re.compile(r"quota\.([A-Za-z0-9._-]{1,64})\.(used|limit)")
_METERS: Final = ("requests", "tokens")


class _Field(NamedTuple):
    """Where a field goes, and how its value is read."""

    name: str
    read: Callable[[str], Any]
    part: str = ""


@lru_cache(maxsize=4096)
def _service(text: str) -> str:
    if not _SERVICE.fullmatch(checked(text)):
        raise Unfit(Reason.SERVICE, "has to be 1 to 64 of A-Z a-z 0-9 . _ -")
    return text


_ERRORS, _QUOTAS, _VERSION, _TEMPORALITY = "errors", "quotas", "v", "temporality"
_TABLE: Final[Mapping[str, _Field]] = {
    wire.SERVICE: _Field("service", _service),
    wire.MODEL: _Field("model", label),
    wire.COUNT: _Field("count", whole),
    wire.ERROR: _Field(wire.ERROR, label),
    wire.INPUT_TOKENS: _Field("input_tokens", whole),
    wire.OUTPUT_TOKENS: _Field("output_tokens", whole),
    wire.COST: _Field("cost_micros", millionths),
    wire.DURATION: _Field("duration_ms", thousandths),
    wire.DURATION_MAX: _Field("duration_max_ms", thousandths),
    wire.INSTANCE: _Field("instance", label),
    wire.START_TIME: _Field("start_time", whole_time),
    wire.SEQ: _Field("seq", counter),
    wire.ENVIRONMENT: _Field("environment", label),
    wire.SDK: _Field("sdk", label),
    wire.KEY: _Field("key", masked_key),
    wire.TIME: _Field("time", unix_ms),
    wire.INTERVAL: _Field("interval_ms", whole_time),
    wire.HEARTBEAT: _Field("heartbeat", flag),
    wire.EPHEMERAL: _Field("ephemeral", flag),
    wire.VERSION: _Field(_VERSION, checked),
    wire.TEMPORALITY: _Field(_TEMPORALITY, checked),
    **{
        f"{wire.RATE_LIMIT}{meter}.{part}": _Field(meter, or_unknown, part)
        for meter in _METERS
        for part in ("limit", "remaining", "reset_ms")
    },
}
_UNKNOWN: Final = _Field("", checked)


def read(fields: Mapping[str, str]) -> Report | Rejected:
    """The report that an entry's fields say, or why they say none; raises nothing."""
    try:
        return _report(_values(fields))
    except Unfit as unfit:
        return unfit.rejected


def _values(fields: Mapping[str, str]) -> dict[str, Any]:
    found = dict[str, Any]()
    for (name, reader, part), text in zip(_shape(tuple(fields)), fields.values(), strict=True):
        if len(text) > MOST_VALUE:
            raise Unfit(Reason.TOO_LARGE, f"a field has more than {MOST_VALUE} characters")
        try:
            value = reader(text)
        except Unfit as unfit:
            raise _told(fields, text, unfit) from None
        if not part:
            found[name] = value
        elif name == _ERRORS:  # several may have no name of their own
            errors = found.setdefault(name, {})
            errors[part] = errors.get(part, 0) + value
        else:
            found.setdefault(name, {})[part] = value
    return found


def _told(fields: Mapping[str, str], text: str, unfit: Unfit) -> Unfit:
    """The same, with the name of the field; a name that somebody made up is not repeated."""
    name = next(name for name, one in fields.items() if one is text)
    shown = name if name in _TABLE or _NAME.fullmatch(name) else "a field"
    return Unfit(unfit.rejected.reason, f"`{shown}` {unfit.rejected.says}")


@lru_cache(maxsize=512)
def _shape(names: tuple[str, ...]) -> tuple[_Field, ...]:
    """How the fields of an entry are read; what raises is not kept by the cache."""
    if len(names) > MOST_FIELDS:
        raise Unfit(Reason.TOO_LARGE, f"has more than {MOST_FIELDS} fields")
    return tuple(map(_field, names))


def _field(name: str) -> _Field:
    known = _TABLE.get(name)
    if known is not None:
        return known
    if len(name) > MOST_VALUE:
        raise Unfit(Reason.TOO_LARGE, f"the name of a field has more than {MOST_VALUE} characters")
    try:
        checked(name)
    except Unfit as unfit:
        raise Unfit(unfit.rejected.reason, f"the name of a field {unfit.rejected.says}") from None
    if name.startswith(wire.ERRORS):
        return _Field(_ERRORS, whole, _error(name.removeprefix(wire.ERRORS)))
    quota = _QUOTA.fullmatch(name)
    return _Field(_QUOTAS, decimal, f"{quota[2]} {quota[1]}") if quota else _UNKNOWN


def _error(text: str) -> str:
    return text if _NAME.fullmatch(text) else OTHER


def _report(found: dict[str, Any]) -> Report:
    found.pop("", None)
    _see_version(found)
    if "service" not in found:
        raise Unfit(Reason.SERVICE, "`service.name` is missing")
    if "model" in found:
        found["model"] = _model(found["model"])
    if found.get("heartbeat"):
        found.setdefault("count", 0)
    for meter in _METERS:
        if meter in found:
            found[meter] = _headroom(found[meter])
    if _QUOTAS in found:
        found[_QUOTAS] = _quotas(found[_QUOTAS])
    if wire.ERROR in found or _ERRORS in found:
        found[_ERRORS] = _errors(found)
    return Report(**found)


def _see_version(found: dict[str, Any]) -> None:
    if _VERSION not in found and _TEMPORALITY not in found:
        return
    version = str(found.pop(_VERSION, "1"))
    if version.partition(".")[0] != "1":
        raise Unfit(Reason.VERSION, "`v` is a version of the protocol that this bot does not know")
    if found.pop(_TEMPORALITY, "delta") != "delta":
        raise Unfit(Reason.VERSION, "`temporality` has to be delta: send what came since the last")


def _model(text: str) -> str:
    if text == "*":  # stands for all models, and only for them
        return OTHER
    return text or UNKNOWN_MODEL


def _headroom(parts: Mapping[str, int | None]) -> Headroom | None:
    limit = parts.get("limit")
    if not limit:
        return None
    return Headroom(limit, parts.get("remaining"), parts.get("reset_ms"))


def _quotas(parts: Mapping[str, float]) -> dict[str, Quota]:
    names = (part.removeprefix("used ") for part in parts if part.startswith("used "))
    halves = ((name, parts[f"used {name}"], parts.get(f"limit {name}")) for name in names)
    return {name: Quota(used, limit) for name, used, limit in halves if limit}


def _errors(found: dict[str, Any]) -> dict[str, int]:
    count = found.get("count", 1)
    errors: dict[str, int] = found.pop(_ERRORS, {})
    if wire.ERROR in found:
        text = found.pop(wire.ERROR)
        if text:
            errors[_error(text)] = count
    if sum(errors.values()) > count:
        raise Unfit(Reason.ERRORS, "more errors than calls: `count` holds the errors too")
    return errors if all(errors.values()) else {name: n for name, n in errors.items() if n}
