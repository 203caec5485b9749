"""The keys of a stream's sums, and how a slot lies in them.

All carry the stream's whole name as their hash tag, so that in a cluster one script reaches the
stream and the sums. The slots of a series lie in hashes of a stretch of time each: small
enough that Redis keeps them packed, large enough that a series has few. A field is one letter
for the place of the slot in the stretch, one for what is counted, and of errors and quotas the name.

    {stream}:series       every series by its last arrival          :services   how many of a service
    {stream}:latest:S     what a series last said                   :totals     what became of entries
    {stream}:F:C:S        the slots of series S in stretch C        :revision   how often was counted
    {stream}:touched      slots of 10 s by the revision that changed them; :forgotten up to which not
    {stream}:seen:W       which `seq` of a process were counted     :instances  those processes by time
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bot.domain.windows.series import KEPT_S, Resolution, Series
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


def where(width: Resolution, start_ms: int) -> tuple[str, int, int, str]:
    """Where a slot lies: letter and start (s) of the stretch, when that may go (s), its place."""
    letter, length = STRETCHES[width]
    start = start_ms // 1000
    chunk = start - start % length
    place = chr(_FIRST_PLACE + (start - chunk) // width)
    return letter, chunk, chunk + length + KEPT_S[width], place


def slots(width: Resolution, chunk: int, flat: list[str]) -> Iterator[tuple[int, Sums]]:
    """The slots of a stretch out of its fields and values: start (ms) and sums."""
    found = dict[str, dict[str, str]]()
    for field, value in zip(flat[::2], flat[1::2], strict=True):
        found.setdefault(field[0], {})[field[1:]] = value
    for place, kept in found.items():
        yield (chunk + (ord(place) - _FIRST_PLACE) * width) * 1000, _sums(kept)


def _sums(kept: Mapping[str, str]) -> Sums:
    get = kept.get
    return Sums(
        count=int(get("c", 0)),
        errors={field[1:]: int(n) for field, n in kept.items() if field[0] == "e"},
        input_tokens=int(get("i", 0)),
        output_tokens=int(get("o", 0)),
        cost_micros=int(get("k", 0)),
        duration_ms=int(get("d", 0)),
        duration_max_ms=int(get("m", 0)),
        quotas={field[1:]: float(used) for field, used in kept.items() if field[0] == "q"},
    )
