"""What a rule would have done, in words: "the last 24 h would have fired twice"."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.preview import Episode
from bot.views.alert_text import LEVELS, length, subject
from bot.views.blocks import escape
from bot.views.incident_text import moment

MOST: Final = 8
SAYS_LIMIT: Final = 200
_TIMES: Final = {0: "not once", 1: "once", 2: "twice"}


def would(episodes: Sequence[Episode] | None) -> str:
    """The sentence, and the episodes as lines."""
    if episodes is None:
        return (
            "What it would have done cannot be replayed: it depends on more than what is kept of "
            "the last 24 h."
        )
    times = _TIMES.get(len(episodes), f"{len(episodes)} times")
    said = f"With this rule the last 24 h would have fired *{times}*"
    if not episodes:
        return f"{said}."
    lines = [_line(one) for one in episodes[-MOST:]]
    if len(episodes) > MOST:
        lines.insert(0, f"• … {len(episodes) - MOST} before these")
    return "\n".join((f"{said}:", *lines))


def _line(one: Episode) -> str:
    begun = datetime.fromtimestamp(one.begun / 1000, UTC)
    lasted = "still open"
    if one.ended is not None:
        lasted = f"for {length(timedelta(milliseconds=one.ended - one.begun))}"
    says = " ".join(escape(one.says, SAYS_LIMIT).split())
    return (
        f"• {moment(begun)}, {lasted}, {LEVELS[one.worst].lower()}: {subject(one.subject)}: {says}"
    )
