"""The words in which a decision about an incident is handed on.

Every decision has a reason, also the decision to be silent, so that the log and `replay`
can tell why a channel heard nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.incidents.feed_read import Gap
from bot.domain.incidents.incident import Incident, Update


class What(StrEnum):
    """What became of an incident, or of the feed itself."""

    OPENED = "opened"
    UPDATED = "updated"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    BACKDATED = "backdated"  # put on the page after it was over
    EDITED = "edited"  # what stood there was changed, and nothing new was said
    WITHDRAWN = "withdrawn"
    AGED_OUT = "aged_out"  # left the feed while it was open
    ANNOUNCED = "announced"
    BEGUN = "begun"
    FINISHED = "finished"
    UNREADABLE = "unreadable"  # for the operator
    READABLE = "readable"  # for the operator


class Reason(StrEnum):
    """Why something is told, or not; the value is the sentence that people read."""

    OPEN_AT_FIRST_READ = "it was open when this installation read the feed for the first time"
    FIRST_LISTED = "it was not on the page before"
    BETWEEN_READS = "it began and ended between two reads"
    PUBLISHED_LATE = "it was put on the page after it was over"
    STATE_CHANGED = "its state changed"
    NEW_UPDATE = "the page says something new about it"
    UPDATE_EDITED = "the page changed what it had said, after the fact"
    UPDATE_REMOVED = "the page took back something that it had said"
    TITLE_EDITED = "its title was changed"
    COMPONENTS_CHANGED = "other components are affected, or in another way"
    DETAILS_CHANGED = "its link or its planned time was changed"
    LISTED_AGAIN = "it had left the page and is listed again"
    MISSING = "three complete reads in a row lacked it, and it is too young to have aged out"
    OTHER_PAGE = "the bot now reads another page"
    OUT_OF_WINDOW = "it is too old for the feed to list"
    UNREADABLE = "several reads in a row were not complete"
    READABLE_AGAIN = "the feed can be read again"

    OVER_AT_FIRST_READ = "it was over before the first read"
    PLANNED_AT_FIRST_READ = "it was planned before the first read; it is told when it begins"
    UNCLEAR_AND_OLD = "its state is a word that we do not know, and nothing happened for a day"
    LISTED_BEFORE = "it is older than what the feed listed before, and over"
    LONG_OVER = "it was over for too long when it was first seen"
    NEVER_TOLD = "it is over and was never told"
    MISSING_SO_FAR = "this read lacked it; three in a row are needed"
    TOO_MANY_MISSING = "this read lacked too many at once to be believed about what it lacks"
    INCOMPLETE = "the read was not complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNews:
    """What to tell about one incident.

    `before` is how it was known, None if it was not. `fresh` are the updates to add to the
    thread, oldest first; `edited` and `removed` those to change there.
    """

    what: What
    reason: Reason
    incident: Incident
    before: Incident | None = None
    fresh: tuple[Update, ...] = ()
    edited: tuple[Update, ...] = ()
    removed: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNews:
    """What to tell the operator about the feed: unreadable since when, or readable again."""

    what: What
    reason: Reason
    since: datetime
    gap: Gap


News: TypeAlias = IncidentNews | FeedNews


@dataclass(frozen=True, slots=True)
class Silence:
    """A decision to say nothing: about which incident ("" for the whole read), and why."""

    incident_id: str
    reason: Reason
    says: str = ""
