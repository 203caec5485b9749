"""Whose failure a text is likely to tell of, before anything in it is weighed.

Other software fails in the same words. So weak signs count only in a text that shows
OpenAI: by its name, by the words of its libraries, or by the shape of its error bodies.
A text that shows only some program around models is most likely OpenAI's as well, if
nobody else is named; there every sign is weak.
"""

from enum import Enum
from typing import Final

from bot.domain.explain.reading import Reading

NAMES: Final = (
    *(
        "openai",
        "open ai",
        "open_ai",
        "openal api",
        "openapi key",
        "chatgtp",
        "gtp-",
        "gtp api",
        "openapi api",
        "chatgpt",
        "gpt-",
        "gpt3",
        "gpt4",
        "text-embedding-",
        "dall-e",
    ),
    *("text-davinci", "whisper-1", "whisper_api", "whisper api", "whisperapi", "sk-proj"),
    *("o1-mini", "o3-mini", "o4-mini", "o1-preview", "chatcmpl-"),
)
# Said by OpenAI's libraries, or in the answers of the API, and hardly by others.
LIBRARY: Final = (
    *("invalid response object from api", "api_requestor.py", "makestatuserror"),
    *("apierror.generate", "status code (no body)", "make_status_error"),
)
# OpenAI's error bodies have four keys; others that copy them leave `param` away.
BODY_KEYS: Final = ("param", "type", "code", "message")
BODY: Final = (
    *('"param": null', '"param":null', "'param': none", "param: null", '"param" => nil'),
    *('"param"=>nil', "param: undefined", "param=none", "error_param=none"),
)
MODELS: Final = (
    *("langchain", "llama_index", "llamaindex", "litellm", "semantic_kernel", "semantickernel"),
    *("autogen", "autogpt", "crewai", "ai_apicallerror", "credentialsvalidatefailederror", "llm"),
    *("completions", "chat completion", "chatcompletion", "completion_with_retry", "embedding"),
    *("createcompletion", "create_completion", "invalid_request_error", "whisper"),
    *("provider: ", "model: ", "prompt tokens", "token count", "gpt"),
)


class Context(Enum):
    """How much a text shows of OpenAI."""

    OPENAI = "OpenAI"
    MODELS = "a program around models"
    OTHER = "anything"


def context_of(reading: Reading) -> Context:
    """What the text shows itself to be about."""
    # pnpm writes a package's neighbours into its path.
    lower = reading.lower.replace("_openai@", "")
    if any(word in lower for word in (*NAMES, *LIBRARY)) or _has_body(lower):
        return Context.OPENAI
    return Context.MODELS if any(word in lower for word in MODELS) else Context.OTHER


def _has_body(lower: str) -> bool:
    return any(key in lower for key in BODY) and all(key in lower for key in BODY_KEYS)
