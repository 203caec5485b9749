"""From an error text to its cause: pure, deterministic, and silent where it does not know.

`explain` masks keys first (masking), makes one flat line of whatever was pasted (reading),
sees whose failure it can be (context), weighs the signs of all causes (signs, choosing), drops what another provider said (others,
hosts), reads numbers and names (details) and words the answer (texts).
"""

from bot.domain.explain.engine import explain
from bot.domain.explain.explanation import Explanation, to_json
from bot.domain.explain.masking import FoundKey, Masked, mask_secrets

__all__ = ["Explanation", "FoundKey", "Masked", "explain", "mask_secrets", "to_json"]
