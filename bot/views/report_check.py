"""The answer to `report-check NAME`: the last entries of a service, and what we make of each.

For whoever connects a service: what counts and how, what does not and why, which fields nobody
reads. What stands in an entry is a stranger's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from bot.domain.reports import wire
from bot.domain.reports.reading import read
from bot.domain.reports.rejected import Rejected
from bot.domain.reports.report import UNKNOWN_MODEL, Report
from bot.domain.rules.spoken import calls, whole
from bot.views.alert_text import errors
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    context,
    divider,
    escape,
    fit,
    preformatted,
    quoted,
    section,
)
from bot.views.incident_text import moment

MOST: Final = 10
MOST_REJECTED: Final = 3
MOST_FIELDS: Final = 8
MOST_ERRORS: Final = 4
FIELD_LIMIT: Final = 60
_KNOWN: Final = frozenset(
    value for name, value in vars(wire).items() if name.isupper() and isinstance(value, str)
)
_MOMENT: Final = "\0"  # stands for the time, and in no text
_PREFIXES: Final = (wire.ERRORS, wire.QUOTA, wire.RATE_LIMIT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a stream: its id, its fields (secrets masked), why it is refused or ""."""

    id: str
    fields: Mapping[str, str]
    refused: str = ""


def report_check(
    service: str, entries: Sequence[Entry], rejected: Sequence[Entry], stream: str
) -> Message:
    """What a service sends."""
    blocks = [section(f"*The last {len(entries[:MOST])} reports of {quoted(service, 64)}*")]
    if not entries:
        blocks = [
            section(
                f"{quoted(service, 64)} has reported, but none of its entries is in the stream any "
                "more. The next one shows here."
            )
        ]
    blocks += [block for alike in _alike(entries[:MOST]) for block in _entry(alike)]
    blocks += _set_aside(rejected)
    blocks.append(context(f"Send one by hand to try: `{example(service, stream)}`"))
    return _message(blocks)


def no_such_service(
    service: str, near: Sequence[str], rejected: Sequence[Entry], stream: str
) -> Message:
    """Nobody of that name has reported; how to begin."""
    said = f"No service {quoted(service, 64)} has reported."
    if near:
        said += f" Did you mean {' or '.join(quoted(one, 64) for one in near)}?"
    blocks = [
        section(f"{said}\nOne line connects one, from any language that speaks Redis:"),
        preformatted(example(service, stream)),
        section(
            "That is one good call. After a failed one add `error.type` and OpenAI's error code, "
            "the HTTP status, or `timeout`. Then ask me again."
        ),
        *_set_aside(rejected),
    ]
    return _message(blocks)


def example(service: str, stream: str) -> str:
    """The one line."""
    name = service if len(service) <= 64 and _is_name(service) else "NAME"  # noqa: PLR2004  # the contract's
    return (
        f"redis-cli XADD {stream} MAXLEN ~ 1000000 '*' service.name {name} "
        "gen_ai.request.model gpt-5"
    )


def _is_name(service: str) -> bool:
    return bool(service) and all(
        char.isascii() and (char.isalnum() or char in "._-") for char in service
    )


def _alike(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Neighbours of which the same is to be said: most services say the same again and again."""
    for _, group in groupby(entries, key=lambda one: (_verdict(one), _raw_names(one))):
        yield list(group)


def _entry(alike: Sequence[Entry]) -> Iterator[Block]:
    one, more = alike[0], len(alike) - 1
    first, last = _when(one.id), _when(alike[-1].id)
    since = f" since {last}" if first != last else ""
    when = f"{first} and {more} like it before{since}:" if more else first
    yield section(_verdict(one).replace(_MOMENT, when, 1))
    found = read(one.fields)
    if one.refused or isinstance(found, Rejected):
        yield context(_raw(one.fields))
    elif ignored := [name for name in one.fields if _is_unknown(name)]:
        shown = ", ".join(quoted(name, FIELD_LIMIT) for name in ignored[:MOST_FIELDS])
        yield context(f"⚠️ Fields that I do not know, so I left them out: {shown}")


def _verdict(one: Entry) -> str:
    """What we make of an entry, but for its time."""
    found = read(one.fields)
    if one.refused or isinstance(found, Rejected):
        why = one.refused or (found.says if isinstance(found, Rejected) else "")
        return f"❌ {_MOMENT} *does not count*: {_marked(why)}"
    return f"✅ {_MOMENT} *counts*: {_counts(found)}"


def _raw_names(one: Entry) -> tuple[str, ...]:
    return tuple(sorted(one.fields))


def _counts(report: Report) -> str:
    if report.heartbeat and not report.count:
        return "alive, no calls"
    said = calls(report.count)
    failed = sum(report.errors.values())
    said += (
        f", {whole(failed)} failed ({errors(report.errors, MOST_ERRORS)})"
        if failed
        else ", all good"
    )
    said += f", {escape(report.model, 64)}" if report.model != UNKNOWN_MODEL else ", no model named"
    extras = [
        word
        for word, there in (
            ("tokens", report.input_tokens is not None or report.output_tokens is not None),
            ("cost", report.cost_micros is not None),
            ("duration", report.duration_ms is not None),
            ("rate limits", report.requests is not None or report.tokens is not None),
            ("quota", bool(report.quotas)),
            ("key", bool(report.key)),
            ("library", bool(report.sdk)),
            ("protection against counting twice", report.seq is not None),
        )
        if there
    ]
    return f"{said}; with {', '.join(extras)}" if extras else said


def _set_aside(rejected: Sequence[Entry]) -> list[Block]:
    if not rejected:
        return []
    lines = [
        f"• {_when(one.id)} {_marked(one.refused)}\n   {_raw(one.fields)}"
        for one in rejected[:MOST_REJECTED]
    ]
    head = "*The last entries that nobody could read*, of whichever service:"
    return [divider(), section("\n".join((head, *lines)))]


def _marked(why: str) -> str:
    """Why, in our own words; the backticks in them are ours, what stands between is a name."""
    return escape(why, 300)


def _raw(fields: Mapping[str, str]) -> str:
    pairs = [f"{name} {value}" for name, value in list(fields.items())[:MOST_FIELDS]]
    return quoted(" ".join(pairs), 400)


def _is_unknown(name: str) -> bool:
    return name not in _KNOWN and not name.startswith(_PREFIXES)


def _when(entry_id: str) -> str:
    ms = entry_id.partition("-")[0]
    if not (ms.isascii() and ms.isdigit()) or len(ms) > 14:  # noqa: PLR2004  # beyond the year 5000
        return quoted(entry_id, 40)
    return moment(datetime.fromtimestamp(int(ms) / 1000, UTC))


def _message(blocks: Sequence[Block]) -> Message:
    return Message(fit("\n".join(_spoken(blocks)), TEXT_LIMIT), tuple(blocks))


def _spoken(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block["type"]:
            case "section":
                yield block["text"]["text"]
            case "context":
                yield block["elements"][0]["text"]
            case "rich_text":
                yield escape(block["elements"][0]["elements"][0]["text"], 1000)
            case _:
                pass
