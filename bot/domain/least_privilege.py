"""Which permissions a key needs for what the services really call, and which it has beyond that.

A report names the model and not the endpoint. So what a model works with is what its calls may
need: one of several endpoints, of which a key has to open one. Jobs and files need no mention
here, since no report speaks of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.endpoints import ENDPOINTS, fits
from bot.domain.reports.report import OTHER, UNKNOWN_MODEL

ALLOWED: Final = "allowed"
DENIED: Final = "denied"
_JOBS: Final = frozenset({"batches", "fine_tuning", "files"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Models that need one of some endpoints; `denied`: the key may call none of them."""

    endpoints: tuple[str, ...]  # slugs
    models: tuple[str, ...]
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Privileges:
    """What the calls need, what the key may do beyond it, and models that nobody can judge."""

    needs: tuple[Need, ...] = ()
    beyond: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()

    @property
    def lacks(self) -> tuple[Need, ...]:
        """The needs that the key does not meet."""
        return tuple(one for one in self.needs if one.denied)


def privileges(models: Iterable[str], rights: Mapping[str, str]) -> Privileges:
    """Compare; `rights` are those of a diagnosis: by slug "allowed", "denied" or "unknown"."""
    by_endpoints, unjudged = dict[tuple[str, ...], list[str]](), list[str]()
    for model in sorted(set(models)):
        suited = fits(model) - _JOBS
        if suited:
            slugs = tuple(one.slug for one in ENDPOINTS if one.slug in suited)
            by_endpoints.setdefault(slugs, []).append(model)
        elif model not in {UNKNOWN_MODEL, OTHER}:
            unjudged.append(model)
    needs = tuple(
        Need(
            endpoints=slugs,
            models=tuple(some),
            denied=all(rights.get(slug) == DENIED for slug in slugs),
        )
        for slugs, some in by_endpoints.items()
    )
    needed = {slug for slugs in by_endpoints for slug in slugs}
    beyond = tuple(
        one.slug for one in ENDPOINTS if rights.get(one.slug) == ALLOWED and one.slug not in needed
    )
    return Privileges(needs=needs, beyond=beyond if needed else (), unjudged=tuple(unjudged))
