"""The slots of one series (or of several together), packed: about 30 bytes each.

Ten thousand series with hundreds of slots are millions of slots, so a slot is no object but a
stretch of an array, the oldest first. What is put replaces what was there: a slot holds sums
as they stand, so putting it twice changes nothing.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.domain.reports.report import OTHER
from bot.domain.windows.sums import Sums

_WIDTH: Final = 6  # count, tokens in, tokens out, cost, duration, longest
_LONGEST: Final = 5
_MOST_NAMES: Final = 65_536


class Names:
    """Every `error.type` once, with a number; what comes after very many is all one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {OTHER: 0}
        self._spelt = [OTHER]

    def number(self, name: str) -> int:
        """The number of a name."""
        number = self._numbers.get(name)
        if number is None:
            if len(self._spelt) >= _MOST_NAMES:
                return 0
            number = self._numbers[name] = len(self._spelt)
            self._spelt.append(name)
        return number

    def name(self, number: int) -> str:
        """And back."""
        return self._spelt[number]


class Rows:
    """Slots of `width_ms`, by their start (unix ms)."""

    __slots__ = (
        "_cells",
        "_error_cells",
        "_error_slots",
        "_names",
        "_quotas",
        "_slots",
        "width_ms",
    )

    def __init__(self, width_ms: int, names: Names) -> None:
        self.width_ms = width_ms
        self._names = names
        self._slots = array("I")
        self._cells = array("I")
        self._error_slots = array("I")
        self._error_cells = array("I")  # which error, how many
        self._quotas: dict[int, Mapping[str, float]] | None = None

    def __len__(self) -> int:
        return len(self._slots)

    @property
    def has_errors(self) -> bool:
        """Whether anything failed in what is kept."""
        return bool(self._error_slots)

    @property
    def newest(self) -> int | None:
        """The start of the last slot in which something was counted."""
        return self._slots[-1] * self.width_ms if self._slots else None

    def put(self, start: int, sums: Sums) -> None:
        """Let a slot be these sums."""
        slot = start // self.width_ms
        n = self._place(slot)
        cells = (
            sums.count, sums.input_tokens, sums.output_tokens, sums.cost_micros,
            sums.duration_ms, sums.duration_max_ms,
        )  # fmt: skip
        known = n < len(self._slots) and self._slots[n] == slot
        if not known:
            self._slots.insert(n, slot)
        self._cells = _spliced(self._cells, n * _WIDTH, _WIDTH if known else 0, cells)
        self._put_errors(slot, sums.errors)
        if sums.quotas or self._quotas:
            others = {at: used for at, used in (self._quotas or {}).items() if at != slot}
            self._quotas = {**others, slot: dict(sums.quotas)}

    def at(self, start: int) -> Sums:
        """What stands in a slot."""
        slot = start // self.width_ms
        n = self._place(slot)
        if n == len(self._slots) or self._slots[n] != slot:
            return Sums()
        return self._sums(self._cells[n * _WIDTH : (n + 1) * _WIDTH], slot, slot)

    def between(self, start: int, end: int) -> Sums:
        """Sum up the slots that begin from `start` on and before `end`."""
        low, high = self._range(start, end)
        if low >= high:
            return Sums()
        width, cells = _WIDTH, self._cells
        a, b = low * width, high * width
        sums = [sum(cells[a + n : b : width]) for n in range(_LONGEST)]
        sums.append(max(cells[a + _LONGEST : b : width]))
        return self._sums(sums, self._slots[low], self._slots[high - 1])

    def starts(self, start: int, end: int) -> Sequence[int]:
        """The starts of the slots from `start` up to `end`, the oldest first."""
        low, high = self._range(start, end)
        width = self.width_ms
        return [slot * width for slot in self._slots[low:high]]

    def backwards(self, start: int, end: int) -> Iterator[tuple[int, Sums]]:
        """The slots from `start` up to `end`, the newest first, each read when it is asked for."""
        low, high = self._range(start, end)
        for n in range(high - 1, low - 1, -1):
            begun = self._slots[n] * self.width_ms
            yield begun, self.at(begun)

    def drop_before(self, start: int) -> None:
        """Forget the slots that began before."""
        slot = start // self.width_ms
        n = bisect_left(self._slots, slot)
        if n:
            del self._slots[:n], self._cells[: n * _WIDTH]
            errors = bisect_left(self._error_slots, slot)
            del self._error_slots[:errors], self._error_cells[: 2 * errors]
        if self._quotas:
            self._quotas = {at: used for at, used in self._quotas.items() if at >= slot} or None

    def _sums(self, cells: Iterable[int], first: int, last: int) -> Sums:
        count, tokens_in, tokens_out, cost, duration, longest = cells
        errors, used = self._errors(first, last), self._used(first, last)
        return Sums(count, errors, tokens_in, tokens_out, cost, duration, longest, used)

    def _range(self, start: int, end: int) -> tuple[int, int]:
        width = self.width_ms
        return self._place(-(-start // width)), self._place(-(-end // width))

    def _place(self, slot: int) -> int:
        slots = self._slots
        if not slots or slots[-1] < slot:
            return len(slots)
        return bisect_left(slots, slot)

    def _put_errors(self, slot: int, errors: Mapping[str, int]) -> None:
        if not errors and not (self._error_slots and self._error_slots[-1] >= slot):
            return
        low = bisect_left(self._error_slots, slot)
        high = bisect_left(self._error_slots, slot + 1, low)
        self._error_slots[low:high] = array("I", [slot] * len(errors))
        flat = [cell for name, n in errors.items() for cell in (self._names.number(name), n)]
        self._error_cells = _spliced(self._error_cells, 2 * low, 2 * (high - low), flat)

    def _errors(self, first: int, last: int) -> dict[str, int]:
        slots = self._error_slots
        if not slots or slots[-1] < first:
            return {}
        low, high = bisect_left(slots, first), bisect_left(slots, last + 1)
        found = dict[int, int]()
        cells = self._error_cells
        for n in range(2 * low, 2 * high, 2):
            found[cells[n]] = found.get(cells[n], 0) + cells[n + 1]
        return {self._names.name(number): n for number, n in found.items()}

    def _used(self, first: int, last: int) -> dict[str, float]:
        highest = dict[str, float]()
        for slot, quotas in (self._quotas or {}).items():
            if first <= slot <= last:
                for name, used in quotas.items():
                    highest[name] = max(used, highest.get(name, used))
        return highest


def _spliced(cells: "array[int]", at: int, length: int, new: Iterable[int]) -> "array[int]":
    """The cells with some replaced; they grow to 8 bytes each once a number needs it."""
    new = list(new)
    try:
        cells[at : at + length] = array(cells.typecode, new)
    except OverflowError:
        cells = array("Q", cells)
        cells[at : at + length] = array("Q", new)
    return cells
