"""Whose error it is, when it is not OpenAI's.

Half the world speaks OpenAI's protocol, often through OpenAI's own library, so the class
of an exception proves nothing. A provider is known by its host, by the name that a wrapper
gives its exceptions, or by words that only it says; its mere name is no more than a hint.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.explain.others.clouds import CLOUDS
from bot.domain.explain.others.rest import REST
from bot.domain.explain.others.services import SERVICES
from bot.domain.explain.phrases import Index, Phrase
from bot.domain.explain.reading import Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """Another's traces in a text: `certain` if by a mark; `at` is where."""

    name: str
    certain: bool
    at: int
    words: str


PROVIDERS: Final = CLOUDS + REST
OURS: Final = (
    *("platform.openai.com", "api.openai.com", "help.openai.com", "onboard.openai.com"),
    *("beta.openai.com", "status.openai.com"),
)
# So wrappers say which of their connectors failed: whatever speaks the protocol goes through it.
OUR_CONNECTOR: Final = "openaiexception"
# A model of somebody else, named as the model of the call.
_MODEL: Final = re.compile(
    r"model[:=]? ?[`'\"](?:[\w.-]{1,40}/){0,2}"
    r"(llama|mixtral|mistral|qwen|gemma|deepseek|claude|gemini|glm|kimi|grok|command-r|phi-|yi-)"
)
_SHORTEST: Final = 3  # of a provider's name that may begin that of a class
_CALLED: Final = (
    "provider: ",
    "provider ",
    "provider=",
    "provider='",
    'provider": "',
    'provider":"',
)
_MARKS: Final = Index((Phrase(mark), (one.name, mark)) for one in PROVIDERS for mark in one.marks)
_NAMES: Final = Index((Phrase(name), (one.name, name)) for one in PROVIDERS for name in one.names)


# A class that is called after a provider: `MistralAPIStatusException`, `AnthropicError`.
_FIRST_WORDS: Final = {
    word: one.name
    for one in PROVIDERS
    if (word := re.split(r"[^a-z]", one.name.lower())[0]) and len(word) > _SHORTEST
}
_RAISED: Final = re.compile(
    rf"\b({'|'.join(sorted(_FIRST_WORDS))})[a-z]{{0,40}}(?:error|exception)\b"
)


def provider_in(reading: Reading) -> Seen | None:
    """The other provider of whom the text speaks; a mark before a name."""
    lower = reading.lower
    listed = "openai_api_key" in lower  # then others' variables are named beside it
    for (name, words), start, _ in _MARKS.found_in(lower, reading.words):
        if listed and words.endswith("_api_key"):
            continue
        return Seen(name, certain=True, at=start, words=words)
    raised = _RAISED.search(lower)
    if raised is not None and "openai" not in raised[0]:
        name = _FIRST_WORDS[raised[1]]
        return Seen(name, certain=True, at=raised.start(), words=raised[0])
    for (name, words), start, _ in _NAMES.found_in(lower, reading.words):
        called = lower[max(0, start - 14) : start].endswith(_CALLED)
        certain = called or _MODEL.search(lower) is not None
        return Seen(name, certain=certain, at=start, words=words)
    model = _MODEL.search(lower)
    if model is None:
        return None
    name = f"the provider of {model[1]} models"
    return Seen(name, certain=True, at=model.start(), words=model[0])


def service_in(reading: Reading) -> Seen | None:
    """The service, no provider of models, whose error it may be.

    Its name may go on (`spotify_client`), but begins where a word begins.
    """
    lower = reading.lower
    named = ((one.name, mark) for one in SERVICES for mark in one.marks)
    return next(
        (
            Seen(name, certain=True, at=lower.find(mark), words=mark)
            for name, mark in named
            if _begins(mark, lower)
        ),
        None,
    )


def _begins(mark: str, lower: str) -> bool:
    at = lower.find(mark)
    return at >= 0 and not (at and lower[at - 1].isalpha())


def is_ours(text: str) -> bool:
    """Whether OpenAI's own hosts are named."""
    return any(mark in text for mark in OURS)


def is_through_our_connector(text: str) -> bool:
    """Whether a wrapper says that its connector for OpenAI failed."""
    return OUR_CONNECTOR in text
