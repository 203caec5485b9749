"""What each answer means: whether it is a refusal, of which cause, and how far the call got."""

from dataclasses import replace
from typing import Final

from bot.domain.case import Evidence
from bot.domain.causes import CAUSES, refusal_in
from bot.domain.checks import shows_life
from bot.domain.diagnosis import Cause, Refused, Seen
from bot.domain.gates import Gate
from bot.domain.probes import Body, Reply
from bot.domain.questions import CALLS, ENDPOINT, LISTS
from bot.domain.refusals import Words

_PAGE: Final = "<html> "  # the mark by which refusals know a page; an adapter keeps its title only
_FIRST_REFUSAL: Final = 300
_SHOW_ALL: Final = frozenset(CALLS) - {ENDPOINT}


def words_of(reply: Reply) -> Words:
    """The four things by which a refusal is known."""
    page = _PAGE if reply.body is Body.HTML else ""
    return Words(
        status=reply.status, code=reply.code, type=reply.type, message=page + reply.message
    )


def meaning(reply: Reply) -> tuple[Cause | None, Refused] | None:
    """The refusal in an answer; None if it is none, or none that we know."""
    if reply.status is None:
        return None
    if reply.status < _FIRST_REFUSAL and reply.body is not Body.HTML:
        return None
    found = refusal_in(words_of(reply))
    return None if found is None else (found[0], Refused(reply, found[1]))


def tells_of_key(cause: Cause | None, reply: Reply) -> bool:
    """Whether a refusal shows anything of the key.

    A list is asked for without a body: one that is called a bad request was turned away for a
    reason that we do not know, maybe before anybody looked at the key.
    """
    return cause is not None or reply.probe not in LISTS


def _got_to(reply: Reply, found: tuple[Cause | None, Refused] | None) -> Gate | None:
    """The gate at which a call ended.

    A list and a body that is wrong on purpose are answered before the account is looked
    at, so they show no more than that the key is known; only a real call shows the rest.
    A server's error may come from anywhere behind the wire, so it shows nothing of the key.
    """
    if reply.status is None:
        return None
    furthest = Gate.LIBRARY if reply.probe in _SHOW_ALL else Gate.ACCOUNT
    if found is None:
        return furthest if shows_life(reply) else Gate.KEY
    cause, refused = found
    if not tells_of_key(cause, reply):
        return Gate.KEY
    if refused.refusal.gate is Gate.SERVICE or refused.refusal.before_key:
        return min(Gate.KEY, refused.refusal.gate)
    return min(refused.refusal.gate, furthest)


def see(evidence: Evidence) -> dict[str, Seen]:
    """For each cause by its slug, what it has to judge."""
    meanings = [(reply, meaning(reply)) for reply in evidence.replies.values()]
    gates = [_got_to(reply, found) for reply, found in meanings]
    reached = max((gate for gate in gates if gate is not None), default=None)
    seen = Seen(evidence=evidence, reached=reached)
    turned_away = [found for _, found in meanings if found]
    return {
        cause.slug: replace(seen, mine=tuple(one for whose, one in turned_away if whose is cause))
        for cause in CAUSES
    }
