"""Cause 5: the call does not reach OpenAI, or something in between answers in its place.

The rungs of the ladder tell where it ends; a page instead of JSON tells who answered.
"""

from dataclasses import replace
from typing import Final

from bot.domain.case import Outcome, Rung, Step
from bot.domain.checks import earliest, refused, silence, slipped, worst_slip
from bot.domain.diagnosis import Cause, Check, Seen
from bot.domain.gates import Gate
from bot.domain.network_texts import FAILURES, strange_issuer, text_of
from bot.domain.probes import NOT_SENT, Failure
from bot.domain.questions import CALLS, LISTS
from bot.domain.refusals import Refusal, says

SLUG: Final = "network"

_ALLOW: Final = "Ask for `api.openai.com`, port 443, to be let through (and not to be inspected)."
_PAGE: Final = says(r"<html|<!doctype html")
_BLOCK_PAGE: Final = (
    "Open https://api.openai.com/v1/models in a browser on that machine and read the page.",
    _ALLOW,
    "Try from another network (a phone's) to see the difference.",
)

_TURNED_AWAY: Final = "OpenAI's front door (Cloudflare) turns this address away."
_TURNED_AWAY_STEPS: Final = (
    "Switch off a VPN or shared proxy and try again: its address may be on a block list.",
    "Try from another network to see the difference.",
    "Give the `cf-ray` id of the page to https://help.openai.com.",
)

_REFUSALS: Final = (
    Refusal(
        name="https_required",
        gate=Gate.WIRE,
        says="The call reaches OpenAI over http instead of https.",
        steps=(
            "Set the base URL to `https://api.openai.com/v1` (OPENAI_BASE_URL, or `base_url` in the code).",
            "If it is https already, a proxy on the way strips it: ask for `api.openai.com` to be let through.",
        ),
        codes=frozenset({"https_required"}),
        wording=says(r"can only be accessed over https"),
    ),
    Refusal(
        name="proxy_authentication_required",
        gate=Gate.WIRE,
        says="A proxy on the way wants a user name and password.",
        steps=(
            "Put them into the proxy's address: `HTTPS_PROXY=http://name:password@proxy:port`.",
            "Or ask for `api.openai.com` to be let through without them.",
        ),
        statuses=frozenset({407}),
        before_key=True,
    ),
    Refusal(
        name="captive_portal",
        gate=Gate.WIRE,
        says="The network answers with its own page or sends the call elsewhere: it wants a login first.",
        steps=(
            "Open any page in a browser on that network and log in.",
            "Check that the base URL is `https://api.openai.com/v1` and nothing else.",
        ),
        wording=says(r"captive portal", r"network authentication required"),
        statuses=frozenset({200, 301, 302, 303, 307, 308, 511}),
        before_key=True,
    ),
    Refusal(
        name="redirected",
        gate=Gate.WIRE,
        says="The call is sent elsewhere, which OpenAI never does: a portal or proxy answers in its place.",
        steps=(
            "Open any page in a browser on that network: it may want a login first.",
            "Check that the base URL is `https://api.openai.com/v1` and nothing else.",
        ),
        statuses=frozenset({301, 302, 303, 307, 308, 511}),
        before_key=True,
    ),
    Refusal(
        name="block_page",
        gate=Gate.WIRE,
        says="A page came back instead of OpenAI's answer: a proxy or firewall blocks the call.",
        steps=_BLOCK_PAGE,
        requires=_PAGE,
        statuses=frozenset({200, 400, 401, 403, 404, 405, 406, 451}),
        before_key=True,
    ),
    Refusal(
        name="block_page",
        gate=Gate.WIRE,
        says="A proxy or firewall blocks the call and answers in OpenAI's place.",
        steps=_BLOCK_PAGE,
        wording=says(
            r"zscaler|fortiguard|fortinet|blue ?coat|netskope|palo alto networks|mcafee web gateway",
            r"(?:web ?)?(?:page|site) (?:is |has been )?blocked",
            r"blocked by (?:your|the|our) (?:organization|administrator|network|policy|firewall)",
            r"access denied by (?:policy|the proxy|administrator)",
        ),
        statuses=frozenset({200, 400, 401, 403, 404, 451, 502, 503}),
        before_key=True,
    ),
    Refusal(
        name="cloudflare_block",
        gate=Gate.WIRE,
        says=_TURNED_AWAY,
        steps=_TURNED_AWAY_STEPS,
        wording=says(
            r"sorry, you have been blocked",
            r"attention required",
            r"unable to access (?:api\.)?openai\.com",
            r"just a moment\.\.\.",
            r"error code: 10(?:06|07|08|09|10|15|20)",
        ),
        statuses=frozenset({403, 429, 503}),
        before_key=True,
    ),
    Refusal(
        name="cloudflare_block",
        gate=Gate.WIRE,
        says=_TURNED_AWAY,
        steps=_TURNED_AWAY_STEPS,
        wording=says(r"cloudflare", r"you have been blocked", r"attention required"),
        requires=_PAGE,
        statuses=frozenset({403, 429}),
        before_key=True,
    ),
)


def _of(rungs: tuple[Rung, ...]) -> dict[str, object]:
    return {
        rung.step.value: {"outcome": rung.outcome.value, "detail": rung.detail, **rung.seen}
        for rung in rungs
    }


def _failing_rung(rung: Rung, rungs: tuple[Rung, ...]) -> Check:
    text = text_of(rung)
    return Check(
        outcome=Outcome.FAIL,
        summary=text.says,
        evidence=_of(rungs),
        gate=Gate.WIRE,
        code=text.code,
        next_steps=text.steps,
        seconds=sum(one.seconds for one in rungs),
    )


def _lost(seen: Seen) -> Check | None:
    """Calls that ended without an answer, whatever the rungs say."""
    replies = seen.evidence.replies.values()
    lost = [
        reply
        for reply in replies
        if reply.failure not in {None, Failure.CUT} and reply.code != NOT_SENT
    ]
    if not lost:
        return None
    text = FAILURES[lost[0].failure or Failure.CUT]
    return Check(
        outcome=Outcome.FAIL,
        summary=f"{text.says} ({len(lost)} of {len(replies)} calls).",
        evidence={"failed": [reply.probe for reply in lost], **_of(seen.evidence.rungs)},
        gate=Gate.WIRE,
        code=text.code,
        next_steps=text.steps,
        seconds=max(reply.seconds for reply in lost),
    )


def _warned(check: Check) -> Check:
    return replace(check, outcome=Outcome.WARN, gate=None, code=None)


def _odd_rung(rungs: tuple[Rung, ...], host: str) -> Check | None:
    """A rung that bears, but not as it should; a stranger's certificate first of all."""
    for rung in rungs:
        stranger = strange_issuer(rung, host)
        if rung.outcome is Outcome.WARN or stranger:
            return Check(
                outcome=Outcome.WARN,
                summary=stranger or text_of(rung).says,
                evidence=_of(rungs),
                next_steps=text_of(rung).steps,
                seconds=sum(one.seconds for one in rungs),
            )
    return None


def _judge(seen: Seen) -> Check:
    rungs = seen.evidence.rungs
    slip = worst_slip(seen, SLUG)
    turned_away = earliest(seen.mine)
    failing = next((rung for rung in rungs if rung.outcome is Outcome.FAIL), None)
    # Whoever was answered has a wire: then a rung that failed, or a lost call, is an oddity.
    answered = seen.reached is not None and seen.reached > Gate.WIRE
    trouble = [
        slipped(seen, slip) if slip else None,
        refused(turned_away, _of(rungs)) if turned_away else None,
        _failing_rung(failing, rungs) if failing else None,
        _lost(seen),
    ]
    first = next((check for check in trouble if check), None)
    if first is not None:
        counts = turned_away is not None and turned_away.reply.probe in (*CALLS, *LISTS)
        return _warned(first) if answered and not (slip or counts) else first
    if odd := _odd_rung(rungs, seen.evidence.case.base_url):
        return odd
    if answered or any(r.step is Step.HTTP and r.outcome is Outcome.PASS for r in rungs):
        elsewhere = "" if seen.evidence.case.machine else "; your program's network may differ"
        return Check(
            outcome=Outcome.PASS,
            summary=f"OpenAI is reached from here, and its own answers come back{elsewhere}.",
            evidence=_of(rungs),
            seconds=sum(rung.seconds for rung in rungs),
        )
    return silence(seen, seen.evidence.replies.values())


CAUSE: Final = Cause(
    slug=SLUG,
    place=5,
    title="OpenAI is not reached",
    topic="Network",
    docs="https://developers.openai.com/api/docs/guides/error-codes",
    judge=_judge,
    refusals=_REFUSALS,
)
