"""OpenAI's endpoints, and which families of models fit which.

Families are told by the name, as OpenAI publishes no table; a name that fits none gives no
opinion, and a live answer always outweighs the name. To add an endpoint, add a row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One endpoint; `trial` is a body (without the model) that is refused for its values alone.

    The trial costs nothing: it asks for nothing, so OpenAI refuses it after it has looked at
    the key, the model and the account. None: no such body is known.
    """

    slug: str
    title: str
    path: str
    trial: Mapping[str, Any] | None = None
    paid: Mapping[str, Any] | None = None


_ASK: Final = [{"role": "user", "content": "Hi"}]

ENDPOINTS: Final = (
    Endpoint(
        slug="chat_completions",
        title="Chat completions",
        path="/chat/completions",
        paid={"messages": _ASK, "max_completion_tokens": 16},
    ),
    Endpoint(
        slug="responses",
        title="Responses",
        path="/responses",
        trial={"input": "", "max_output_tokens": 0},
        paid={"input": "Hi", "max_output_tokens": 16, "store": False},
    ),
    Endpoint(
        slug="embeddings",
        title="Embeddings",
        path="/embeddings",
        trial={"input": []},
        paid={"input": "Hi"},
    ),
    Endpoint(
        slug="images",
        title="Images",
        path="/images/generations",
        trial={"prompt": "", "n": 0},
    ),
    Endpoint(
        slug="audio_speech",
        title="Text to speech",
        path="/audio/speech",
        trial={"input": "", "voice": ""},
        paid={"input": "Hi", "voice": "alloy"},
    ),
    Endpoint(
        slug="audio_transcriptions",
        title="Transcription",
        path="/audio/transcriptions",
    ),
    Endpoint(
        slug="moderations",
        title="Moderation",
        path="/moderations",
        trial={"input": []},
        paid={"input": "Hi"},
    ),
    Endpoint(slug="fine_tuning", title="Fine-tuning", path="/fine_tuning/jobs"),
    Endpoint(slug="files", title="Files", path="/files"),
    Endpoint(slug="batches", title="Batches", path="/batches"),
    Endpoint(
        slug="completions",
        title="Completions (legacy)",
        path="/completions",
        trial={"prompt": "", "max_tokens": -1},
        paid={"prompt": "Hi", "max_tokens": 1},
    ),
    Endpoint(slug="realtime", title="Realtime", path="/realtime"),
)

DEFAULT: Final = "chat_completions"
_BY_SLUG: Final = {endpoint.slug: endpoint for endpoint in ENDPOINTS}

_TALK: Final = frozenset({"chat_completions", "responses", "batches", "fine_tuning"})
_FAMILIES: Final = tuple(
    (re.compile(pattern), frozenset(fits))
    for pattern, fits in (
        (r"realtime", {"realtime"}),
        (r"embedding", {"embeddings", "batches"}),
        (r"moderation", {"moderations", "batches"}),
        (r"whisper|transcribe", {"audio_transcriptions", "batches"}),
        (r"(?:^|-)tts", {"audio_speech"}),
        (r"^dall-e|image", {"images", "batches", "responses"}),
        (r"^sora", {"batches"}),
        (r"instruct|^(?:text-)?(?:davinci|babbage|curie|ada)\b", {"completions", "fine_tuning"}),
        (r"search-preview|-audio", {"chat_completions"}),
        (r"deep-research|computer-use|codex|-pro(?:-|$)", {"responses", "batches"}),
        (r"^(?:gpt-|chatgpt-|o\d)", _TALK),
    )
)


def by_slug(slug: str) -> Endpoint:
    """The endpoint of that name; KeyError if there is none."""
    return _BY_SLUG[slug]


def at_path(path: str) -> Endpoint | None:
    """The endpoint that a URL's path leads to, longest match first."""
    found = [
        one for one in ENDPOINTS if path.rstrip("/").endswith(one.path) or f"{one.path}/" in path
    ]
    return max(found, key=lambda one: len(one.path), default=None)


def fits(model: str) -> frozenset[str]:
    """The endpoints that the model's family works with; empty if the name tells nothing."""
    base = model.removeprefix("ft:").lower()[:256]
    return next((slugs for pattern, slugs in _FAMILIES if pattern.search(base)), frozenset())


def wanted_endpoint(case: Case) -> str:
    """The slug that was named, else the one that the named model is made for, else the default."""
    named = case.endpoint or case.pasted.endpoint
    if named in _BY_SLUG:
        return str(named)
    suited = fits(wanted_model(case) or "")
    if not suited or DEFAULT in suited:
        return DEFAULT
    return next(endpoint.slug for endpoint in ENDPOINTS if endpoint.slug in suited)


def wanted_model(case: Case) -> str | None:
    """The model that the person named, or that stands in the paste."""
    named = (case.model or case.pasted.model or "").strip()
    return named or None
