"""What is known of an incident and what a read shows of it, made into one.

Most feeds hold no identity for an update, and OpenAI's only the latest one, with a time that
is edited later. So updates are matched by what they say: what has a match is the same update
(edited, perhaps), what has none is new. The latest alone and a whole list need different
rules, because from the latest alone nothing follows about those before it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.incidents.components import touched_by, with_groups
from bot.domain.incidents.incident import (
    UNDATED,
    Incident,
    Update,
    in_order,
    same_words,
    update_id,
    with_unique_ids,
)
from bot.domain.incidents.states import Kind, State, worst

MOST_UPDATES: Final = 100  # incident.io allows no more; the longest of GitHub's has 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The updates as they are known now, and how they differ from before."""

    updates: tuple[Update, ...]
    fresh: tuple[Update, ...] = ()
    edited: tuple[Update, ...] = ()
    removed: tuple[Update, ...] = ()


def merge(known: Incident, seen: Incident) -> tuple[Incident, Matched]:
    """What we know after this read, and what of the updates is new."""
    if seen.whole:
        matched = _match_all(known.updates, seen.updates[-MOST_UPDATES:])
    else:
        matched = _match_latest(known.updates, seen.latest)
    components = with_groups(seen, known)
    both = {known.kind, seen.kind}
    incident = replace(
        seen,
        kind=Kind.MAINTENANCE if Kind.MAINTENANCE in both else Kind.INCIDENT,
        started=min(known.started, seen.started),
        updates=matched.updates[-MOST_UPDATES:],
        components=components,
        listed=seen.listed or known.listed,
        touched=touched_by(known.touched, (*components, *seen.touched)),
        impact=worst((known.impact, seen.impact)),
        planned_start=seen.planned_start or known.planned_start,
        planned_end=seen.planned_end or known.planned_end,
        link=seen.link or known.link,
    )
    return incident, matched


def first(seen: Incident) -> Incident:
    """An incident that was not known before, in the form in which it is remembered."""
    components = in_order(seen.components)
    return replace(
        seen,
        updates=with_unique_ids(seen.updates[-MOST_UPDATES:]),
        components=components,
        touched=touched_by(components, seen.touched),
    )


def dated(seen: Incident, known: Incident | None, now: datetime) -> Incident:
    """The incident with a time for an update that bears none: when we first saw it said."""
    if seen.latest.at != UNDATED:
        return seen
    at = now
    if known and _same_state(known.latest, seen.latest):
        at = known.latest.at if same_words(known.latest.text, seen.latest.text) else now
    latest = replace(seen.latest, at=at, id=update_id(at, seen.state))
    started = at if seen.started == UNDATED else seen.started
    return replace(seen, updates=(*seen.updates[:-1], latest), started=started)


def _match_latest(known: tuple[Update, ...], seen: Update) -> Matched:
    last = known[-1]
    if _exactly(last, seen):
        return Matched(updates=(*known[:-1], _kept(last, seen)))
    earlier = [n for n, update in enumerate(known) if _exactly(update, seen)]
    if earlier:
        # The page shows again what it showed before: it took back what came after.
        n = earlier[-1]
        return Matched(updates=(*known[:n], _kept(known[n], seen)), removed=known[n + 1 :])
    if _same_state(last, seen) and (seen.at < last.at or _same_time(last, seen)):
        # Never a new one: a new one of the same state is displayed later.
        edited = _kept(last, seen)
        return Matched(updates=(*known[:-1], edited), edited=(edited,))
    fresh = with_unique_ids((seen,), (update.id for update in known))
    return Matched(updates=(*known, *fresh), fresh=fresh)


def _match_all(known: tuple[Update, ...], seen: tuple[Update, ...]) -> Matched:
    partner = _partners(known, seen)
    taken = {update.id for update in known}
    updates, fresh, edited = list[Update](), list[Update](), list[Update]()
    # What stands before all that is known was said before we first looked: no news.
    first_known = min(partner, default=0)
    for n, update in enumerate(seen):
        if n not in partner:
            (new,) = with_unique_ids((update,), taken)
            taken.add(new.id)
            updates.append(new)
            if n >= first_known:
                fresh.append(new)
            continue
        before = known[partner[n]]
        kept = _kept(before, update)
        updates.append(kept)
        if not _exactly(before, kept):
            edited.append(kept)
    left = set(range(len(known))) - set(partner.values())
    if len(seen) == MOST_UPDATES:
        left.clear()  # they fell off the end of what we keep
    return Matched(
        updates=tuple(updates),
        fresh=tuple(fresh),
        edited=tuple(edited),
        removed=tuple(update for n, update in enumerate(known) if n in left),
    )


def _partners(known: tuple[Update, ...], seen: tuple[Update, ...]) -> dict[int, int]:
    """Which seen update is which known one; the surest likeness is tried first for all."""
    partner, free = dict[int, int](), list(range(len(known)))
    for alike in _LIKENESSES:
        for n, update in enumerate(seen):
            if n in partner:
                continue
            match = next((k for k in free if alike(known[k], update)), None)
            if match is not None:
                partner[n] = match
                free.remove(match)
    return partner


def _same_ref(known: Update, seen: Update) -> bool:
    return bool(seen.ref) and known.ref == seen.ref


def _same_state(known: Update, seen: Update) -> bool:
    foreign = known.state is State.UNKNOWN
    return known.state is seen.state and (not foreign or known.word == seen.word)


def _same_time(known: Update, seen: Update) -> bool:
    # RSS drops the milliseconds that Atom has.
    return known.at.replace(microsecond=0) == seen.at.replace(microsecond=0)


def _exactly(known: Update, seen: Update) -> bool:
    return (
        _same_state(known, seen) and _same_time(known, seen) and same_words(known.text, seen.text)
    )


def _same_moment(known: Update, seen: Update) -> bool:
    return not _other_refs(known, seen) and _same_state(known, seen) and _same_time(known, seen)


def _same_message(known: Update, seen: Update) -> bool:
    return (
        not _other_refs(known, seen)
        and _same_state(known, seen)
        and same_words(known.text, seen.text)
    )


def _other_refs(known: Update, seen: Update) -> bool:
    return bool(known.ref and seen.ref) and known.ref != seen.ref


_LIKENESSES: Final[tuple[Callable[[Update, Update], bool], ...]] = (
    _same_ref,
    _exactly,
    _same_moment,
    _same_message,
)


def _kept(known: Update, seen: Update) -> Update:
    """The seen one under the id that it was given when it was first seen.

    Where both say the same, the known form stays, so that nothing flickers between the
    forms in which two sources write one text.
    """
    if _exactly(known, seen):
        return replace(known, ref=known.ref or seen.ref)
    return replace(seen, id=known.id, ref=known.ref or seen.ref)
