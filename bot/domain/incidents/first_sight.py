"""What to make of an incident that was not known before.

Most of what is new to us is not new: the first read shows ninety days, and when an incident
is deleted the window refills from its old end. Only what is open is told as it comes; what
is over already has to show that it was not there when the page was last read.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.incidents.incident import Incident, minted
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.states import Kind, State
from bot.domain.incidents.told import Reason, What

YOUNG: Final = timedelta(days=1)
YOUNG_FOR_LATE: Final = timedelta(days=7)
CACHE_SLACK: Final = timedelta(minutes=15)


def judge_new(
    incident: Incident, remembered: Remembered, now: datetime
) -> tuple[What | None, Reason]:
    """Choose between telling of an unknown incident and keeping silent; None is silence."""
    if incident.state.is_over:
        return _over(incident, remembered, now)
    if incident.state.is_planned:
        if remembered.read_at is None:
            return None, Reason.PLANNED_AT_FIRST_READ
        if incident.planned_start is not None and now - incident.planned_start > YOUNG:
            return None, Reason.LONG_OVER
        return What.ANNOUNCED, Reason.FIRST_LISTED
    if incident.state is State.UNKNOWN and now - incident.latest.at > YOUNG:
        return None, Reason.UNCLEAR_AND_OLD
    first = remembered.read_at is None
    return as_open(incident), Reason.OPEN_AT_FIRST_READ if first else Reason.FIRST_LISTED


def as_open(incident: Incident) -> What:
    """The word for an incident that is told for the first time."""
    if incident.state.is_planned:
        return What.ANNOUNCED
    return What.BEGUN if incident.kind is Kind.MAINTENANCE else What.OPENED


def as_over(incident: Incident) -> What:
    """The word for the end of an incident."""
    return What.FINISHED if incident.kind is Kind.MAINTENANCE else What.RESOLVED


def _over(incident: Incident, remembered: Remembered, now: datetime) -> tuple[What | None, Reason]:
    if remembered.read_at is None:
        return None, Reason.OVER_AT_FIRST_READ
    if _was_there(incident, remembered, remembered.read_at):
        return None, Reason.LISTED_BEFORE
    since = incident.latest.at >= remembered.read_at
    over_for = now - (incident.ended or incident.latest.at)
    if over_for > (YOUNG if since else YOUNG_FOR_LATE):
        return None, Reason.LONG_OVER
    if since:
        return as_over(incident), Reason.BETWEEN_READS
    return What.BACKDATED, Reason.PUBLISHED_LATE


def _was_there(incident: Incident, remembered: Remembered, read_at: datetime) -> bool:
    """Whether it was on the page, or beyond its old end, when the page was last read."""
    made = minted(incident.id)
    if made is not None:
        return made < read_at - CACHE_SLACK
    return remembered.horizon is not None and incident.started < remembered.horizon
