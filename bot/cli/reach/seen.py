"""One thing that was looked at, and the questions over HTTP that all the looking shares."""

from dataclasses import dataclass
from typing import Final

import httpx

from bot.domain.case import Outcome

SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A line of the report: what it is about, what was seen, and what to do if it is bad."""

    about: str
    outcome: Outcome
    says: str
    do: str = ""


def fine(about: str, says: str) -> Seen:
    """All is well."""
    return Seen(about=about, outcome=Outcome.PASS, says=says)


def bad(about: str, says: str, do: str) -> Seen:
    """Something is wrong; `do` mends it."""
    return Seen(about=about, outcome=Outcome.FAIL, says=says, do=do)


def doubtful(about: str, says: str, do: str) -> Seen:
    """It may be right all the same."""
    return Seen(about=about, outcome=Outcome.WARN, says=says, do=do)


def passed_over(about: str, says: str) -> Seen:
    """There is nothing to look at, or no way to."""
    return Seen(about=about, outcome=Outcome.SKIPPED, says=says)


def trouble(error: Exception) -> str:
    """Why no answer came, without the text of the exception: that may quote a secret."""
    match error:
        case httpx.ConnectTimeout():
            return "nobody answers there"
        case httpx.TimeoutException() | TimeoutError():
            return f"no answer within {SECONDS:.0f} s"
        case httpx.ProxyError():
            return _PROXY_WANTS if str(error).startswith("407") else _PROXY_REFUSES
        case httpx.ConnectError():
            return _UNTRUSTED if "CERTIFICATE" in str(error) else "cannot be reached"
        case _:
            return f"gives no sensible answer ({type(error).__name__})"


_PROXY_WANTS: Final = "wants a user name and password at the proxy (407)"
_PROXY_REFUSES: Final = "is refused by the proxy"
_UNTRUSTED: Final = (
    "has a certificate that is not trusted here (if a proxy inspects TLS, name its authority in "
    "SSL_CERT_FILE)"
)
CHECK_ADDRESS: Final = "check the address, and that this machine may reach it (proxy, firewall)"
