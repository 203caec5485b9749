"""What somebody did to an alert as one JSON text, and back; its version: `bot.domain.stored`."""

from typing import Any, Final

from bot.domain.alerts.alert import Act, Deed
from bot.domain.stored import Stored, read_time

RECORD: Final = Stored("what somebody did to an alert", version=1)


def save(act: Act) -> str:
    """The act as text."""
    return RECORD.write(
        {
            "alert": act.alert,
            "revision": act.revision,
            "deed": act.deed,
            "by": act.by,
            "at": act.at.isoformat(),
            "until": None if act.until is None else act.until.isoformat(),
        }
    )


def load(text: str) -> Act:
    """The act out of its text; raises `Unreadable` and nothing else."""
    return RECORD.read(text, _act)


def _act(tree: dict[str, Any]) -> Act:
    return Act(
        alert=str(tree["alert"]),
        revision=int(tree["revision"]),
        deed=Deed(tree["deed"]),
        by=str(tree["by"]),
        at=read_time(tree["at"]),
        until=None if tree["until"] is None else read_time(tree["until"]),
    )
