"""The models that exist, and those that are gone.

Shutdown dates are counted from today, so that "soon" stays soon for as long as this file
lives. A new model is one row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final


class Kind(StrEnum):
    """What a model can be asked for."""

    CHAT = "chat"
    EMBEDDING = "embedding"
    IMAGE = "image"
    SPEECH = "speech"
    TRANSCRIPTION = "transcription"
    MODERATION = "moderation"
    COMPLETION = "completion"
    REALTIME = "realtime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model. `reasons`: it refuses `max_tokens` and wants `max_completion_tokens`."""

    id: str
    kind: Kind = Kind.CHAT
    days_left: int | None = None
    reasons: bool = False

    def shutdown_date(self, today: date) -> date | None:
        """The last day, if it is known."""
        return None if self.days_left is None else today + timedelta(days=self.days_left)

    def as_json(self, today: date) -> dict[str, Any]:
        """The object that `GET /v1/models` lists."""
        gone = self.shutdown_date(today)
        return {
            "id": self.id,
            "object": "model",
            "created": 1_760_000_000,
            "owned_by": "system",
            "shutdown_date": gone.isoformat() if gone else None,
        }


_MODELS: Final = (
    Model(id="gpt-6-luna", reasons=True),
    Model(id="gpt-6.1-sol", reasons=True),
    Model(id="gpt-6.1-terra", reasons=True),
    Model(id="gpt-5.1", days_left=128, reasons=True),
    Model(id="gpt-4o-mini", days_left=51),
    Model(id="gpt-3.5-turbo-instruct", kind=Kind.COMPLETION, days_left=400),
    Model(id="text-embedding-3-small", kind=Kind.EMBEDDING),
    Model(id="gpt-image-2", kind=Kind.IMAGE),
    Model(id="gpt-tts-2", kind=Kind.SPEECH),
    Model(id="gpt-transcribe-2", kind=Kind.TRANSCRIPTION),
    Model(id="omni-moderation-latest", kind=Kind.MODERATION),
    Model(id="gpt-realtime-2", kind=Kind.REALTIME),
)
MODELS: Final[Mapping[str, Model]] = {model.id: model for model in _MODELS}

GONE: Final = frozenset({"text-davinci-003", "gpt-4-0613", "gpt-4", "o1", "chatgpt-4o-latest"})
