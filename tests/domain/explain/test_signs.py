"""The tables hold together, and nothing in them can grow faster than the text."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from bot.domain import explain as package
from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.causes import CAUSES
from bot.domain.explain import explain
from bot.domain.explain.finding import COMMON_CODES
from bot.domain.explain.phrases import Index, Phrase, words_of
from bot.domain.explain.sign import Meaning
from bot.domain.explain.signs import BAD_REQUEST, MEANINGS

re_parser = importlib.import_module("re._parser")

REFUSALS = {cause.slug: cause.refusals for cause in CAUSES} | {BAD_REQUEST: BAD_REQUESTS}
ALL = [(slug, meaning) for slug, table in MEANINGS.items() for meaning in table]
LONGEST_REPEAT = 400


@pytest.mark.parametrize(
    ("slug", "meaning"),
    [pytest.param(*pair, id=f"{place} {pair[0]} {pair[1].code}") for place, pair in enumerate(ALL)],
)
def test_a_meaning_has_its_texts_or_a_refusal_of_its_name(slug: str, meaning: Meaning) -> None:
    named = {row.name for row in REFUSALS[slug]}

    assert bool(meaning.says) == bool(meaning.steps)
    assert meaning.says or meaning.code in named
    assert set(meaning.also) <= set(REFUSALS) - {slug}


def test_phrases_are_flat_lower_case_and_say_something() -> None:
    phrases = [sign.phrase for _, meaning in ALL for sign in meaning.signs]

    assert [one.words for one in phrases if one.words != " ".join(one.words.lower().split())] == []
    assert [one.words for one in phrases if min(map(len, one.parts)) < 2] == []


def test_no_two_signs_of_one_weight_contradict_each_other() -> None:
    meant: dict[tuple[str, int], set[str]] = {}
    for slug, meaning in ALL:
        for sign in meaning.signs:
            meant.setdefault((sign.phrase.words, sign.weight), set()).add(slug)

    assert {words: slugs for words, slugs in meant.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.slug)
def test_a_code_that_a_cause_knows_is_known_here(cause: object) -> None:
    slug = getattr(cause, "slug", "")
    codes = {
        code
        for row in REFUSALS[slug]
        if row.requires is None
        for code in row.codes
        if "_" in code and code not in COMMON_CODES
    }

    for code in codes:
        text = f"openai.APIError: {{'error': {{'message': 'Made up.', 'code': '{code}'}}}}"
        assert explain(text).cause == slug, code


def test_a_phrase_matches_whole_words_and_bridges_a_gap() -> None:
    phrase = Phrase("the model … does not exist")

    assert phrase.find("well, the model `x` does not exist.") == (6, 34)
    assert phrase.find("the models `x` does not exist") is not None
    assert phrase.find("bathe model does not exist") is None
    assert phrase.find("the model " + "x" * 200 + " does not exist") is None
    assert phrase.find("the model does not existing") is None


def test_an_index_finds_what_looking_one_by_one_finds() -> None:
    phrases = [sign.phrase for _, meaning in ALL for sign in meaning.signs]
    index = Index((phrase, phrase.words) for phrase in phrases)

    for phrase in phrases:
        text = f"x {phrase.words.replace('…', 'y')} z"
        found = {words for words, _, _ in index.found_in(text, words_of(text))}
        assert found == {one.words for one in phrases if one.find(text)}


def _modules() -> Iterator[ModuleType]:
    for entry in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(entry.name)


def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
                for inner in (one, *(getattr(one, field, None) for field in ("pattern", "read"))):
                    cell = getattr(inner, "__closure__", None) or ()
                    for held in (inner, *(part.cell_contents for part in cell)):
                        if isinstance(held, re.Pattern):
                            found[f"{module.__name__}.{name}[{number}] {held.pattern[:30]}"] = held
    return found


def _repeats(parsed: object) -> Iterator[tuple[int, int, bool]]:
    """Each repeat of a pattern: how often at most, how often at least, and whether it nests one."""
    for operator, argument in parsed:  # type: ignore[attr-defined]
        if str(operator) in {"MAX_REPEAT", "MIN_REPEAT"}:
            least, most, inner = argument
            yield int(least), int(most), any(int(high) > 8 for _, high, _ in _repeats(inner))
            yield from _repeats(inner)
        elif str(operator) == "SUBPATTERN":
            yield from _repeats(argument[3])
        elif str(operator) == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(branch)


def test_no_pattern_can_take_longer_than_its_text_is_long() -> None:
    patterns = _patterns()

    slow = {
        name: repeat
        for name, pattern in patterns.items()
        for number, repeat in enumerate(_repeats(re_parser.parse(pattern.pattern)))
        if (repeat[1] > LONGEST_REPEAT and not _is_last(pattern)) or (repeat[1] > 8 and repeat[2])
    }

    assert len(patterns) > 30
    assert slow == {}


def _is_last(pattern: re.Pattern[str]) -> bool:
    """Whether an open repeat is the end of the pattern: it then eats and never goes back."""
    return bool(re.search(r"(?:\+|\{\d+,\})\)?$", pattern.pattern))
