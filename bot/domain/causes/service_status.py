"""Cause 10: OpenAI itself has trouble. Nothing is wrong with the key or the request."""

from dataclasses import replace
from typing import Final

from bot.domain.case import Outcome
from bot.domain.checks import earliest, facts_of, refused, silence
from bot.domain.diagnosis import Cause, Check, Refused, Seen
from bot.domain.gates import Gate
from bot.domain.questions import CALLS, ENDPOINT, LISTS
from bot.domain.refusals import Refusal, says
from bot.domain.reported import SLUG, beside, explained

_STATUS: Final = "Look at https://status.openai.com: is there an incident?"
_RETRY: Final = "Try again with growing pauses; the key needs no change."
_EDGE: Final = frozenset({502, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530})

_REFUSALS: Final = (
    Refusal(
        name="server_is_overloaded",
        gate=Gate.SERVICE,
        says="OpenAI is overloaded: this model has no capacity at the moment.",
        steps=(_RETRY, _STATUS, "Use another model meanwhile, if one will do."),
        codes=frozenset({"server_is_overloaded", "engine_overloaded", "overloaded"}),
        types=frozenset({"service_unavailable_error"}),
        wording=says(r"overloaded"),
        requires=says(
            r"currently overloaded",
            r"overloaded with other requests",
            r"(?:server|model|engine)s? (?:is|are) overloaded",
        ),
        statuses=frozenset({429, 500, 503, 529}),
    ),
    Refusal(
        name="server_is_overloaded",
        gate=Gate.SERVICE,
        says="OpenAI is overloaded: this model has no capacity at the moment.",
        steps=(_RETRY, _STATUS, "Use another model meanwhile, if one will do."),
        codes=frozenset({"server_is_overloaded", "engine_overloaded"}),
        types=frozenset({"service_unavailable_error"}),
        statuses=frozenset({429, 500, 503, 529}),
    ),
    Refusal(
        name="server_error",
        gate=Gate.SERVICE,
        says="OpenAI had an error of its own while it worked on the request.",
        steps=(
            _RETRY,
            _STATUS,
            "If it stays, write to https://help.openai.com and give the request id.",
        ),
        codes=frozenset({"server_error", "internal_server_error", "internal_error"}),
        types=frozenset({"server_error", "internal_server_error"}),
        wording=says(
            r"server had an error (?:while )?processing",
            r"the server experienced an error",
            r"error occurred while processing your request",
            r"internal server error",
        ),
        statuses=frozenset({500, 502, 503, 504}),
    ),
    Refusal(
        name="bad_gateway",
        gate=Gate.SERVICE,
        says="OpenAI's front door answers, but nothing behind it does.",
        steps=(_RETRY, _STATUS),
        wording=says(
            r"502:? bad gateway",
            r"bad gateway",
            r"gateway time-?out",
            r"web server is (?:down|returning an unknown error)",
            r"upstream connect error",
        ),
        statuses=_EDGE | {500, 503},
    ),
    Refusal(
        name="bad_gateway",
        gate=Gate.SERVICE,
        says="OpenAI's front door answers, but nothing behind it does.",
        steps=(_RETRY, _STATUS),
        statuses=_EDGE,
    ),
    Refusal(
        name="server_error",
        gate=Gate.SERVICE,
        says="OpenAI answers with an error of its own.",
        steps=(_RETRY, _STATUS),
        statuses=frozenset(range(500, 600)) - _EDGE - {511},
    ),
)


def _counts(turned_away: Refused) -> bool:
    """One endpoint of many that stumbles is worth a word, not a verdict.

    Nor is a 500 on values that are wrong on purpose: it may be those that upset the server.
    """
    probe, name = turned_away.reply.probe, turned_away.refusal.name
    if probe == ENDPOINT:
        return name != "server_error"
    return probe in (*CALLS, *LISTS)


def _judge(seen: Seen) -> Check:
    turned_away = earliest(seen.mine, (*CALLS, *LISTS)) or earliest(seen.mine)
    answered = [reply for reply in seen.evidence.replies.values() if reply.status is not None]
    failed = sorted({one.reply.probe for one in seen.mine})
    if turned_away is not None:
        check = refused(turned_away, {"failed": failed, "answered": len(answered)})
        if _counts(turned_away) or len(failed) == len(answered):
            return explained(check, seen.evidence)
        check = replace(
            check,
            outcome=Outcome.WARN,
            summary=f"{check.summary} (Only on: {', '.join(failed)}.)",
            gate=None,
            code=None,
            degrades=False,
        )
        return beside(check, seen.evidence)
    if answered:
        check = Check(
            outcome=Outcome.PASS,
            summary="OpenAI answers without errors of its own.",
            evidence={"answered": len(answered), **facts_of(answered[0])},
            seconds=max(reply.seconds for reply in answered),
        )
        return beside(check, seen.evidence)
    return beside(silence(seen, seen.evidence.replies.values()), seen.evidence)


CAUSE: Final = Cause(
    slug=SLUG,
    place=10,
    title="OpenAI has trouble",
    topic="OpenAI's service",
    docs="https://status.openai.com",
    judge=_judge,
    refusals=_REFUSALS,
)
