"""Which of the signs to believe: those that OpenAI, or the program that calls it, left.

Another provider's words, an answer from another host and a failure on the way to one are
dropped here. The surer a sign is OpenAI's own, the more it takes to drop it.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.domain.explain import hosts, others
from bot.domain.explain.context import Context, context_of
from bot.domain.explain.hit import Hit
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Weight

SERVER_ERRORS: Final = range(500, 600)
NETWORK: Final = "network"
ANSWERED_ON_THE_WAY: Final = frozenset({"proxy_refused", "block_page", "cloudflare_block"})
Believes = Callable[[Hit], bool]

# Shapes that the body of OpenAI's errors never has: another root, a number as code, Chinese,
# a whole error without `param`, an id beside it, a bare text as the error.
_OTHER_ROOT: Final = re.compile(r"error code: \d{3} - \{['\"](?!error['\"])")
_NUMERIC_CODE: Final = re.compile(r"[\"']code[\"']: ?[\"']?\d{3,6}\b")
_FOREIGN_WORDS: Final = re.compile(r"[\"']message[\"']: ?[\"'][^\"']{0,20}[\u4e00-\u9fff]")
_NO_PARAM: Final = re.compile(
    r"\{['\"]?error['\"]?: ?\{(?![^{}]{0,400}param)(?=[^{}]{0,400}['\"]?type['\"]?:)[^{}]{1,400}\}"
)
_ID_BESIDE: Final = re.compile(r"\}, ?[\"'](?:request_?id|id|user_id|trace_?id)[\"']:")
_ERROR_AS_TEXT: Final = re.compile(r"error code: \d{3} - \{['\"]error['\"]: ?['\"]")
_SHAPES: Final = (
    *(_OTHER_ROOT, _NUMERIC_CODE, _FOREIGN_WORDS, _NO_PARAM, _ID_BESIDE, _ERROR_AS_TEXT),
)


def believed(hits: list[Hit], reading: Reading, provider: others.Seen | None) -> list[Hit]:
    """The hits that are not better explained by somebody else."""
    tests = (_said_by_openai(reading, provider), *_met_on_the_way(reading))
    return [hit for hit in hits if all(test(hit) for test in tests)]


def _said_by_openai(reading: Reading, provider: others.Seen | None) -> Believes:
    connector = others.is_through_our_connector(reading.lower) and not _is_anothers_body(reading)
    if others.is_ours(reading.lower) or connector:
        least = Weight.STRONG if provider and provider.certain else Weight.FAINT
        return lambda hit: hit.weight >= least
    if provider is not None and provider.certain:
        return lambda hit: hit.meaning.own and hit.weight >= Weight.SURE
    if provider is not None:
        return lambda hit: hit.weight >= (Weight.STRONG if hit.meaning.own else Weight.SURE)
    unrelated = context_of(reading) is not Context.OPENAI and others.service_in(reading)
    least = Weight.SURE if unrelated or _is_anothers_body(reading) else Weight.FAINT
    return lambda hit: hit.weight >= least


def _met_on_the_way(reading: Reading) -> list[Believes]:
    tests: list[Believes] = []
    if hosts.is_elsewhere(reading):
        tests.append(lambda hit: hit.cause != NETWORK or hit.weight > Weight.STRONG)
    if hosts.is_answered_elsewhere(reading):
        tests.append(
            lambda hit: hit.cause == NETWORK or hit.meaning.own or hit.weight > Weight.STRONG,
        )
    if any(status in SERVER_ERRORS for status in reading.statuses):
        # An answer came, so the way was free, unless it was the way that answered.
        tests.append(
            lambda hit: (
                hit.cause != NETWORK
                or hit.weight > Weight.STRONG
                or hit.meaning.code in ANSWERED_ON_THE_WAY
            ),
        )
    return tests


def _is_anothers_body(reading: Reading) -> bool:
    """Whether the body has such a shape (Cloudflare's, which stands before OpenAI, may)."""
    return "cf_" not in reading.lower and any(shape.search(reading.lower) for shape in _SHAPES)
