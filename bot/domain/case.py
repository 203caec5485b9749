"""What there is to diagnose: what somebody pasted and said, and what their machine shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.gates import Gate
from bot.domain.incidents.incident import Incident
from bot.domain.keys import ApiKey
from bot.domain.probes import Failure, Reply


class Outcome(StrEnum):
    """How one check ended; the values are those of the JSON contract."""

    PASS = "pass"  # noqa: S105  # an outcome, not a password
    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Origin(StrEnum):
    """Where the text with the key came from; it decides how strictly it is read.

    An environment variable is sent to the byte, so a newline in it is the fault itself;
    in a paste it may be no more than the way it was copied.
    """

    PASTE = "paste"
    PIPE = "pipe"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A mistake seen in what was pasted, before anything was sent."""

    name: str  # "smart_quotes", "near_miss_variable", "masked_copy", …
    cause: str  # slug of the cause it speaks for
    outcome: Outcome  # FAIL or WARN; PASS for "noticed, and fine"
    gate: Gate
    says: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A paste, read: the clean key in it (if any), the mistakes, and what else it named."""

    key: ApiKey | None = None
    masked: str = ""  # how the paste may be shown when there is no key: never more than its ends
    slips: tuple[Slip, ...] = ()
    model: str | None = None  # named in a pasted curl command or script
    endpoint: str | None = None  # slug of an endpoint, from the URL in a curl command
    organization: str | None = None
    project: str | None = None
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Sdk:
    """The library that somebody says they use: ("openai-python", "1.40.0")."""

    name: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the terminal command saw on its own machine: names and versions, no values.

    `dotenv` says of each `OPENAI_*` name in a `.env` file how it relates to the
    environment: "same", "different" or "absent" there.
    """

    variables: frozenset[str] = frozenset()  # names set and not empty
    empty: frozenset[str] = frozenset()  # names set to nothing
    dotenv: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)  # "openai": "1.40.0", …
    shadowed_by: str | None = None  # a local openai.py or openai/ that hides the package
    python: str = ""
    bad_certificates: str = ""  # a variable that names a file of certificates which is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question: does this key work, for this use?"""

    pasted: Pasted
    base_url: str
    origin: Origin = Origin.PASTE
    model: str | None = None
    endpoint: str | None = None  # slug of an entry of ENDPOINTS
    organization: str | None = None
    project: str | None = None
    sdk: Sdk | None = None
    paid: bool = False
    machine: Machine | None = None


class Step(StrEnum):
    """The rungs of the ladder to OpenAI, bottom up."""

    PROXY = "proxy"
    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung: `detail` is for people ("certificate issued by …"), `seen` for the evidence."""

    step: Step
    outcome: Outcome
    detail: str
    seen: Mapping[str, str] = field(default_factory=dict)
    failure: Failure | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known at one moment of a run; grows as answers arrive, is never changed."""

    case: Case
    today: date
    rungs: tuple[Rung, ...] = ()
    replies: Mapping[str, Reply] = field(default_factory=dict)  # by the probe's name
    finished: bool = False  # no more answers will come
    incidents: tuple[Incident, ...] = ()  # what OpenAI's page reports as open, as far as known
    at: datetime | None = None  # when the run began, where that matters

    @property
    def key(self) -> ApiKey | None:
        """The key that was pasted, if there was one."""
        return self.case.pasted.key
