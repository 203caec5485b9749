"""What is known of the model that the person named: near names, its last day, its family."""

import re
from datetime import date
from difflib import get_close_matches
from typing import Final

from bot.domain.case import Evidence, Outcome
from bot.domain.diagnosis import Check
from bot.domain.endpoints import by_slug, fits, wanted_endpoint
from bot.domain.gates import Gate
from bot.domain.probes import Model
from bot.domain.questions import MODEL, MODELS

LONGEST_NAME: Final = 256
NEAR_DAYS: Final = 90  # a shutdown within so many days makes the key "degraded"
_LONGEST_SHOWN: Final = 100
_MARKUP: Final = re.compile(r"[^\w.:/-]", re.ASCII)
_DEPRECATIONS: Final = "https://developers.openai.com/api/docs/deprecations"
_TAKE_ANYTHING: Final = frozenset({"files", "batches"})


def shown(name: str) -> str:
    """The name as it may stand in a sentence: nothing in it that could be markup."""
    return _MARKUP.sub("", name)[:_LONGEST_SHOWN]


def known_models(evidence: Evidence) -> tuple[Model, ...]:
    """All models that any answer has shown, the one that was asked for first."""
    replies = [evidence.replies[name] for name in (MODEL, MODELS) if name in evidence.replies]
    return tuple(model for reply in replies for model in reply.models)


def nearest(evidence: Evidence, name: str) -> list[str]:
    """The models of this key whose names are most like it."""
    names = [model.id for model in known_models(evidence)]
    return get_close_matches(name[:LONGEST_NAME], names, n=3, cutoff=0.6)


def _last_day(evidence: Evidence, name: str) -> date | None:
    for model in known_models(evidence):
        if model.id == name and model.shutdown_date:
            try:
                return date.fromisoformat(model.shutdown_date)
            except ValueError:
                return None
    return None


def shutdown(evidence: Evidence, name: str) -> Check | None:
    """A failure if the model's last day is past, a warning if it is near."""
    day = _last_day(evidence, name)
    left = (day - evidence.today).days if day else NEAR_DAYS + 1
    if left > NEAR_DAYS:
        return None
    gone = left < 0
    return Check(
        outcome=Outcome.FAIL if gone else Outcome.WARN,
        summary=f"The model `{shown(name)}` was shut down on {day}."
        if gone
        else f"The model `{shown(name)}` will be shut down on {day}, {_in(left)}.",
        evidence={"model": name, "shutdown_date": str(day), "days_left": left},
        gate=Gate.MODEL,
        code="model_shut_down" if gone else "model_shutdown_near",
        next_steps=(
            f"Find the model that takes its place at {_DEPRECATIONS}.",
            "Put the new name wherever the old one is set."
            if gone
            else "Change over before that day, and try the new model on real tasks first.",
        ),
        degrades=not gone,
    )


def _in(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def unsuited(evidence: Evidence, name: str) -> Check | None:
    """A failure if the model's family is made for other endpoints than the wanted one."""
    endpoint = wanted_endpoint(evidence.case)
    suited = sorted(fits(name))
    if not suited or endpoint in suited or endpoint in _TAKE_ANYTHING:
        return None
    titles = ", ".join(by_slug(slug).title for slug in suited)
    return Check(
        outcome=Outcome.FAIL,
        summary=f"The model `{shown(name)}` does not go with {by_slug(endpoint).title}; it is made for {titles}.",
        evidence={"model": name, "endpoint": endpoint, "suited": suited},
        gate=Gate.MODEL,
        code="wrong_endpoint",
        next_steps=(
            f"Call `/v1{by_slug(suited[0]).path}` with this model.",
            f"Or use a model made for {by_slug(endpoint).title}.",
        ),
    )
