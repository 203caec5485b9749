"""The probes by name, and those that are the same for every key.

The judges know an answer by the name of its probe, so the names stand here, below both
the plan that sends probes and the causes that read the answers. Bodies are wrong on
purpose: OpenAI checks the key and its scopes before it reads the body, so a 400 says
"allowed", and nothing runs and nothing is billed.
"""

from typing import Final

from bot.domain.probes import Auth, Probe

MODELS: Final = "models"  # with the key alone
MODELS_SCOPED: Final = "models_scoped"  # with the organization and project that were named
MODEL: Final = "model"
ADMIN: Final = "admin"
QUOTA: Final = "quota"
QUOTA_AGAIN: Final = "quota_again"  # with the other name of the parameter
ENDPOINT: Final = "endpoint"  # the person's endpoint with the person's model
PAID: Final = "paid_call"

CALLS: Final = (PAID, ENDPOINT, QUOTA_AGAIN, QUOTA)  # as the person's own call would be
LISTS: Final = (MODELS, MODELS_SCOPED, MODEL, ADMIN)

LIST_MODELS: Final = Probe(
    name=MODELS, method="GET", path="/models", auth=Auth.KEY, scope="api.model.read"
)
LIST_MODELS_SCOPED: Final = Probe(
    name=MODELS_SCOPED, method="GET", path="/models", scope="api.model.read"
)
LIST_ADMIN_KEYS: Final = Probe(
    name=ADMIN, method="GET", path="/organization/admin_api_keys?limit=1", auth=Auth.KEY
)

_WRONG: Final = {"speed": 1}
_REFUSED_FOR_ITS_BODY: Final = frozenset({200, 400, 415, 422})


def _may_call(endpoint: str, path: str, scope: str) -> Probe:
    return Probe(
        name=f"scope_{endpoint}",
        method="POST",
        path=path,
        body=_WRONG,
        scope=scope,
        allowed=_REFUSED_FOR_ITS_BODY,
    )


def _may_list(endpoint: str, path: str, scope: str) -> Probe:
    return Probe(name=f"scope_{endpoint}", method="GET", path=path, scope=scope)


# Named for the endpoint's slug. The scope is the one that OpenAI's refusals have named;
# a refusal that names another one is believed over this table.
SCOPES: Final = (
    _may_call("chat_completions", "/chat/completions", "model.request"),
    _may_call("responses", "/responses", "api.responses.write"),
    _may_call("embeddings", "/embeddings", "model.request"),
    _may_call("images", "/images/generations", "model.request"),
    _may_call("audio_speech", "/audio/speech", "model.request"),
    _may_call("moderations", "/moderations", "model.request"),
    _may_list("files", "/files?limit=1", "api.files.read"),
    _may_list("fine_tuning", "/fine_tuning/jobs?limit=1", "api.fine_tuning.jobs.read"),
)

# Asked only if the person wants that endpoint: most keys are never used there.
WHEN_WANTED: Final = (
    _may_call("completions", "/completions", "model.request"),
    _may_call("audio_transcriptions", "/audio/transcriptions", "model.request"),
    _may_list("batches", "/batches?limit=1", "api.batches.read"),
)


def scope_probe(endpoint: str) -> str:
    """The name of the probe that shows whether the endpoint may be called."""
    return f"scope_{endpoint}"
