"""What a sign is: a phrase, how much it weighs, and what it means.

The weights are one ladder, so that "the code first, then the wording" is a comparison of
numbers: what outranks a code stands above it, and what only hints stands far below. Signs
at STRONG and below are said by other software too, so they count only in a text that is
about OpenAI.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from bot.domain.explain.phrases import Phrase


class Weight(IntEnum):
    """How much a sign says; confidence follows from it."""

    EXACT = 110  # wording that tells apart what shares one code
    CODE = 100  # OpenAI's own error code
    SURE = 90  # words that nobody else says
    STRONG = 70
    FAIR = 50  # the class of an exception
    FAINT = 35  # a status, or words that fit many failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One phrase; `unless` names words that take its meaning away."""

    phrase: Phrase
    weight: Weight
    unless: tuple[str, ...] = ()
    anywhere: bool = False  # counts without any word of OpenAI, as long as nobody else is named

    @property
    def needs_openai(self) -> bool:
        """Whether other software says the same, so that the text has to be about OpenAI."""
        return self.weight <= Weight.STRONG and not self.anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One thing that an error text can mean.

    Without `says` the texts are those of the refusal of the same name among the cause's
    own: what OpenAI's API says is explained in one place. `own` marks what happens in the
    caller's program before any provider is asked, so that it holds whosever API is called.
    """

    code: str
    signs: tuple[Sign, ...]
    says: str = ""
    steps: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    own: bool = field(default=False)


def _signs(weight: Weight, phrases: tuple[str, ...], unless: tuple[str, ...]) -> tuple[Sign, ...]:
    return tuple(Sign(phrase=Phrase(words), weight=weight, unless=unless) for words in phrases)


def exact(*phrases: str, unless: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """Signs that outrank a code."""
    return _signs(Weight.EXACT, phrases, unless)


def sure(*phrases: str, unless: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """Signs that need no context."""
    return _signs(Weight.SURE, phrases, unless)


def strong(*phrases: str, unless: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """Signs that are clear in a text about OpenAI."""
    return _signs(Weight.STRONG, phrases, unless)


def fair(*phrases: str, unless: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """Signs that a clearer one overrules."""
    return _signs(Weight.FAIR, phrases, unless)


def bare(*phrases: str) -> tuple[Sign, ...]:
    """Signs as weak as the faint ones that stand without OpenAI's name: they blame no key."""
    return tuple(
        Sign(phrase=Phrase(words), weight=Weight.FAINT, anywhere=True) for words in phrases
    )


def faint(*phrases: str, unless: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """Signs that speak only when nothing else does."""
    return _signs(Weight.FAINT, phrases, unless)
