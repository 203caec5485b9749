"""What a text says in its own words, or in another language, where no phrase is known.

People translate errors, and programs tell them in their own way. What stays are the thing
and what is wrong with it, near each other: a key and "rejected", a quota and "превышена".
Such a pair is as weak as a status: it counts in a text about OpenAI in which nothing
clearer stands, unless its topic is loud.
"""

from collections.abc import Iterator
from typing import Final

from bot.domain.explain.context import Context, context_of
from bot.domain.explain.hit import Hit
from bot.domain.explain.reading import Reading
from bot.domain.explain.signs import MEANINGS
from bot.domain.explain.topics import TOPICS, Topic

BEFORE: Final = 45
AFTER: Final = 60
MOST_PLACES: Final = 8  # of one thing in one text
SPACED: Final = 0x2E80  # scripts below this put blanks between their words


def heard_in(reading: Reading, *, loud: bool = False) -> list[Hit]:
    """The pairs of a thing and its trouble that stand near each other."""
    if context_of(reading) is not Context.OPENAI:
        return []
    topics = (topic for topic in TOPICS if topic.loud is loud)
    return [hit for topic in topics for hit in _hits(topic, reading.lower)]


def _hits(topic: Topic, lower: str) -> Iterator[Hit]:
    things = [thing for thing in topic.things if thing in lower]
    troubles = [word for word in topic.troubles if word in lower] if things else []
    places = (at for thing in things for at in _places(thing, lower))
    for at in places if troubles else ():
        start, end = max(0, at - BEFORE), at + AFTER
        near = lower[start:end]
        if any(word in near for word in troubles) and not any(w in near for w in topic.unless):
            meanings = MEANINGS[topic.cause]
            place, meaning = next(
                (number, one) for number, one in enumerate(meanings) if one.code == topic.code
            )
            yield Hit(topic.cause, meaning, topic.weight, start, min(end, len(lower)), place)
            return


def _places(thing: str, lower: str) -> Iterator[int]:
    at = lower.find(thing)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        if not _inside_a_word(lower, at):
            yield at
        at = lower.find(thing, at + len(thing))


def _inside_a_word(lower: str, at: int) -> bool:
    """As the key (ключ) in the Russian word for connecting."""
    before = lower[at - 1 : at]
    return before.isalpha() and lower[at].isalpha() and ord(before) < SPACED
