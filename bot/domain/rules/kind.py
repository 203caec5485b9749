"""What a kind of rule is, and what it may look at.

A kind is one file in this folder: its parameters with their defaults and bounds, and
`measure`, a pure function from what was seen to readings. Settings, the form in Slack, the
TOML file and the docs are made from the parameters, so a new kind needs no parser.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.rules.reading import Reading
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.used import Used


class Seen(Protocol):
    """What is known of one subject at one moment. All times are unix ms, spans seconds."""

    @property
    def subject(self) -> Subject:
        """Whom it is about."""
        ...

    @property
    def now(self) -> int:
        """The moment."""
        ...

    def last(self, span_s: int) -> Sums:
        """Sum up the last `span_s` seconds; beyond 90 min to the nearest hour."""
        ...

    def slots(self, span_s: int, width_s: int) -> Sequence[tuple[int, Sums]]:
        """The slots of the last `span_s` seconds in which something was counted, oldest first.

        Each by its start; `width_s` is 10, 60 or 3600.
        """
        ...

    @property
    def width_s(self) -> int:
        """The width of the finest slots."""
        ...

    def backwards(self, span_s: int) -> Iterator[tuple[int, Sums]]:
        """The finest slots of the last `span_s` seconds, the newest first, as they are asked for."""
        ...

    def between(self, start: int, end: int) -> Sums:
        """Sum up the slots from `start` up to `end`, in the finest that is kept."""
        ...

    @property
    def latest(self) -> Mapping[Series, Latest]:
        """What each series of the subject last said of itself."""
        ...

    @property
    def used(self) -> Mapping[Series, Sequence[Used]]:
        """How much of the provider's limits each series had used, while it is half or more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that people may choose.

    `unit` is "", "%", "s", "min", "h" or "calls"; a share is kept as a fraction, shown in %.
    """

    name: str
    title: str
    default: float
    least: float
    most: float
    unit: str = ""
    help: str = ""


Values = Mapping[str, float]  # parameter name -> value, complete


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of rule.

    `scopes` says for which subjects it is measured: "series", "service" (all its models; if it is
    measured in series as well, only where there are several), "model" (over all services), "all". `on` is whether it works without being asked for.
    `timed`: the passing of time alone may bring it across its limit, so it is measured in all
    subjects every `every_s`; another one wherever something was counted. `replays`: it looks at
    nothing but what was counted, so that a preview can replay it. `reminds`: whether people are
    reminded of an open alert; not of what stays as it is for weeks. `check` refuses values that cannot work together
    and says why ("" if they can).
    """

    place: int
    word: str
    title: str
    summary: str
    parameters: tuple[Parameter, ...]
    measure: Callable[[Seen, Values], tuple[Reading, ...]]
    scopes: frozenset[str]
    on: bool = True
    timed: bool = False
    every_s: int = 5
    replays: bool = True
    reminds: bool = True
    hours: Callable[[Seen], int] | None = None  # how far it looks beyond 90 min, if it does
    check: Callable[[Values], str] = lambda _: ""
    causes: tuple[str, ...] = ()  # the causes it speaks for where the errors do not tell
