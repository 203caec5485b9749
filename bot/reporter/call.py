"""One call as it was seen, ready to be counted."""

from dataclasses import dataclass, field

from bot.domain.reports.report import UNKNOWN_MODEL, Headroom


@dataclass(frozen=True, slots=True)
class Line:
    """What calls are counted under: reports of two lines are two reports."""

    model: str = UNKNOWN_MODEL
    sdk: str = ""
    key: str = ""  # masked


@dataclass(slots=True, kw_only=True)
class Call:
    """One logical call: retries that the SDK makes by itself belong to it.

    `error` is a value of `error.type`, "" if the call went well. `seconds` is the time to the
    answer, in a stream the time to its beginning.
    """

    line: Line = field(default_factory=Line)
    error: str = ""
    seconds: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    requests: Headroom | None = None
    tokens: Headroom | None = None
