"""How long texts take to explain: many short ones, a huge one, and the worst that we can think of."""

import itertools
import time
from collections.abc import Callable

import pytest

from bot.domain.explain import explain
from tests.domain.explain.texts import ROWS

MOST_FOR_A_THOUSAND = 1.0
MOST_FOR_A_MEGABYTE = 0.2
MEGABYTE = 1_000_000
FRAME = '  File "/srv/acme/module_{0}.py", line {0}, in handler\n    return await self.process(request)\n'
WORST: dict[str, str] = {
    "letters": "a",
    "backslashes": "\\",
    "escaped quotes": '\\"',
    "prefixes": "sk-",
    "jwt": "eyJ",
    "minted": "T3BlbkFJ",
    "bearer": "Bearer ",
    "errors": "error ",
    "statuses": "429 ",
    "phrases": "the model ",
    "entities": "&",
    "colours": "\x1b[",
    "organizations": "org-",
    "hosts": "a.b.",
    "numbers": "limit 1",
    "not ascii": "é",
}


def padded(text: str, size: int) -> str:
    """The text at the end of a traceback of that size."""
    frames = ""
    for number in itertools.count():
        if len(frames) + len(text) >= size:
            return (frames + text)[-size:]
        frames += FRAME.format(number)
    raise AssertionError


def seconds(work: Callable[[], object]) -> float:
    """The best of five: what the work takes when nobody else is in the way."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(5))


def test_a_thousand_texts_of_two_kilobytes() -> None:
    batch = [padded(row.text, 2048) for row in itertools.islice(itertools.cycle(ROWS), 1000)]

    took = seconds(lambda: [explain(text) for text in batch])

    print(f"1 000 texts of 2 kB: {took:.2f} s")
    assert took < MOST_FOR_A_THOUSAND


def test_a_megabyte() -> None:
    text = padded(ROWS[0].text, MEGABYTE)

    took = seconds(lambda: explain(text))

    print(f"1 MB of log: {took * 1000:.0f} ms")
    assert took < MOST_FOR_A_MEGABYTE


@pytest.mark.parametrize("piece", WORST.values(), ids=WORST)
def test_the_worst_texts_take_no_more_than_their_length(piece: str) -> None:
    quarter, whole = (piece * (size // len(piece)) for size in (MEGABYTE // 4, MEGABYTE))

    short, long = seconds(lambda: explain(quarter)), seconds(lambda: explain(whole))

    print(f"{piece!r}: {short * 1000:.0f} ms for 250 kB, {long * 1000:.0f} ms for 1 MB")
    assert long < MOST_FOR_A_MEGABYTE
    assert long < 8 * short
