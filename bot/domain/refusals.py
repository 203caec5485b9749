"""What OpenAI says when it turns a call away, and how to tell one refusal from another.

Each cause keeps its own refusals in its own file; this module only weighs them against an
answer. The pair (status, `error.code`, `error.type`, words) decides, never the status
alone: 429 is both "too fast" and "no money", 403 is a missing scope, a country, or a
proxy's block page. The most specific row wins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The four things by which a refusal is known; each may be missing."""

    status: int | None = None
    code: str | None = None
    type: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One way in which a call is turned away.

    A row fits when `requires` matches the words (if it is given), the status is one of
    `statuses` (if both are known), and at least one of `codes`, `wording` or `types` is
    met. A row with `statuses` alone is the last resort for that status.
    """

    name: str  # OpenAI's code where there is one, else ours: shown as `code`
    gate: Gate
    says: str  # one sentence: what is wrong
    steps: tuple[str, ...]  # what to do, at most four
    codes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    statuses: frozenset[int] = frozenset()
    wording: re.Pattern[str] | None = None
    requires: re.Pattern[str] | None = None
    degrades: bool = False  # the key works, only not as well as it should
    before_key: bool = False  # said before OpenAI looked at the key, whatever the gate

    def fit(self, words: Words) -> int:
        """How well the row fits: 0 means not at all, more is more specific."""
        if self.statuses and words.status is not None and words.status not in self.statuses:
            return 0
        if self.requires is not None and not self.requires.search(words.message):
            return 0
        met = (
            4 * (words.code in self.codes)
            + 2 * bool(self.wording and self.wording.search(words.message))
            + 1 * (words.type in self.types)
        )
        if not met and not self._is_status_alone(words):
            return 0
        return 1 + 2 * met + 16 * (self.requires is not None)

    def _is_status_alone(self, words: Words) -> bool:
        only_statuses = not (self.codes or self.types or self.wording)
        return only_statuses and words.status in self.statuses


def best(refusals: Iterable[Refusal], words: Words) -> Refusal | None:
    """The row that fits best, or None; among equals the first."""
    fits = [(row.fit(words), -place, row) for place, row in enumerate(refusals)]
    score, _, row = max(fits, key=lambda entry: entry[:2], default=(0, 0, None))
    return row if score else None


def says(*alternatives: str) -> re.Pattern[str]:
    """Compile the wordings of a refusal; case does not matter."""
    return re.compile("|".join(alternatives), re.IGNORECASE)
