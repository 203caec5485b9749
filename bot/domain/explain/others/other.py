"""What a provider or a service is known by."""

from dataclasses import dataclass
from typing import Final

_CLASSES: Final = (
    "apierror",
    "apistatuserror",
    "authenticationerror",
    "ratelimiterror",
    "badrequesterror",
    "notfounderror",
    "internalservererror",
    "apiconnectionerror",
    "apitimeouterror",
    "permissiondeniederror",
    "overloadederror",
    "unauthorizederror",
    "toomanyrequestserror",
)


def raised_by(package: str) -> tuple[str, ...]:
    """The names of a library's exceptions, and its frames in a traceback."""
    return (
        *(f"{package}.{name}" for name in _CLASSES),
        f"site-packages/{package}/",
        f"node_modules/{package}",
    )


@dataclass(frozen=True, slots=True)
class Other:
    """A provider or service that is not OpenAI.

    `marks` are its host, the name that a wrapper gives its exceptions, or words that only
    it says; `names` are no more than a hint.
    """

    name: str
    marks: tuple[str, ...]
    names: tuple[str, ...] = ()
