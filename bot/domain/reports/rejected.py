"""Why an entry of a stream does not count."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with it."""

    SERVICE = "no_service"
    NUMBER = "number"
    ERRORS = "errors"
    KEY = "key"
    TOO_LARGE = "too_large"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Rejected:
    """An entry that nobody can read; `says` tells whoever wires the service what to mend."""

    reason: Reason
    says: str
