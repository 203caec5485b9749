"""A sign that was found in a text."""

from dataclasses import dataclass

from bot.domain.explain.sign import Meaning


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a sign stands, and what it says about which cause."""

    cause: str
    meaning: Meaning
    weight: int
    start: int
    end: int
    place: int  # of the meaning in its cause's table: the more special one stands first
