"""What is known of a message before and after a step.

A call is written down before it is made and again when its outcome is known, so a process
that dies between the two leaves an attempt behind, and whoever comes next looks before it
posts. An edit made twice is one edit, so there it is enough to wait and to make it again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.desired.delivered import Attempt, Delivered, Posted
from bot.domain.desired.message import ROOT
from bot.domain.desired.steps import Act, Done, NotDone, Outcome, Step, Why

MOST_REPOSTS: Final = 1  # who deletes it twice means it


class TroubleKind(StrEnum):
    """What the operator should hear of."""

    CHANNEL_CLOSED = "channel_closed"
    DELETED_TWICE = "deleted_twice"
    MALFORMED = "malformed"
    CANNOT_LOOK = "cannot_look"
    TURNED_AWAY = "turned_away"
    UNREADABLE_STATE = "unreadable_state"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that only people can mend: what, where, and Slack's word for it."""

    kind: TroubleKind
    channel: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What is known after a step, and what of it is for the operator."""

    delivered: Delivered
    trouble: Trouble | None = None


def before(delivered: Delivered, step: Step, now: datetime) -> Delivered:
    """What to write down before a step is taken."""
    if step.act is Act.LOOK:
        return delivered
    edits = step.act is Act.EDIT
    if edits:
        delivered = _as_posted(delivered, step.part.key, Posted(step.ts, ""))
    attempt = Attempt(
        key=step.part.key,
        version=step.part.version,
        at=now,
        edits=edits,
        covers=step.covers,
        mentions=step.part.mentions,
    )
    return replace(delivered, attempt=attempt)


def after(delivered: Delivered, step: Step, outcome: Outcome) -> Aftermath:
    """What is known after a step, from what was written down before it."""
    if isinstance(outcome, Done):
        return Aftermath(_done(delivered, step, outcome.ts))
    if step.act is Act.POST:
        return _not_posted(delivered, step, outcome)
    if step.act is Act.EDIT:
        return _not_edited(delivered, step, outcome)
    return _not_found(delivered, step, outcome)


def _done(delivered: Delivered, step: Step, ts: str) -> Delivered:
    if step.act is Act.EDIT:
        edited = Posted(step.ts, step.part.version)
        return _as_posted(replace(delivered, attempt=None), step.part.key, edited)
    attempt = delivered.attempt
    if attempt is None:
        return delivered
    posted = Posted(ts, attempt.version)
    if attempt.key == ROOT:
        return replace(
            delivered,
            root=posted,
            replies={},
            covered=attempt.covers,
            attempt=None,
            mentioned=attempt.mentions,
        )
    return _as_posted(replace(delivered, attempt=None), attempt.key, posted)


def _as_posted(delivered: Delivered, key: str, posted: Posted) -> Delivered:
    if key == ROOT:
        return replace(delivered, root=posted)
    return replace(delivered, replies={**delivered.replies, key: posted})


def _not_posted(delivered: Delivered, step: Step, outcome: NotDone) -> Aftermath:
    if outcome.why is Why.UNKNOWN:
        return Aftermath(delivered)
    untried = replace(delivered, attempt=None)
    if outcome.why is Why.NO_CHANNEL and step.message.once:
        return Aftermath(replace(untried, muted=True))
    if outcome.why is Why.NO_MESSAGE:
        return _root_lost(untried, step)
    if outcome.why is Why.MALFORMED:
        return Aftermath(_give_up(untried, step), _trouble(step, outcome))
    return Aftermath(untried, _trouble(step, outcome))


def _not_edited(delivered: Delivered, step: Step, outcome: NotDone) -> Aftermath:
    if outcome.why is Why.UNKNOWN:
        return Aftermath(delivered)
    delivered = replace(delivered, attempt=None)
    if outcome.why is Why.NO_MESSAGE:
        if step.part.key == ROOT:
            return _root_lost(delivered, step)
        return Aftermath(_without_reply(delivered, step.part.key))
    if outcome.why in {Why.NO_EDIT, Why.MALFORMED}:
        # It stays as it is, and the thread tells the rest: a new message for each change
        # would be noise.
        left = _as_posted(delivered, step.part.key, Posted(step.ts, step.part.version))
        return Aftermath(left, _trouble(step, outcome))
    return Aftermath(delivered, _trouble(step, outcome))


def _not_found(delivered: Delivered, step: Step, outcome: NotDone) -> Aftermath:
    untried = replace(delivered, attempt=None)
    if outcome.why is Why.NOTHING:
        return Aftermath(untried)
    if outcome.why is Why.NO_MESSAGE:
        return _root_lost(untried, step)
    if outcome.why is Why.NO_LOOK and step.message.once:
        return Aftermath(replace(untried, muted=True))
    if outcome.why is Why.NO_LOOK:
        # Rather twice than never: an outage that nobody hears of is the greater harm.
        return Aftermath(untried, _trouble(step, outcome))
    return Aftermath(delivered, _trouble(step, outcome))


def _root_lost(delivered: Delivered, step: Step) -> Aftermath:
    """Somebody deleted the message: it is posted again once, if there is still need of it."""
    lost = replace(delivered, root=None, replies={}, covered=(), reposts=delivered.reposts + 1)
    if step.message.over:
        return Aftermath(replace(lost, muted=True))
    if lost.reposts > MOST_REPOSTS:
        trouble = Trouble(TroubleKind.DELETED_TWICE, step.message.channel)
        return Aftermath(replace(lost, muted=True), trouble)
    return Aftermath(lost)


def _without_reply(delivered: Delivered, key: str) -> Delivered:
    replies = {name: one for name, one in delivered.replies.items() if name != key}
    return replace(delivered, replies=replies, covered=(*delivered.covered, key))


def _give_up(delivered: Delivered, step: Step) -> Delivered:
    if step.part.key == ROOT:
        return replace(delivered, muted=True)
    return replace(delivered, covered=(*delivered.covered, step.part.key))


def _trouble(step: Step, outcome: NotDone) -> Trouble | None:
    kind = _KINDS.get(outcome.why)
    if kind is None:
        return None
    channel = "" if kind is TroubleKind.TURNED_AWAY else step.message.channel
    return Trouble(kind, channel, outcome.says)


_KINDS: Final = {
    Why.NO_CHANNEL: TroubleKind.CHANNEL_CLOSED,
    Why.MALFORMED: TroubleKind.MALFORMED,
    Why.NO_LOOK: TroubleKind.CANNOT_LOOK,
    Why.TURNED_AWAY: TroubleKind.TURNED_AWAY,
}
