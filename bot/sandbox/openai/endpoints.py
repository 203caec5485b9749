"""The endpoints: what each asks for, and what it takes.

A new endpoint is one row. The order of a row's checks is that of `judge`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.sandbox.openai.accounts import Stage
from bot.sandbox.openai.catalogue import Kind


class Form(StrEnum):
    """How the request's body comes."""

    NONE = "none"
    JSON = "json"
    MULTIPART = "multipart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method and path. `kinds`: what sort of model it runs; none: it runs no model."""

    method: str
    path: str  # {id} stands for one segment
    scope: str
    form: Form = Form.NONE
    required: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    minima: Mapping[str, int] = field(default_factory=dict)
    filled: tuple[str, ...] = ()  # parameters that may not be empty
    beta: bool = False
    free: bool = False

    def fits(self, method: str, path: str) -> bool:
        """Whether a request is for this endpoint."""
        pattern = re.escape(self.path).replace(r"\{id\}", "[^/]+")
        return method == self.method and re.fullmatch(pattern, path) is not None

    def is_judged_at(self, stage: Stage) -> bool:
        """Whether a stage concerns it: what runs no model needs no money and knows no pace."""
        if stage is Stage.MODEL:
            return bool(self.kinds) or self.path == "/v1/models/{id}"
        if stage in {Stage.QUOTA, Stage.PACE, Stage.SERVICE}:
            return bool(self.kinds) and not self.free
        return True


def _get(path: str, scope: str, *, beta: bool = False) -> Endpoint:
    return Endpoint(method="GET", path=path, scope=scope, beta=beta)


_CHAT_OPTIONS: Final = frozenset(
    {"max_tokens", "max_completion_tokens", "temperature", "top_p", "n", "stop", "stream", "user"}
    | {"tools", "tool_choice", "response_format", "seed", "reasoning_effort", "store", "metadata"}
    | {"service_tier", "presence_penalty", "frequency_penalty", "logprobs", "stream_options"}
)
_AT_LEAST_ONE: Final = {"max_completion_tokens": 1, "max_tokens": 1, "n": 1}

ENDPOINTS: Final = (
    _get("/v1/models", "api.model.read"),
    _get("/v1/models/{id}", "api.model.read"),
    Endpoint(
        method="POST",
        path="/v1/chat/completions",
        scope="model.request",
        form=Form.JSON,
        required=("model", "messages"),
        known=_CHAT_OPTIONS,
        kinds=frozenset({Kind.CHAT}),
        minima=_AT_LEAST_ONE,
        filled=("messages",),
    ),
    Endpoint(
        method="POST",
        path="/v1/completions",
        scope="model.request",
        form=Form.JSON,
        required=("model", "prompt"),
        known=_CHAT_OPTIONS,
        kinds=frozenset({Kind.COMPLETION}),
        minima={"max_tokens": 1, "n": 1},
    ),
    Endpoint(
        method="POST",
        path="/v1/responses",
        scope="api.responses.write",
        form=Form.JSON,
        required=("model", "input"),
        known=frozenset(
            {"max_output_tokens", "instructions", "temperature", "stream", "tools", "store"}
            | {"reasoning", "text", "metadata", "previous_response_id", "truncation", "user"}
        ),
        kinds=frozenset({Kind.CHAT}),
        minima={"max_output_tokens": 16},
    ),
    Endpoint(
        method="POST",
        path="/v1/embeddings",
        scope="model.request",
        form=Form.JSON,
        required=("model", "input"),
        known=frozenset({"dimensions", "encoding_format", "user"}),
        kinds=frozenset({Kind.EMBEDDING}),
        minima={"dimensions": 1},
        filled=("input",),
    ),
    Endpoint(
        method="POST",
        path="/v1/images/generations",
        scope="model.request",
        form=Form.JSON,
        required=("prompt",),
        known=frozenset({"model", "n", "size", "quality", "background", "output_format", "user"}),
        kinds=frozenset({Kind.IMAGE}),
        minima={"n": 1},
    ),
    Endpoint(
        method="POST",
        path="/v1/audio/speech",
        scope="model.request",
        form=Form.JSON,
        required=("model", "input", "voice"),
        known=frozenset({"instructions", "response_format", "speed", "stream_format"}),
        kinds=frozenset({Kind.SPEECH}),
        filled=("input",),
    ),
    Endpoint(
        method="POST",
        path="/v1/audio/transcriptions",
        scope="model.request",
        form=Form.MULTIPART,
        required=("file", "model"),
        kinds=frozenset({Kind.TRANSCRIPTION}),
    ),
    Endpoint(
        method="POST",
        path="/v1/moderations",
        scope="model.request",
        form=Form.JSON,
        required=("input",),
        known=frozenset({"model"}),
        kinds=frozenset({Kind.MODERATION}),
        filled=("input",),
        free=True,
    ),
    Endpoint(
        method="POST",
        path="/v1/realtime/client_secrets",
        scope="model.request",
        form=Form.JSON,
        known=frozenset({"session", "expires_after"}),
    ),
    _get("/v1/files", "api.files.read"),
    Endpoint(
        method="POST",
        path="/v1/files",
        scope="api.files.write",
        form=Form.MULTIPART,
        required=("file", "purpose"),
    ),
    _get("/v1/fine_tuning/jobs", "api.fine_tuning.jobs.read"),
    Endpoint(
        method="POST",
        path="/v1/fine_tuning/jobs",
        scope="api.fine_tuning.jobs.write",
        form=Form.JSON,
        required=("model", "training_file"),
        known=frozenset({"method", "suffix", "seed", "validation_file", "hyperparameters"}),
    ),
    _get("/v1/assistants", "api.assistants.read", beta=True),
    Endpoint(
        method="POST",
        path="/v1/assistants",
        scope="api.assistants.write",
        form=Form.JSON,
        required=("model",),
        known=frozenset({"name", "instructions", "tools", "metadata"}),
        beta=True,
    ),
    _get("/v1/batches", "api.batch.read"),
    Endpoint(
        method="POST",
        path="/v1/batches",
        scope="api.batch.write",
        form=Form.JSON,
        required=("input_file_id", "endpoint", "completion_window"),
        known=frozenset({"metadata"}),
    ),
    _get("/v1/organization/admin_api_keys", "api.management.read"),
    _get("/v1/organization/costs", "api.usage.read"),
)


def endpoint_for(method: str, path: str) -> Endpoint | None:
    """Find the endpoint that a request is for."""
    return next((row for row in ENDPOINTS if row.fits(method, path)), None)
