"""What a key may do, read from the answers to the scope probes."""

import re
from typing import Final

from bot.domain.diagnosis import Seen
from bot.domain.probes import Reply
from bot.domain.questions import QUOTA, SCOPES, WHEN_WANTED

_MISSING: Final = re.compile(r"missing scopes?: ?([\w.,/ -]{1,200})", re.IGNORECASE)
_SCOPE: Final = re.compile(r"[a-z]\w*(?:\.\w+)+", re.IGNORECASE)
_DENIED: Final = frozenset({401, 403})


def missing_in(message: str) -> list[str]:
    """The scopes that a refusal names."""
    named = _MISSING.search(message)
    return _SCOPE.findall(named[1]) if named else []


def _right(seen: Seen, reply: Reply | None, allowed: frozenset[int]) -> str:
    if reply is None or reply.status is None:
        return "unknown"
    mine = any(one.reply is reply for one in seen.mine)
    if mine or reply.status in _DENIED:
        return "denied"
    return "allowed" if reply.status in allowed else "unknown"


def rights(seen: Seen) -> dict[str, str]:
    """For each endpoint that was asked: "allowed", "denied" or "unknown".

    A call that got as far as the quota check was let through by its scope, even if it was
    then refused for lack of money.
    """
    replies = seen.evidence.replies
    asked = {
        probe.name: _right(seen, replies[probe.name], probe.allowed)
        for probe in (*SCOPES, *WHEN_WANTED)
        if probe.name in replies
    }
    found = {probe.removeprefix("scope_"): right for probe, right in asked.items()}
    quota = replies.get(QUOTA)
    if quota is not None and quota.status in {400, 429}:
        found.setdefault("chat_completions", "allowed")
        if found["chat_completions"] == "unknown":
            found["chat_completions"] = "allowed"
    return found
