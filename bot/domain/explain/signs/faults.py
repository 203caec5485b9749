"""How languages say that a library and the code which uses it do not fit together.

Each language has a handful of sentences for it, and OpenAI's libraries a few dozen names:
every name meets every sentence. To teach one more of either, add it here.
"""

from typing import Final

from bot.domain.explain.sign import Meaning, Sign, exact, strong, sure

_LIBRARY_NAMES: Final = (
    *("openai", "asyncopenai", "azureopenai", "asyncazureopenai", "chatopenai", "azurechatopenai"),
    *("openaiembeddings", "chatcompletion", "chatcompletionmessage", "chatcompletionchunk"),
    *("parsedchatcompletion", "chatcompletionmessagetoolcall", "completionchoice"),
    *("choicedelta", "completionusage", "createembeddingresponse", "imagesresponse"),
    *("chatcompletionmessagefunctiontoolcall", "parsedchoice", "asynccompletions"),
    *("openaiobject", "responseoutputmessage", "responsefunctiontoolcall", "parsedresponse"),
)
# Others have classes of these names as well, so the text has to be about OpenAI.
_COMMON_NAMES: Final = (
    *("stream", "asyncstream", "completion", "completions", "chat", "choice", "responses"),
    *("response", "beta", "embeddings", "embedding", "images", "image", "audio", "transcription"),
    *("transcriptions", "files", "threads", "runs", "assistants", "message", "messages"),
    *("function", "functioncall", "syncpage", "asyncpage", "synccursorpage", "moderations"),
    *("coroutine", "synchttpxclientwrapper", "asynchttpxclientwrapper", "legacyapiresponse"),
    *("apiresponse", "syncapiclient", "asyncapiclient", "async_generator", "toolcall"),
)
_OBJECT_FAULTS: Final = (
    *("'{}' object has no attribute", "'{}' object is not subscriptable"),
    *("'{}' object is not iterable", "'{}' object is not callable"),
    *("'{}' object does not support", "type object '{}' has no attribute"),
    *("object {} can't be used in 'await'", "object of type {} is not json serializable"),
    *("'{}' object is not an iterator", "'{}' object is not an async"),
    *("'{}' object is not a mapping", "'{}' object cannot be", "abstract class {}"),
    *("{}.create() got an unexpected", "{}.create() missing", "{}.parse() got an unexpected"),
    *("{}.generate() got an unexpected", "{}.edit() got an unexpected", "{}() got an unexpected"),
    *("{}.stream() got an unexpected", "{}.__init__() got an unexpected", "class '{}' has no"),
    *("{}.__init__() missing",),
)


def _each(names: tuple[str, ...], faults: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fault.format(name) for name in names for fault in faults)


PYTHON_FAULTS: Final[tuple[Sign, ...]] = (
    *sure(*_each(_LIBRARY_NAMES, _OBJECT_FAULTS)),
    *strong(*_each(_COMMON_NAMES, _OBJECT_FAULTS)),
    *strong("has no attribute 'choices'", "has no attribute 'output_text'", unless=("'nonetype'",)),
    *strong(
        "missing required arguments; expected either",
        "'typing.union' object has no attribute",
        "openai … is not defined",
        "site-packages/openai … syntaxerror",
        "site-packages\\openai … syntaxerror",
        "syntaxerror … site-packages/openai",
        "too few parameters for … openai",
        "no current event loop … openai",
        "metaclass conflict",
        "from 'langchain",
        "no module named 'langchain",
        "from 'llama_index",
        "no module named 'llama_index",
        "from 'openai",
        "from partially initialized module 'openai",
        "modulenotfounderror: openai",
        "no module named openai",
        "undefined symbol",
        "has no attribute '__discriminator__'",
        "package is not installed",
        "not chatcompletion",
        "dll load failed",
        "because these package versions have conflicting dependencies",
    ),
)

# What compilers and interpreters say of any library: it has to stand beside OpenAI's.
_COMPILERS: Final = (
    *("undefined method", "uninitialized constant", "wrong number of arguments"),
    *("unknown keyword", "missing keyword", "could not find gem", "nomethoderror", "error ts"),
    *("does not exist on type", "is not assignable to type", "no exported member"),
    *("not constructable", "does not provide an export named", "named export"),
    *("is not exported from", "attempted import error", "cannot find symbol", "error cs"),
    *("is not a constructor", "is not a function", "is undefined", "has no property"),
    *("failed to resolve module specifier", "err_module_not_found", "require() of es module"),
    *("cannot use import statement", "call to undefined", "unknown named parameter"),
    *("requirements could not be resolved", "requires php", "type or namespace name", "error[e0"),
    *("no method named", "use of undeclared", "unresolved import", "failed to select a version"),
    *("found but does not contain package", "no required module provides package"),
    *("missing go.sum entry", "isn't defined for the type", "err_package_path_not_exported"),
    *("syntaxerror: unexpected token", "class extends value", "unknown revision"),
)


def _beside(name: str, sayings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pair for one in sayings for pair in (f"{name} … {one}", f"{one} … {name}"))


_HOW_TO_UPDATE: Final = (
    "Update the library that speaks to OpenAI, and what builds on it, together.",
    "Look which version the build really takes (`mvn dependency:tree`, `dotnet list package --include-transitive`, `go list -m all`, `cargo tree`, `npm ls openai`).",
    "Compare the call with the examples of that very version: names and packages have moved between major versions.",
)

MEANINGS: Final = (
    Meaning(
        code="library_mismatch",
        says="The code (or another library) is built against a different version of the OpenAI library than the one that is there.",
        steps=_HOW_TO_UPDATE,
        own=True,
        signs=(
            # Java and Kotlin
            *strong("nosuchmethoderror", "nosuchfielderror", "noclassdeffounderror"),
            *strong("abstractmethoderror", "incompatibleclasschangeerror", "nosuchbeandefinition"),
            *strong("classnotfoundexception", "unresolved reference", "cannot find symbol"),
            *strong("unsupportedclassversionerror", "unsupported class file major version"),
            *strong(
                "class file has wrong version", "package com.openai", "package com.theokanning"
            ),
            # .NET
            *strong("missingmethodexception", "typeloadexception", "missingfieldexception: field"),
            *strong("could not load type '", "could not load file or assembly"),
            *strong("method not found: '", "does not have an implementation"),
            # Go
            *strong("cannot use openai.", "undefined (type openai", "undefined (type *openai"),
            *strong("in struct literal of type openai", "in call to openai.", "undefined: openai"),
            # Others
            *strong("class … openai … not found", "package:dart_openai", "no such module 'openai"),
            *strong("no construct signatures", "is a commonjs module", "psr-18 client"),
            *strong("module '\"openai\"'", "from 'openai'", "node_modules/openai/core.d.ts"),
            *strong(*_beside("openai", _COMPILERS), *_beside("async_openai", _COMPILERS)),
            *strong(*_beside("orhanerday", _COMPILERS)),
        ),
    ),
    Meaning(
        code="library_missing",
        says="The OpenAI library, or the part of it that the program wants, is not there.",
        steps=(
            "Install it into the environment that runs the program: `python -m pip install openai` (Node: `npm install openai`).",
            'See which interpreter runs: `python -c "import sys; print(sys.executable)"`.',
            "In a container or a serverless build add it to the requirements and build anew.",
        ),
        own=True,
        signs=exact(
            *("'openai' distribution was not found", "no package metadata was found for openai"),
            *("distributionnotfound: openai", "packagenotfounderror: openai"),
            *("openai: command not found", "'openai' is not recognized as"),
            *("no module named openai.__main__", 'module specifier "openai"'),
            *("module specifier 'openai'", "to use openai, install", "missing dependency: openai"),
            *("openai python package not installed", "openai is not installed"),
            *("'openai' could not be found", "cannot find type definition file for 'openai'"),
        ),
    ),
)
