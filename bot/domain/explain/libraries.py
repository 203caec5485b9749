"""Which library met the failure, in which language, and what was wrapped around it.

A library is named only by its own marks. What many programs print (a traceback, the frames
of Node) names OpenAI's library only where OpenAI itself is named. To add a library, a
wrapper or a language, add a row.
"""

import re
from typing import Final

from bot.domain.explain.reading import Reading

Marks = tuple[tuple[str, tuple[str, ...]], ...]

_SDKS: Final[Marks] = (
    (
        "openai-node",
        (
            *("node_modules/openai", "node_modules\\openai", "openai.makestatuserror"),
            *("@ai-sdk/openai", "npm ls openai", "new openai(", "client.mjs", "openai/index.mjs"),
        ),
    ),
    ("go-openai", ("go-openai", "sashabaranov")),
    ("openai-go", ("openai-go",)),
    ("openai-java", ("com.openai.", "theokanning", "springframework.ai", "langchain4j")),
    (
        "openai-dotnet",
        (
            *("openai.chat.chatclient", "system.clientmodel", "betalgo", "openai.openaiclient"),
            *("clientresultexception", "openai.responses.responsesclient", "azure.ai.openai"),
        ),
    ),
    ("openai-php", ("openai-php", "openai\\exceptions", "openai\\client", "openai\\laravel")),
    ("ruby-openai", ("ruby-openai", "openai::")),
    ("async-openai", ("async_openai", "async-openai", "apierror(apierror", "apierror { message")),
    (
        "openai-python",
        (
            *("site-packages/openai", "site-packages\\openai", "dist-packages/openai"),
            *("openai.error.", "module 'openai'", "from 'openai", "openai.openaierror"),
            *("openai.ratelimiterror", "openai.authenticationerror", "openai.badrequesterror"),
            *("openai.notfounderror", "openai.apiconnectionerror", "openai.apitimeouterror"),
            *("openai.permissiondeniederror", "openai.internalservererror", "openai/_base_client"),
            *("import openai", "apiremovedinv1", "openai.apistatuserror", "openai.apierror"),
        ),
    ),
)
# These tell the language, and so which of OpenAI's libraries it is, if it is one.
_LIKELY: Final[Marks] = (
    ("openai-node", ("node:internal", "openaierror: ", "apierror.generate")),
    ("ruby-openai", ("faraday::",)),
    ("openai-python", ("traceback (most recent", "error code: 4", "error code: 5")),
)
_WRAPPERS: Final[Marks] = (
    ("LiteLLM", ("litellm",)),
    ("LangChain4j", ("langchain4j",)),
    ("LangGraph", ("langgraph",)),
    ("LangChain", ("langchain",)),
    ("LlamaIndex", ("llama_index", "llamaindex", "llama-index")),
    (
        "Vercel AI SDK",
        (
            *("ai_apicallerror", "ai_retryerror", "ai_loadapikeyerror", "@ai-sdk/"),
            *("ai_unsupportedmodelversionerror", "ai_nosuchmodelerror", "ai_typevalidationerror"),
        ),
    ),
    ("Semantic Kernel", ("semantickernel", "semantic_kernel")),
    ("Spring AI", ("springframework.ai", "spring.ai.openai")),
    ("AutoGen", ("autogen",)),
    ("CrewAI", ("crewai",)),
    ("Pydantic AI", ("pydantic_ai",)),
    ("OpenAI Agents SDK", ("openai-agents", "agents.exceptions")),
    ("Haystack", ("haystack",)),
    ("DSPy", ("dspy",)),
)
_LANGUAGES: Final[Marks] = (
    ("rust", (".rs:", "panicked at", "reqwest", "async_openai", "apierror(apierror", "cargo")),
    (
        "go",
        (
            *(".go:", "goroutine ", "go-openai", "openai-go", "net/http: ", "dial tcp"),
            *("error, status code:", 'post "https://'),
        ),
    ),
    ("php", (".php", "guzzlehttp", "openai\\exceptions", "openai\\client", "php fatal")),
    ("ruby", (".rb:", "faraday::", "ruby-openai", "nomethoderror", "openai::")),
    (
        "csharp",
        (".cs:line", "clientresultexception", "system.net.http", "system.", "   at openai."),
    ),
    (
        "java",
        (".java:", ".kt:", "java.lang.", "com.openai.", "org.springframework", "theokanning"),
    ),
    (
        "node",
        (
            *("node_modules", "node:internal", ".js:", ".ts:", ".mjs:", ".tsx:", "axioserror"),
            *("npm ", "ai_apicallerror", "ai_retryerror", "process.env", "openaierror: "),
            *("createerror (", "at async ", "typeerror: cannot read prop", "@ai-sdk/"),
        ),
    ),
    (
        "python",
        (
            *("traceback (most recent", '.py", line', ".py:", "site-packages", "error code: 4"),
            *("openai.error.", "openai.ratelimiterror", "litellm", "langchain", "os.environ"),
            *("openai.authenticationerror", "openai.apiconnectionerror", "error code: 5"),
            *("openai.internalservererror", "openai.badrequesterror", "keyerror: '"),
        ),
    ),
)
_VERSION: Final = re.compile(
    r"openai(?:[@/ ]|==|-python/|-node/|/python |/js )v?(\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)",
    re.IGNORECASE,
)


def language_in(reading: Reading) -> str | None:
    """The programming language that the text shows; None if it shows none."""
    return _first_of(_LANGUAGES, reading.lower)


def library_in(reading: Reading) -> dict[str, object]:
    """OpenAI's library with its version, and what is wrapped around it."""
    lower = reading.lower
    named = "openai" in reading.words
    name = _first_of(_SDKS, lower) or (_first_of(_LIKELY, lower) if named else None)
    found: dict[str, object] = {"sdk": name} if name else {}
    if "openai" in lower and (version := _VERSION.search(reading.flat)):
        found["sdk_version"] = version[1]
    elif name == "openai-python" and "openai.error." in lower:
        found["sdk_version"] = "0.x"
    if wrapper := _first_of(_WRAPPERS, lower):
        found["wrapper"] = wrapper
    return found


def _first_of(table: Marks, lower: str) -> str | None:
    return next((name for name, marks in table if any(mark in lower for mark in marks)), None)
