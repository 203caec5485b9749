"""What goes over Slack's wire: JSON objects, refusals, and the record of it all.

The log keeps everything as it was sent, keys included: tests search it for what should
not be there. Whoever shows it to a person passes it through `masked` first.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

Fields = dict[str, Any]  # a JSON object
Headers = dict[str, str]


class Refused(Exception):
    """A call that Slack refuses; `error` is Slack's own word for it."""

    def __init__(
        self,
        error: str,
        *problems: str,
        status: int = 200,
        headers: Headers | None = None,
        **more: object,
    ) -> None:
        super().__init__(error, *problems)
        self.error = error
        self.problems = problems
        self.status = status
        self.headers = headers or {}
        self.more = more

    def as_json(self) -> Fields:
        """The body of the answer."""
        body: Fields = {"ok": False, "error": self.error, **self.more}
        if self.problems:
            body["response_metadata"] = {"messages": list(self.problems)}
        return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing that went over the wire.

    `kind` is one of "web_api", "response_url", "upload" (from the bot), "slash_commands",
    "interactive", "events_api" (to the bot), "socket". `answer` is what came back: the Web
    API's answer or the bot's acknowledgement; `error` says why there was none, or what the
    other side refused.
    """

    at: float
    kind: str
    name: str  # the method, the command, the type of the payload
    sent: Fields = field(default_factory=dict)
    answer: object = None
    error: str | None = None
    seconds: float = 0.0

    @property
    def from_bot(self) -> bool:
        """Whether the bot began it."""
        return self.kind in {"web_api", "response_url", "upload"}


class WireLog(Sequence[Record]):
    """Everything that went over the wire, oldest first."""

    def __init__(self, records: Sequence[Record] = ()) -> None:
        self._records = list(records)
        self._subscribers: list[Callable[[Record], None]] = []

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401  # Sequence's own signature
        return self._records[index]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def write(self, record: Record) -> None:
        """Keep a record and tell everybody who listens."""
        self._records.append(record)
        for tell in self._subscribers:
            tell(record)

    def subscribe(self, tell: Callable[[Record], None]) -> Callable[[], None]:
        """Call `tell` with each new record; the result ends it."""
        self._subscribers.append(tell)
        return lambda: self._subscribers.remove(tell)

    def of(self, name: str) -> "WireLog":
        """Only the records of one method, command or payload."""
        return WireLog([record for record in self._records if record.name == name])

    def ending(self, length: int = 8) -> str:
        """The last records in words, without what was sent: for the text of an error."""
        last = [f"{r.kind} {r.name} {r.error or 'ok'}" for r in self._records[-length:]]
        return "the wire saw: " + ("; ".join(last) or "nothing")

    def from_bot(self) -> "WireLog":
        """Only what the bot began."""
        return WireLog([record for record in self._records if record.from_bot])


_SECRETS: Final = re.compile(
    r"sk-[\w-]{12,}|xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w-]+|/response/[\w/-]+"
)


def masked(record: Record, secrets: re.Pattern[str] = _SECRETS) -> Record:
    """Hide keys, tokens and capability URLs in a record, for people to look at."""
    hidden: Fields = _masked(record.sent, secrets)
    return replace(record, sent=hidden, answer=_masked(record.answer, secrets))


def _masked(value: Any, secrets: re.Pattern[str]) -> Any:  # noqa: ANN401  # any JSON value
    if isinstance(value, str):
        return secrets.sub(lambda found: found.group()[:8] + "…", value)
    if isinstance(value, dict):
        return {name: _masked(inner, secrets) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, secrets) for inner in value]
    return value
