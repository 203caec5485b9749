"""What to make of an incident that is known and listed again.

Its state decides first: an end, a new beginning and the start of planned work are told as
such, whatever else changed with them. A new update is news; the rest (a text mended, a time
corrected, a component added) changes the message that stands and adds no word to the thread.
"""

from dataclasses import dataclass, replace

from bot.domain.incidents.components import component_states
from bot.domain.incidents.first_sight import as_open, as_over
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.merge import Matched, merge
from bot.domain.incidents.remembered import Gone, Story
from bot.domain.incidents.states import Kind
from bot.domain.incidents.told import IncidentNews, Reason, Silence, What


@dataclass(frozen=True, slots=True)
class _Turn:
    """A story, and what a read made of its incident."""

    story: Story
    after: Incident
    matched: Matched

    @property
    def before(self) -> Incident:
        return self.story.incident


def follow(story: Story, seen: Incident) -> tuple[Story, IncidentNews | Silence | None]:
    """The story after this read, and what to tell of it; None: nothing changed at all."""
    after, matched = merge(story.incident, seen)
    turn = _Turn(story, after, matched)
    what, reason = _turn_of_state(turn) or _turn_of_words(turn) or (None, None)
    listed = replace(story, incident=after, misses=0, gone=None)
    if what is None or reason is None:
        return listed, None
    if not story.told:
        first = _told_at_last(turn, what)
        if first is None:
            return listed, Silence(after.id, Reason.NEVER_TOLD)
        what = first
    fresh = matched.fresh if story.told else ()
    new = tuple(update.id for update in fresh if update.id not in story.replies)
    story = replace(listed, told=True, replies=(*story.replies, *new))
    return story, IncidentNews(
        what=what,
        reason=reason,
        incident=after,
        before=turn.before,
        fresh=fresh,
        edited=matched.edited,
        removed=matched.removed,
    )


def _turn_of_state(turn: _Turn) -> tuple[What, Reason] | None:
    before, after = turn.before.state, turn.after.state
    if after.is_open and before.is_over:
        return What.REOPENED, Reason.STATE_CHANGED
    if after.is_over and not before.is_over:
        return as_over(turn.after), Reason.STATE_CHANGED
    if after.is_open and before.is_planned:
        return What.BEGUN, Reason.STATE_CHANGED
    if turn.story.gone is None or (turn.story.gone is Gone.AGED_OUT and after.is_over):
        return None  # the window refilled from its old end
    return (What.REOPENED if after.is_open else What.EDITED), Reason.LISTED_AGAIN


def _turn_of_words(turn: _Turn) -> tuple[What, Reason] | None:
    before, after, matched = turn.before, turn.after, turn.matched
    if any(update.id not in turn.story.replies for update in matched.fresh):
        return What.UPDATED, Reason.NEW_UPDATE
    for changed, reason in (
        (bool(matched.removed), Reason.UPDATE_REMOVED),
        (bool(matched.fresh or matched.edited), Reason.UPDATE_EDITED),
        (before.state is not after.state or before.word != after.word, Reason.UPDATE_EDITED),
        (before.title != after.title, Reason.TITLE_EDITED),
        ([*component_states(before)] != [*component_states(after)], Reason.COMPONENTS_CHANGED),
        (before.impact is not after.impact, Reason.COMPONENTS_CHANGED),
        (_details(before) != _details(after), Reason.DETAILS_CHANGED),
    ):
        if changed:
            return What.EDITED, reason
    return None


def _details(incident: Incident) -> tuple[object, ...]:
    return incident.kind, incident.link, incident.planned_start, incident.planned_end


def _told_at_last(turn: _Turn, what: What) -> What | None:
    """What becomes of a turn in an incident that no channel has heard of; None is silence.

    A reopened one, one that begins as planned and one that was planned and is over are news
    as they are; a new word about an open one tells of it for the first time. Whatever else
    happens to it would be an answer to a question that nobody asked.
    """
    planned_before = turn.before.kind is Kind.MAINTENANCE and turn.before.state.is_planned
    if what in {What.REOPENED, What.BEGUN} or (what is What.FINISHED and planned_before):
        return what
    if what is What.UPDATED and not turn.after.state.is_over:
        return as_open(turn.after)
    return None
