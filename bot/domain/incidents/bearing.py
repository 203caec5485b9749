"""Whether an open incident has to do with a call to the API.

By component, since OpenAI's page tells of ChatGPT and Sora as well, and a call does not pass
through them. An incident that names no component may be about anything.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.incidents.changes import IMPACTS
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.states import Impact

DEFAULT: Final = "chat_completions"
_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "chat_completions": ("chat completions",),
        "responses": ("responses",),
        "embeddings": ("embeddings",),
        "images": ("images", "image generation"),
        "audio_speech": ("audio", "speech", "text-to-speech"),
        "audio_transcriptions": ("audio", "transcription", "speech-to-text"),
        "moderations": ("moderation", "moderations"),
        "fine_tuning": ("fine-tuning", "fine tuning"),
        "files": ("files",),
        "batches": ("batch", "batches"),
        "completions": ("completions", "chat completions"),
        "realtime": ("realtime",),
    }
)
_EVERYWHERE: Final = frozenset({"api", "apis", "login", "models"})  # what every call passes
_ALL: Final = frozenset(name for names in _NAMES.values() for name in names) | _EVERYWHERE
_MOST_NAMED: Final = 4


class Bearing(StrEnum):
    """How close an incident is to a call."""

    ON_IT = "on_it"  # it names the component that the call uses
    PERHAPS = "perhaps"  # another part of the API, or no part at all
    ELSEWHERE = "elsewhere"  # ChatGPT and the like


def bearing(incident: Incident, endpoint: str | None) -> Bearing:
    """How close an incident is to calls of an endpoint (its slug; None where none was named)."""
    hit = (*incident.components, *incident.touched)
    of_api = [one for one in hit if _is_api(one)]
    if not hit:
        return Bearing.PERHAPS
    if not of_api:
        return Bearing.ELSEWHERE
    names = {one.name.casefold() for one in of_api}
    wanted = {*_NAMES.get(endpoint or DEFAULT, ()), *_EVERYWHERE}
    return Bearing.ON_IT if names & wanted else Bearing.PERHAPS


def told(incident: Incident, now: datetime) -> str:
    """The incident in half a sentence: “title” (state, impact) on what, since when."""
    badly = "" if incident.impact is Impact.UNSTATED else f", {IMPACTS[incident.impact]}"
    on = _named(incident.components or incident.touched)
    begun = incident.begun
    day = "" if begun.date() == now.date() else f"{begun:%Y-%m-%d} "
    title = incident.title.strip() or "an incident without a title"
    return (
        f"“{title}” ({incident.word or 'open'}{badly}){f' on {on}' if on else ''}, "
        f"since {day}{begun:%H:%M} UTC"
    )


def _is_api(one: Component) -> bool:
    if one.groups:
        return any("api" in group.casefold() for group in one.groups)
    return one.name.casefold() in _ALL


def _named(components: Iterable[Component]) -> str:
    names = list(dict.fromkeys(one.name for one in components))
    more = len(names) - _MOST_NAMED
    return ", ".join((*names[:_MOST_NAMED], *([f"{more} more"] if more > 0 else ())))
