"""Cause 6: the model is not there (any more), or does not go with the endpoint or the URL."""

from dataclasses import replace
from typing import Final

from bot.domain.case import Outcome
from bot.domain.checks import earliest, facts_of, is_alive, refused, silence
from bot.domain.diagnosis import Cause, Check, Refused, Seen
from bot.domain.endpoints import wanted_endpoint, wanted_model
from bot.domain.gates import Gate
from bot.domain.named_model import LONGEST_NAME, nearest, shown, shutdown, unsuited
from bot.domain.questions import CALLS, ENDPOINT, MODEL, MODELS, MODELS_SCOPED
from bot.domain.refusals import Refusal, says

_LIST: Final = "See which models the key may use: `GET /v1/models` with it lists them."
_DEPRECATIONS: Final = "https://developers.openai.com/api/docs/deprecations"
_BASE_URL: Final = (
    "Set the base URL to `https://api.openai.com/v1` (OPENAI_BASE_URL, or `base_url` in the code)."
)
_WRONG_URL: Final = frozenset({"unknown_url", "invalid_url"})
_MISSING: Final = frozenset({404, 405})

_REFUSALS: Final = (
    Refusal(
        name="model_not_found",
        gate=Gate.MODEL,
        says="The model does not exist, or this key's organization has no access to it.",
        steps=(
            "Check the spelling of the model's name.",
            _LIST,
            "A new model may need a higher usage tier or a verified organization.",
        ),
        codes=frozenset({"model_not_found", "invalid_model"}),
        wording=says(
            r"the model:? `[^`]{1,300}` does not exist",
            r"does not exist or you do not have access to it",
            r"model[^\n]{0,120} (?:does not exist|not found)\b",
            r"invalid model(?: id)?\b",
        ),
        statuses=frozenset({400, 403, 404}),
    ),
    Refusal(
        name="model_not_found",
        gate=Gate.MODEL,
        says="OpenAI has shut this model down.",
        steps=(
            f"Find the model that takes its place at {_DEPRECATIONS}.",
            "Put the new name wherever the old one is set, and restart the program.",
            _LIST,
        ),
        codes=frozenset({"model_not_found", "model_deprecated"}),
        wording=says(r"deprecated|shut ?down|retired|decommissioned"),
        requires=says(
            r"(?:model|engine|version)[^\n]{0,120} "
            r"(?:has been|is|was|is now) (?:deprecated|shut ?down|retired|decommissioned|no longer available)",
        ),
        statuses=frozenset({400, 404, 410}),
    ),
    Refusal(
        name="unknown_url",
        gate=Gate.MODEL,
        says="OpenAI has no such address: the URL that is called is wrong.",
        steps=(
            _BASE_URL,
            "Check the path against the endpoint's page.",
            "An old library may call an address that is gone: update it.",
        ),
        codes=_WRONG_URL,
        wording=says(r"invalid url \(", r"unknown request url"),
        statuses=_MISSING,
        before_key=True,
    ),
    Refusal(
        name="unknown_url",
        gate=Gate.MODEL,
        says="The base URL lacks `/v1`: OpenAI has no such address.",
        steps=(_BASE_URL, "Restart the program after the change."),
        codes=_WRONG_URL,
        wording=says(r"invalid url", r"unknown request url"),
        requires=says(r"(?:invalid url|request url)\W{1,4}(?:get|post|delete) /(?!/?v1\b|v1)"),
        statuses=_MISSING,
        before_key=True,
    ),
    Refusal(
        name="unknown_url",
        gate=Gate.MODEL,
        says="The base URL holds too much: a part of the path comes twice.",
        steps=(
            _BASE_URL,
            "Leave the endpoint out of it: the library adds `/chat/completions` itself.",
        ),
        codes=_WRONG_URL,
        wording=says(r"invalid url", r"unknown request url"),
        requires=says(
            r"/v1/+v1\b",
            r"//v1\b",
            r"/chat/completions/+(?:v1/+)?(?:chat/completions|responses|embeddings|completions|models)",
            r"/(?:responses/+responses|embeddings/+embeddings)",
        ),
        statuses=_MISSING,
        before_key=True,
    ),
    Refusal(
        name="wrong_endpoint",
        gate=Gate.MODEL,
        says="The model does not work with this endpoint.",
        steps=(
            "Call the endpoint that the answer proposes, or use a model made for this one.",
            "Chat models: `/v1/chat/completions` or `/v1/responses`; embeddings, images and audio have their own.",
        ),
        codes=frozenset({"model_not_supported", "unsupported_model", "method_not_supported"}),
        wording=says(
            r"not a chat model",
            r"chat model and not supported in",
            r"only supported in v1/",
            r"not (?:supported|allowed) (?:in|with|on) the v1/",
            r"not allowed to (?:generate embeddings|sample) from this model",
            r"did you mean to use v1/",
            r"not allowed to (?:get|post|delete|put) on /v1",
            r"model[^\n]{0,120} does not support (?:the )?(?:this endpoint|embeddings|images?|audio|chat)",
            r"model[^\n]{0,120} cannot be used with",
        ),
        statuses=frozenset({400, 403, 404, 405}),
    ),
    Refusal(
        name="not_found",
        gate=Gate.MODEL,
        says="OpenAI finds nothing at this address: the model or the path is wrong.",
        steps=("Check the spelling of the model's name.", _BASE_URL, _LIST),
        statuses=frozenset({404}),
        before_key=True,
    ),
)


def _turned_away(seen: Seen, model: str | None) -> Refused | None:
    """The refusal that counts: of the model that was named, else of the address of everything.

    The quota check borrows a model from the list if none was named: whether that one fits
    is nobody's question.
    """
    theirs = (*CALLS, MODEL) if model else ()
    return earliest(seen.mine, (*theirs, MODELS, MODELS_SCOPED))


def _refused(seen: Seen, turned_away: Refused, model: str | None) -> Check:
    near = nearest(seen.evidence, model) if model else []
    check = refused(turned_away, {"model": model, "nearest": near})
    if model and turned_away.refusal.name not in _WRONG_URL:
        check = replace(check, summary=f"`{shown(model)}`: {check.summary}")
    if not near or turned_away.refusal.name not in {"model_not_found", "not_found"}:
        return check
    return replace(
        check,
        summary=f"{check.summary.removesuffix('.')}; the nearest that this key may use is `{near[0]}`.",
        next_steps=(f"Try `{near[0]}`.", *check.next_steps)[:4],
    )


def _passed(seen: Seen, model: str | None) -> Check:
    endpoint = wanted_endpoint(seen.evidence.case)
    named = (
        f"The model `{shown(model)}` is there" if model else "No model was named; there are some"
    )
    replies = [seen.evidence.replies[n] for n in (MODEL, *CALLS) if n in seen.evidence.replies]
    return Check(
        outcome=Outcome.PASS,
        summary=f"{named} for this key.",
        evidence={
            "model": model,
            "endpoint": endpoint,
            **(facts_of(replies[0]) if replies else {}),
        },
        seconds=replies[0].seconds if replies else 0.0,
    )


def _is_there(seen: Seen, model: str | None) -> bool:
    """Whether an answer shows that the model (any, if none was named) can be called."""
    replies = seen.evidence.replies
    listed = replies.get(MODELS)
    if model is None:
        return listed is not None and bool(listed.models)
    called = seen.reached is not None and seen.reached > Gate.MODEL
    shown = replies.get(MODEL)
    return called or (shown is not None and shown.status == 200)  # noqa: PLR2004


def _judge(seen: Seen) -> Check:
    model = wanted_model(seen.evidence.case)
    if model is not None and len(model) > LONGEST_NAME:
        return Check(
            outcome=Outcome.FAIL,
            summary=f"No model has a name of {len(model)} characters; it was not sent to OpenAI.",
            gate=Gate.MODEL,
            code="model_not_found",
            next_steps=("Name the model alone, as `GET /v1/models` lists it.",),
        )
    if turned_away := _turned_away(seen, model):
        return _refused(seen, turned_away, model)
    if model is None:
        return _passed(seen, None) if _is_there(seen, None) else silence(seen)
    called = seen.evidence.replies.get(ENDPOINT)
    said_yes = called is not None and is_alive(seen) and called.status in {200, 400}
    odd = (shutdown(seen.evidence, model), None if said_yes else unsuited(seen.evidence, model))
    worst = min((one for one in odd if one), key=lambda one: one.degrades, default=None)
    if worst is not None:
        return worst
    return _passed(seen, model) if _is_there(seen, model) else silence(seen)


CAUSE: Final = Cause(
    slug="model_endpoint",
    place=6,
    title="The model or endpoint is wrong",
    topic="Model and endpoint",
    docs=_DEPRECATIONS,
    judge=_judge,
    refusals=_REFUSALS,
)
