"""From a reading to one finding: which cause the text speaks of, and how surely.

Signs are weighed, never counted: the heaviest decides, so the code comes before the
wording and the wording before the class of the exception. Among equals the innermost of a
chain decides. What another provider may have said is dropped before that, and so is what
happened on the way to another host. Nothing left means unknown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.causes import CAUSES, refusal_in
from bot.domain.explain import characters, hosts, others
from bot.domain.explain.hit import Hit
from bot.domain.explain.phrases import Index, Phrase
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Meaning, Sign, Weight
from bot.domain.explain.signs import BAD_REQUEST, MEANINGS
from bot.domain.refusals import Refusal, Words

TOO_MANY: Final = 429
SERVER_ERRORS: Final = range(500, 600)
ECHO: Final = "incorrect api key provided"
WINDOW: Final = 300
APART: Final = 200
CLOSE: Final = 20  # a cause that weighs at most this much less is named as well
# Words that other software uses for codes of its own: they count in a text about OpenAI.
COMMON_CODES: Final = frozenset(
    {
        *("server_error", "internal_server_error", "internal_error", "token_expired", "slow_down"),
        *(
            "invalid_type",
            "invalid_value",
            "invalid_json",
            "invalid_model",
            "empty_string",
            "empty_array",
        ),
        *(
            "content_filter",
            "file_not_found",
            "https_required",
            "missing_required_field",
            "invalid_url",
        ),
        *(
            "insufficient_permissions",
            "unsupported_model",
            "model_deprecated",
            "invalid_content_type",
        ),
    },
)
ANSWERED_ON_THE_WAY: Final = frozenset({"proxy_refused", "block_page", "cloudflare_block"})
INNERMOST_FIRST: Final = ("during handling of the above", "direct cause of the following")
# Programs around models: what they say of a status is most likely OpenAI's if nobody else is named.
MODEL_WORDS: Final = (
    *(
        "langchain",
        "llama_index",
        "llamaindex",
        "litellm",
        "completion",
        "embedding",
        "ai_apicallerror",
    ),
    *(
        "semantic_kernel",
        "semantickernel",
        "autogen",
        "autogpt",
        "crewai",
        "llm",
        "status code (no body)",
    ),
)
OPENAI_WORDS: Final = (
    *(
        "openai",
        "chatgpt",
        "gpt-",
        "gpt3",
        "gpt4",
        "text-embedding-",
        "dall-e",
        "text-davinci",
        "whisper-1",
    ),
    *("sk-proj", "o1-mini", "o3-mini", "o4-mini", "open ai"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; without a hit the text is unknown, and `other` may say whose it is."""

    hit: Hit | None
    refusal: Refusal | None = None
    also: tuple[str, ...] = ()
    other: str | None = None
    quoted: tuple[tuple[int, int], ...] = ()  # places in the text that decided it
    doubtful: bool = False  # another provider is named, if only by its name


def _code_meanings() -> Iterable[tuple[str, Meaning]]:
    """OpenAI's own codes as signs, from the refusals: a new code there is known here."""
    seen: set[str] = set()
    rows = [(cause.slug, row) for cause in CAUSES for row in cause.refusals]
    for slug, row in [*rows, *((BAD_REQUEST, row) for row in BAD_REQUESTS)]:
        for code in sorted(row.codes if row.requires is None else ()):
            if "_" in code and code not in seen:
                seen.add(code)
                weight = Weight.STRONG if code in COMMON_CODES else Weight.CODE
                sign = Sign(phrase=Phrase(code), weight=weight)
                yield slug, Meaning(code=row.name, signs=(sign,))


def _table() -> Iterable[tuple[Phrase, tuple[str, Meaning, Sign, int]]]:
    meanings = [(slug, one) for slug, table in MEANINGS.items() for one in table]
    for place, (slug, meaning) in enumerate([*meanings, *_code_meanings()]):
        for sign in meaning.signs:
            yield sign.phrase, (slug, meaning, sign, place)


SIGNS: Final = Index(_table())
_OF_STATUS: Final = {
    401: ("invalid_key", "key_not_accepted"),
    403: ("permissions", "permission_denied"),
    404: ("model_endpoint", "not_found"),
    407: ("network", "proxy_refused"),
    408: ("network", "timeout"),
    429: ("rate_limit", "too_many_requests"),
    **dict.fromkeys((400, 413, 415, 422), (BAD_REQUEST, "invalid_request_error")),
    **dict.fromkeys((502, 504, 520, 521, 522, 523, 524), ("service_status", "bad_gateway")),
    **dict.fromkeys((500, 503, 529), ("service_status", "server_error")),
}


def choose(reading: Reading) -> Choice:
    """Find the cause of which the text speaks."""
    provider = others.provider_in(reading)
    hits = _dropped(_hits(reading), reading, provider)
    echo = _echo(reading) if not (provider and provider.certain) or _ours(reading) else None
    hits += [hit for hit in (echo, characters.found_in(reading, provider)) if hit is not None]
    if not hits:
        name = provider.name if provider else others.service_in(reading)
        place = (provider.at, provider.at + len(provider.words)) if provider else None
        return Choice(None, other=name, quoted=(place,) if place else ())
    hit = _best(hits, reading)
    return Choice(
        hit,
        refusal=_refusal_of(hit, reading),
        also=_also(hit, hits),
        quoted=_quoted(hit, hits),
        doubtful=provider is not None and not _ours(reading),
    )


def _ours(reading: Reading) -> bool:
    return others.is_ours(reading.lower)


def is_about_openai(reading: Reading) -> bool:
    """Whether the text names OpenAI, its models or its libraries."""
    return any(word in reading.lower for word in OPENAI_WORDS)


def _hits(reading: Reading) -> list[Hit]:
    lower = reading.lower
    about = is_about_openai(reading)
    around = about or any(word in lower for word in MODEL_WORDS)
    found = []
    for (cause, meaning, sign, place), start, end in SIGNS.found_in(lower, reading.words):
        known = about or (around and sign.weight <= Weight.FAIR)
        if (known or not sign.needs_openai) and not any(word in lower for word in sign.unless):
            found.append(Hit(cause, meaning, sign.weight, start, end, place))
    return [*found, *_from_statuses(reading)]


def _from_statuses(reading: Reading) -> Iterable[Hit]:
    openai, model = is_about_openai(reading), any(word in reading.lower for word in MODEL_WORDS)
    for status in reading.statuses:
        # Nobody is blamed for a bare 401; a bare 429 blames no key and asks to wait.
        known = openai or model or status == TOO_MANY
        cause, code = _OF_STATUS.get(status, ("", "")) if known else ("", "")
        for place, meaning in enumerate(MEANINGS.get(cause, ())):
            if meaning.code == code:
                start = reading.lower.find(str(status))
                yield Hit(cause, meaning, Weight.FAINT, start, start + 3, place)


_OTHER_ROOT: Final = re.compile(
    r"error code: \d{3} - \{['\"](?!error['\"])"
)  # OpenAI's body has one root
_NUMERIC_CODE: Final = re.compile(r"[\"']code[\"']: ?[\"']?\d{3,6}\b")
_FOREIGN_WORDS: Final = re.compile(r"[\"']message[\"']: ?[\"'][^\"']{0,20}[\u4e00-\u9fff]")


def _dropped(hits: list[Hit], reading: Reading, provider: others.Seen | None) -> list[Hit]:
    """Keep what only OpenAI, or the program that calls it, can have said."""
    ours = _ours(reading)
    if provider is not None and provider.certain:
        if ours:
            hits = [hit for hit in hits if hit.weight >= Weight.STRONG]
        else:
            hits = [hit for hit in hits if hit.meaning.own and hit.weight >= Weight.SURE]
    elif provider is None and others.service_in(reading) and not is_about_openai(reading):
        hits = [hit for hit in hits if hit.weight >= Weight.SURE]
    elif provider is not None and not ours:
        hits = [
            hit for hit in hits if hit.weight >= (Weight.STRONG if hit.meaning.own else Weight.SURE)
        ]
    if not ours and _is_anothers_body(reading):
        hits = [hit for hit in hits if hit.weight >= Weight.SURE]
    if hosts.is_elsewhere(reading):
        hits = [hit for hit in hits if hit.cause != "network" or hit.weight > Weight.STRONG]
    if hosts.is_answered_elsewhere(reading):
        hits = [
            hit
            for hit in hits
            if hit.cause == "network" or hit.meaning.own or hit.weight > Weight.STRONG
        ]
    if any(status in SERVER_ERRORS for status in reading.statuses):
        hits = [
            hit
            for hit in hits
            if hit.cause != "network"
            or hit.weight > Weight.STRONG
            or hit.meaning.code in ANSWERED_ON_THE_WAY
        ]
    return hits


def _is_anothers_body(reading: Reading) -> bool:
    """Whether the body has a shape that OpenAI's never has (Cloudflare's, before it, has)."""
    if "cf_" in reading.lower:
        return False
    shapes = (_OTHER_ROOT, _NUMERIC_CODE, _FOREIGN_WORDS)
    return any(shape.search(reading.lower) for shape in shapes)


def _echo(reading: Reading) -> Hit | None:
    """What OpenAI's echo of the key shows: quotes, a variable's name, another's key."""
    start = reading.lower.find(ECHO)
    if start < 0:
        return None
    said = reading.flat[start : start + WINDOW]
    found = refusal_in(Words(status=401, code="invalid_api_key", message=said))
    if found is None or found[0] is None or found[1].requires is None:
        return None
    cause, refusal = found
    meaning = Meaning(code=refusal.name, signs=(), also=("invalid_key",))
    return Hit(cause.slug, meaning, Weight.EXACT + 1, start, start + len(ECHO) + 24, -1)


def _best(hits: list[Hit], reading: Reading) -> Hit:
    top = max(hit.weight for hit in hits)
    heaviest = [hit for hit in hits if hit.weight == top]
    inward = 1 if any(word in reading.lower for word in INNERMOST_FIRST) else -1
    innermost = min(heaviest, key=lambda hit: inward * hit.start)
    same = [hit for hit in heaviest if hit.cause == innermost.cause]
    return min(same, key=lambda hit: hit.place)


def _quoted(best: Hit, hits: list[Hit]) -> tuple[tuple[int, int], ...]:
    """The best sign and, apart from it, the next best that says the same."""
    same = [hit for hit in hits if hit.cause == best.cause and hit.weight >= Weight.FAIR]
    apart = [hit for hit in same if abs(hit.start - best.start) > APART]
    heavy = sorted(apart, key=lambda hit: -hit.weight)[:1]
    return tuple((hit.start, hit.end) for hit in (best, *heavy))


def _also(best: Hit, hits: list[Hit]) -> tuple[str, ...]:
    near = [hit for hit in hits if hit.weight >= max(Weight.STRONG, best.weight - CLOSE)]
    causes = [hit.cause for hit in sorted(near, key=lambda hit: -hit.weight)]
    named = dict.fromkeys([*best.meaning.also, *causes])
    return tuple(cause for cause in named if cause not in {best.cause, BAD_REQUEST})[:3]


def _refusal_of(hit: Hit, reading: Reading) -> Refusal | None:
    """The refusal whose texts explain this hit: the one that fits the words best."""
    if hit.meaning.says:
        return None
    rows = _rows_of(hit.cause)
    said = reading.flat[max(0, hit.start - 40) : hit.start + WINDOW]
    words = Words(code=hit.meaning.code, message=said)
    named = [row for row in rows if row.name == hit.meaning.code]
    fitting = [row for row in named if row.fit(words)] or named
    return max(fitting, key=lambda row: row.fit(words), default=None)


def _rows_of(cause: str) -> tuple[Refusal, ...]:
    if cause == BAD_REQUEST:
        return BAD_REQUESTS
    return next((one.refusals for one in CAUSES if one.slug == cause), ())
