"""From a text to its answer: masked first, explained, and what was found filled into a form."""

from collections.abc import Sequence
from typing import Final

from bot.domain.explain import Explanation, explain, mask_secrets
from bot.domain.explain.ids import ids_in
from bot.views.asked import Asked
from bot.views.explained import Answered
from bot.views.key_form import LIBRARIES, LONGEST, MODEL, SDK_VERSION

_OTHER: Final = "other"


def answer_to(text: str, notes: Sequence[str] = (), thread: str = "") -> Answered:
    """Explain a text of any kind; what it is given may hold keys, what it gives holds none."""
    masked = mask_secrets(text).text
    explanation = explain(masked)
    return Answered(
        explanation=explanation,
        asked=_asked(masked, explanation),
        notes=tuple(notes),
        thread=thread,
    )


def _asked(masked: str, explanation: Explanation) -> Asked:
    def found(name: str, limit: int) -> str | None:
        value = explanation.details.get(name)
        return value if isinstance(value, str) and len(value) <= limit else None

    ids, sdk = ids_in(masked), found("sdk", LONGEST[MODEL])
    return Asked(
        model=found("model", LONGEST[MODEL]),
        endpoint=found("endpoint", LONGEST[MODEL]),
        organization=ids.organization,
        project=ids.project,
        sdk=(sdk if sdk in LIBRARIES else _OTHER) if sdk else None,
        sdk_version=found("sdk_version", LONGEST[SDK_VERSION]) if sdk in LIBRARIES else None,
    )
