"""What stands in a text: every sign that is found, as hits.

Here nothing is judged yet. Signs come from three places: the phrases of the causes, the
codes that the refusals of the causes name, and the HTTP status.
"""

import re
from collections.abc import Iterable
from typing import Final, TypedDict

from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.causes import CAUSES, refusal_in
from bot.domain.explain.context import Context, context_of
from bot.domain.explain.hit import Hit
from bot.domain.explain.phrases import Index, Phrase
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Meaning, Sign, Weight
from bot.domain.explain.signs import BAD_REQUEST, MEANINGS
from bot.domain.refusals import Words

TOO_MANY: Final = 429
TOLD: Final = 40  # characters before a number in which it is called a status
ECHO: Final = "incorrect api key provided"
# What a program makes of a variable that is not set.
EMPTY: Final = re.compile(
    r": ?(?:[\"'`]?(?:undefined|null|none|nil|nan|\(null\)|\[object object\])(?![\w*-])|''(?=[.,\s]))"
)
SHOWN: Final = 24  # characters of the echoed key that are worth quoting
WINDOW: Final = 300
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

NOT_FILLED_IN: Final = next(
    one for one in MEANINGS["environment"] if one.code == "variable_not_expanded"
)


class _Words(TypedDict):
    says: str
    steps: tuple[str, ...]


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
                yield slug, Meaning(code=row.name, signs=(sign,), **_words_of(slug, row.name))


def _words_of(slug: str, code: str) -> _Words:
    """The words that explanations have for a code, where those of the refusal speak of a check."""
    own = (one for one in MEANINGS[slug] if one.code == code and one.says)
    one = next(own, None)
    return {"says": one.says, "steps": one.steps} if one else {"says": "", "steps": ()}


def _table() -> Iterable[tuple[Phrase, tuple[str, Meaning, Sign, int]]]:
    meanings = [(slug, one) for slug, table in MEANINGS.items() for one in table]
    for place, (slug, meaning) in enumerate([*meanings, *_code_meanings()]):
        for sign in meaning.signs:
            yield sign.phrase, (slug, meaning, sign, place)


SIGNS: Final = Index(_table())
_OF_STATUS: Final = {
    401: ("invalid_key", "key_not_accepted"),
    402: ("billing", "insufficient_quota"),
    403: ("permissions", "permission_denied"),
    404: ("model_endpoint", "not_found"),
    405: ("model_endpoint", "unknown_url"),
    407: ("network", "proxy_refused"),
    408: ("network", "timeout"),
    429: ("rate_limit", "too_many_requests"),
    **dict.fromkeys((400, 413, 415, 422), (BAD_REQUEST, "invalid_request_error")),
    **dict.fromkeys((502, 504, 520, 521, 522, 523, 524), ("service_status", "bad_gateway")),
    **dict.fromkeys((500, 503, 529), ("service_status", "server_error")),
}


def hits_in(reading: Reading) -> list[Hit]:
    """Every sign in the text that its context allows."""
    lower = reading.lower
    context = context_of(reading)
    found = []
    for (cause, meaning, sign, place), start, end in SIGNS.found_in(lower, reading.words):
        if any(word in lower for word in sign.unless):
            continue
        if context is Context.OPENAI or not sign.needs_openai:
            found.append(Hit(cause, meaning, sign.weight, start, end, place))
        elif context is Context.MODELS:  # most likely OpenAI's, since nobody else is named
            weight = min(sign.weight, Weight.FAIR)
            found.append(Hit(cause, meaning, weight, start, end, place))
    return [*found, *_from_statuses(reading, context)]


def _from_statuses(reading: Reading, context: Context) -> Iterable[Hit]:
    for status in reading.statuses:
        start = reading.lower.find(str(status))
        # Nobody is blamed for a bare 401. That a program was answered 429 blames no key.
        told = status == TOO_MANY and "status" in reading.lower[max(0, start - TOLD) : start]
        known = context is not Context.OTHER or told
        cause, code = _OF_STATUS.get(status, ("", "")) if known else ("", "")
        for place, meaning in enumerate(MEANINGS.get(cause, ())):
            if meaning.code == code:
                yield Hit(cause, meaning, Weight.FAINT, start, start + 3, place)


def echo_in(reading: Reading) -> Hit | None:
    """What OpenAI's echo of the key shows: quotes, a variable's name, another's key."""
    start = reading.lower.find(ECHO)
    if start < 0:
        return None
    empty = EMPTY.match(reading.lower, start + len(ECHO))
    if empty:
        return Hit("environment", NOT_FILLED_IN, Weight.EXACT + 1, start, empty.end(), -1)
    said = reading.flat[start : start + WINDOW]
    cause, refusal = refusal_in(Words(status=401, code="invalid_api_key", message=said)) or (
        None,
        None,
    )
    if cause is None or refusal is None or refusal.requires is None:
        return None
    meaning = Meaning(code=refusal.name, signs=(), also=("invalid_key",))
    return Hit(cause.slug, meaning, Weight.EXACT + 1, start, start + len(ECHO) + SHOWN, -1)
