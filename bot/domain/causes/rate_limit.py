"""Cause 3: too many requests or tokens in a short time. The key works; it has to wait.

Not to be mixed up with billing, which is answered 429 as well: waiting helps here and
never there.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.case import Outcome
from bot.domain.checks import earliest, facts_of, refused, silence
from bot.domain.diagnosis import Cause, Check, Refused, Seen
from bot.domain.gates import Gate
from bot.domain.probes import Reply
from bot.domain.questions import CALLS, LISTS
from bot.domain.refusals import Refusal, says

_BACKOFF: Final = "Wait and try again with growing pauses (in Python: `tenacity.wait_random_exponential(max=60)`)."
_LIMITS: Final = "See the limits of the organization and of the project at https://platform.openai.com/settings/organization/limits."

_REFUSALS: Final = (
    Refusal(
        name="rate_limit_exceeded",
        gate=Gate.PACE,
        says="The key works, but it is at its rate limit.",
        steps=(
            _BACKOFF,
            "Send fewer requests at once, or fewer tokens in each.",
            _LIMITS,
            "Look who else uses the same project: the limit is shared by all its keys.",
        ),
        codes=frozenset({"rate_limit_exceeded", "requests", "tokens"}),
        types=frozenset({"tokens", "requests", "input_tokens", "images", "rate_limit_error"}),
        wording=says(
            r"rate limit (?:reached|exceeded)",
            r"rate_limit_exceeded",
            r"too many requests",
            r"limit: \d+ ?/ ?(?:min|day)",
        ),
        statuses=frozenset({429}),
        degrades=True,
    ),
    Refusal(
        name="rate_limit_exceeded",
        gate=Gate.PACE,
        says="One request alone is larger than the limit for a minute, so waiting never helps.",
        steps=(
            "Shorten the input, or split it over several requests.",
            "Ask for fewer tokens in the answer: they count against the limit in advance.",
            "Use a model with a higher limit, or ask for a higher usage tier.",
            _LIMITS,
        ),
        codes=frozenset({"rate_limit_exceeded"}),
        wording=says(r"request too large"),
        requires=says(r"request too large for"),
        statuses=frozenset({429}),
        degrades=True,
    ),
    Refusal(
        name="slow_down",
        gate=Gate.PACE,
        says="The traffic grew too fast: OpenAI asks to slow down, even inside the limits.",
        steps=(
            "Go back to the former rate, hold it for 15 minutes, then grow step by step.",
            _BACKOFF,
            "Start batch jobs with few workers and add more slowly.",
        ),
        codes=frozenset({"slow_down"}),
        wording=says(r"slow[_ ]down\b"),
        statuses=frozenset({429, 503}),
        degrades=True,
    ),
    Refusal(
        name="too_many_requests",
        gate=Gate.PACE,
        says="OpenAI answers that there are too many requests.",
        steps=(_BACKOFF, "Send fewer requests at once.", _LIMITS),
        statuses=frozenset({429}),
        degrades=True,
    ),
)

_DIMENSION: Final = re.compile(
    r"\b([RTI]P[MD])\b|\b(requests|tokens|images) per (min|day)", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\b(limit|used|requested):? ?(\d{1,15})", re.IGNORECASE)
_WAIT: Final = re.compile(
    r"try again in ((?:\d{1,9}(?:\.\d{1,9})?(?:ms|h|m|s|d)){1,5})", re.IGNORECASE
)


def limits_in(message: str) -> dict[str, object]:
    """What a refusal says of the limit: its dimension, the numbers, the time to wait."""
    found: dict[str, object] = {
        match[1].lower(): int(match[2]) for match in _NUMBER.finditer(message)
    }
    if dimension := _DIMENSION.search(message):
        short = f"{dimension[2][0]}P{dimension[3][0]}" if dimension[2] else dimension[1]
        found["dimension"] = short.upper()
    if wait := _WAIT.search(message):
        found["wait"] = wait[1]
    return found


def _headers(headers: Mapping[str, str]) -> dict[str, object]:
    kept = {
        name.removeprefix("x-ratelimit-").replace("-", "_"): value
        for name, value in headers.items()
        if name.startswith(("x-ratelimit-", "retry-after"))
    }
    return dict(kept)


def _seconds(reply: Reply) -> str:
    after = reply.headers.get("retry-after", "")
    return f"{after}s" if after.isdecimal() else after[:40]


def _say(turned_away: Refused) -> Check:
    reply = turned_away.reply
    limits = limits_in(reply.message)
    check = refused(turned_away, {**_headers(reply.headers), **limits})
    dimension, wait = (
        limits.get("dimension"),
        limits.get("wait") or _seconds(reply),
    )
    tail = f"; it counts {dimension}" if dimension else ""
    tail += f"; wait {wait}" if wait else ""
    return replace(check, summary=f"{check.summary.removesuffix('.')}{tail}.")


def _passed(reply: Reply) -> Check:
    return Check(
        outcome=Outcome.PASS,
        summary="Within its rate limit.",
        evidence=facts_of(reply) | _headers(reply.headers),
        seconds=reply.seconds,
    )


def _judge(seen: Seen) -> Check:
    turned_away = earliest(seen.mine, (*CALLS, *LISTS))
    if turned_away is not None:
        return _say(turned_away)
    replies = seen.evidence.replies
    calls = [replies[name] for name in CALLS if name in replies]
    if seen.reached is not None and seen.reached > Gate.PACE and calls:
        return _passed(calls[0])
    check = silence(seen, calls)
    if check.outcome is Outcome.UNKNOWN and seen.evidence.finished:
        return replace(check, summary="No call got as far as the rate limit.")
    return check


CAUSE: Final = Cause(
    slug="rate_limit",
    place=3,
    title="The rate limit is reached",
    topic="Rate limit",
    docs="https://developers.openai.com/api/docs/guides/rate-limits",
    judge=_judge,
    refusals=_REFUSALS,
)
