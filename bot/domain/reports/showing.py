"""An entry as it may be kept and shown: secrets masked, and not too much of it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.explain.masking import mask_secrets

MOST_SHOWN: Final = 32  # fields
LONGEST_SHOWN: Final = 256  # characters
_LOOKED_AT: Final = 4 * LONGEST_SHOWN  # a key that is cut here shows less than is worth masking


def shown(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields, masked and cut."""
    some = list(fields.items())[:MOST_SHOWN]
    return {_shown(name): _shown(text) for name, text in some}


def _shown(text: str) -> str:
    return mask_secrets(text[:_LOOKED_AT]).text[:LONGEST_SHOWN]
