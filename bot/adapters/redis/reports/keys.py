"""The keys of a stream's sums, and how a slot lies in them.

All carry the stream's whole name as their hash tag, so that in a cluster one script reaches the
stream and the sums. The slots of a series lie in hashes of a stretch of time each: small
enough that Redis keeps them packed, large enough that a series has few. The field of a slot is
one letter, its place in the stretch; its sums are one text. Its errors and quotas have fields of
their own: the letter, `e` or `q`, and the name.

    {stream}:series       every series by its last arrival          :services   how many of a service
    {stream}:latest:S     what a series last said                   :totals     what became of entries
    {stream}:F:C:S        the slots of series S in stretch C        :revision   how often was counted
    {stream}:touched      slots of 10 s by the revision that changed them; :forgotten up to which not
    {stream}:seen:W       which `seq` of a process were counted     :instances  those processes by time
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums

GROUP: Final = "openai-diagnose"
REJECTED: Final = "openai-diagnose:rejected"
MOST_REJECTED: Final = 1000


class Stretch(NamedTuple):
    """How slots of one width lie in hashes: `letter` in the key, `length_s` a hash."""

    letter: str
    length_s: int


STRETCHES: Final[Mapping[Resolution, Stretch]] = {
    Resolution.FINE: Stretch("f", 120),
    Resolution.MINUTE: Stretch("m", 1800),
    Resolution.HOUR: Stretch("h", 86400),
}
_FIRST_PLACE: Final = ord("0")


def prefix(stream: str) -> str:
    """What all our keys for a stream begin with."""
    return f"openai-diagnose:{{{stream}}}:"


def name(series: Series) -> str:
    """A series as part of a key: no service has a bar in its name."""
    return f"{series.service}|{series.model}"


def series(text: str) -> Series:
    """And back."""
    service, _, model = text.partition("|")
    return Series(service, model)


def slots(width: Resolution, chunk: int, flat: list[str]) -> Iterator[tuple[int, Sums]]:
    """The slots of a stretch out of its fields and values: start (ms) and sums."""
    found = dict[str, tuple[str, dict[str, int], dict[str, float]]]()
    for field, value in zip(flat[::2], flat[1::2], strict=True):
        place, kind, what = field[0], field[1:2], field[2:]
        numbers, errors, quotas = found.get(place) or ("", {}, {})
        if kind == "e":
            errors[what] = int(value)
        elif kind == "q":
            quotas[what] = float(value)
        else:
            numbers = value
        found[place] = (numbers, errors, quotas)
    for place, (numbers, errors, quotas) in found.items():
        start = (chunk + (ord(place) - _FIRST_PLACE) * width) * 1000
        count, tokens_in, tokens_out, cost, duration, longest = map(int, numbers.split(","))
        yield (
            start,
            Sums(count, errors, tokens_in, tokens_out, cost, duration, longest, quotas),
        )
