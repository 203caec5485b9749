"""All alerts as one JSON text, and back; `bot.domain.stored` tells of its version."""

from datetime import datetime
from typing import Any, Final

from bot.domain.alerts.alert import Alert, Happened, State, What
from bot.domain.alerts.ledger import Ledger
from bot.domain.alerts.silence import Silence
from bot.domain.rules.reading import Level, Reading
from bot.domain.stored import Stored, read_time
from bot.domain.windows.series import Subject

RECORD: Final = Stored("what is known of the alerts", version=1)
_TIMES: Final = (
    "opened", "changed", "seen", "resolved", "clear_since", "lower_since", "no_data_since",
    "flapping_since", "reminded", "acknowledged_at", "silenced_until",
)  # fmt: skip
_ALWAYS: Final = frozenset({"opened", "changed", "seen"})


def save(ledger: Ledger) -> str:
    """The ledger as text; the same ledger always gives the same text."""
    tree = {
        "alerts": [_alert(one) for one in ledger.alerts.values()],
        "numbers": ledger.numbers,
        "silences": {
            name: [one.by, one.until.isoformat(), one.at.isoformat()]
            for name, one in sorted(ledger.silences.items())
        },
        "taken": ledger.taken,
    }
    return RECORD.write(tree)


def load(text: str) -> Ledger:
    """The ledger out of its text; raises `Unreadable` and nothing else."""
    return RECORD.read(text, _ledger)


def _ledger(tree: dict[str, Any]) -> Ledger:
    alerts = [_read_alert(one) for one in tree["alerts"]]
    return Ledger(
        alerts={one.id: one for one in alerts},
        numbers=int(tree["numbers"]),
        silences={
            name: Silence(str(by), read_time(until), read_time(at))
            for name, (by, until, at) in tree["silences"].items()
        },
        taken=str(tree["taken"]),
    )


def _alert(one: Alert) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "service": one.subject.service,
        "model": one.subject.model,
        "part": one.part,
        "number": one.number,
        "revision": one.revision,
        "state": one.state,
        "level": int(one.level),
        "worst": int(one.worst),
        "reading": _reading(one.reading),
        "reason": one.reason,
        "acknowledged_by": one.acknowledged_by,
        "silenced_by": one.silenced_by,
        "turns": [turn.isoformat() for turn in one.turns],
        "history": [_line(line) for line in one.history],
        "held_by": one.held_by,
        "members": one.members,
    } | {name: _time(getattr(one, name)) for name in _TIMES}


def _read_alert(tree: dict[str, Any]) -> Alert:
    times = {
        name: read_time(tree[name]) if name in _ALWAYS else _read_time(tree[name])
        for name in _TIMES
    }
    subject = Subject(str(tree["service"]), str(tree["model"]))
    return Alert(
        rule=str(tree["rule"]),
        subject=subject,
        part=str(tree["part"]),
        number=int(tree["number"]),
        revision=int(tree["revision"]),
        state=State(tree["state"]),
        level=Level(tree["level"]),
        worst=Level(tree["worst"]),
        reading=_read_reading(tree["reading"], str(tree["rule"]), str(tree["part"]), subject),
        reason=str(tree["reason"]),
        acknowledged_by=str(tree["acknowledged_by"]),
        silenced_by=str(tree["silenced_by"]),
        turns=tuple(map(read_time, tree["turns"])),
        history=tuple(_read_line(line) for line in tree["history"]),
        held_by=str(tree["held_by"]),
        members=tuple(map(str, tree["members"])),
        **times,  # type: ignore[arg-type]  # by name, each as its field has it
    )


def _reading(one: Reading) -> dict[str, Any]:
    return {
        "level": int(one.level),
        "clear": one.clear,
        "no_data": one.no_data,
        "value": one.value,
        "limit": one.limit,
        "unit": one.unit,
        "n": one.n,
        "says": one.says,
        "reason": one.reason,
        "errors": dict(one.errors),
        "since": one.since,
        "hold_s": one.hold_s,
        "at_once": one.at_once,
    }


def _read_reading(tree: dict[str, Any], rule: str, part: str, subject: Subject) -> Reading:
    return Reading(
        rule=rule,
        subject=subject,
        part=part,
        level=Level(tree["level"]),
        clear=bool(tree["clear"]),
        no_data=bool(tree["no_data"]),
        value=float(tree["value"]),
        limit=float(tree["limit"]),
        unit=str(tree["unit"]),
        n=int(tree["n"]),
        says=str(tree["says"]),
        reason=str(tree["reason"]),
        errors={str(name): int(n) for name, n in tree["errors"].items()},
        since=None if tree["since"] is None else int(tree["since"]),
        hold_s=None if tree["hold_s"] is None else float(tree["hold_s"]),
        at_once=bool(tree["at_once"]),
    )


def _line(one: Happened) -> list[Any]:
    return [
        one.what,
        one.at.isoformat(),
        one.reason,
        one.by,
        _time(one.until),
        one.revision,
        one.quiet,
    ]


def _read_line(tree: list[Any]) -> Happened:
    what, at, reason, by, until, revision, quiet = tree
    return Happened(
        what=What(what),
        at=read_time(at),
        reason=str(reason),
        by=str(by),
        until=_read_time(until),
        revision=int(revision),
        quiet=bool(quiet),
    )


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _read_time(text: str | None) -> datetime | None:
    return None if text is None else read_time(text)
