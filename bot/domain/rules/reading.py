"""What a rule measures in one subject at one moment.

A rule says how bad it is and whether it is well again; whether and when to speak is decided
in `bot.domain.alerts`, the same way for all kinds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from bot.domain.windows.series import Subject


class Level(IntEnum):
    """How bad. Between two levels lies no order but this one."""

    FINE = 0
    NOTE = 1  # for the digest and for whoever asks; never a message of its own
    WARNING = 2
    CRITICAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measurement.

    `level`: FINE while the limit is not crossed. `clear`: it is below the lower threshold, with
    enough seen to say so; neither breached nor clear lies between, where an open alert stays.
    `no_data`: nothing was seen, so nothing is known; never `clear`. `part` tells readings of one
    rule and subject apart, such as a quota and its period (`usd_per_month:2026-11`); an alert
    about another part is another alert. `value` and `limit` are in `unit`; `n` is out of how
    many. `says` is the measurement in words for a message, whole on a phone (`34 % errors
    (51/150, 5 min), limit 10 %`), `reason` why it is judged so, for the log and `alerts`. `errors`
    are the errors that it counted, by `error.type`. `since` is when what it saw began (unix ms).
    `hold_s`: how long it has to be clear before it counts as over; None: as usual. `at_once`: it
    says by itself that there is nothing to wait for (a limit was raised).
    """

    rule: str
    subject: Subject
    level: Level
    clear: bool = False
    no_data: bool = False
    part: str = ""
    value: float = 0.0
    limit: float = 0.0
    unit: str = ""
    n: int = 0
    says: str = ""
    reason: str = ""
    errors: Mapping[str, int] = field(default_factory=dict)
    since: int | None = None
    hold_s: float | None = None
    at_once: bool = False
