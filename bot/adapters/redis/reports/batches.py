"""A folded batch as the one argument of the script that counts it.

JSON, since Redis reads it several times faster than thousands of arguments, and 53 bits are
more than any number in it has.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.adapters.redis.reports.keys import STRETCHES
from bot.domain.windows.fold import Folded, Line, Tally
from bot.domain.windows.series import KEPT_S

_WIDTHS: Final = [
    (letter, length, width, KEPT_S[width]) for width, (letter, length) in STRETCHES.items()
]
WORDS_KEPT: Final = 32  # of each process: the last 1024 counters


def batch_text(
    folded: Folded, notes: Mapping[str, int], *, group: str, consumer: str, most_series: int
) -> str:
    """What the script has to know of a batch."""
    ids = sorted(folded.ids, key=order)
    totals = {
        "counted": folded.counted,
        "skewed": folded.skewed,
        "too_old": folded.too_old,
        "duplicates": folded.duplicates,
        **notes,
    }
    tree = {
        "group": group,
        "consumer": consumer,
        "most": most_series,
        "at": order(ids[-1])[0],
        "ids": ids,
        "widths": _WIDTHS,
        "seen": [
            (word.who, word.number % WORDS_KEPT, word.number, bits)
            for word, bits in folded.seen.items()
        ],
        "totals": [one for one in totals.items() if one[1]],
        "lines": [
            {"service": series.service, "model": series.model, **_line(line)}
            for series, line in folded.lines.items()
        ],
    }
    return json.dumps(tree, separators=(",", ":"))


def order(entry: str) -> tuple[int, int]:
    """By this ids are in order."""
    at, _, n = entry.partition("-")
    return int(at), int(n)


def _line(line: Line) -> dict[str, Any]:
    tallies = (*line.fine.values(), *line.late.values())
    return {
        "first": line.first,
        "last": line.last,
        "arrivals": sorted(line.arrivals)[-21:],
        "said": [(name, at, text) for name, (at, text) in line.said.items()],
        "errors": list({name: None for one in tallies for name in one.errors}),
        "slots": [(start // 1000, _gain(tally)) for start, tally in line.fine.items()],
        "late": [(start // 1000, _gain(tally)) for start, tally in line.late.items()],
    }


def _gain(tally: Tally) -> tuple[Any, ...]:
    return (
        tally.count, tally.input_tokens, tally.output_tokens, tally.cost_micros,
        tally.duration_ms, tally.duration_max_ms, tally.errors, tally.quotas,
    )  # fmt: skip
