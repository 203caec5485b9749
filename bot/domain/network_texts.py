"""What to say of a call that got no answer: by the kind of failure, and by the rung."""

from dataclasses import dataclass
from typing import Final

from bot.domain.case import Rung, Step
from bot.domain.probes import Failure

_ALLOW: Final = "Ask for `api.openai.com`, port 443, to be let through."
_ELSEWHERE: Final = "Try from another network (a phone's) to see whether it is this one."
_PROXY: Final = "Look at HTTPS_PROXY and NO_PROXY: is this the proxy that you should use?"
_UNSAFE: Final = "No safe connection to OpenAI comes about"
_BASE_URL: Final = (
    "Check the base URL for a typing error: it should be `https://api.openai.com/v1`."
)


@dataclass(frozen=True, slots=True)
class Text:
    """What is wrong (without a full stop), what to do, and its name."""

    says: str
    steps: tuple[str, ...]
    code: str


FAILURES: Final[dict[Failure, Text]] = {
    Failure.DNS: Text(
        "The name of OpenAI's server cannot be resolved",
        (
            _BASE_URL,
            "Try `nslookup api.openai.com` on that machine.",
            "In a container or cluster look at its DNS settings.",
            _ELSEWHERE,
        ),
        "dns_failed",
    ),
    Failure.REFUSED: Text(
        "The connection to OpenAI is refused",
        (_BASE_URL, _PROXY, _ALLOW),
        "connection_refused",
    ),
    Failure.UNREACHABLE: Text(
        "There is no way to OpenAI from here: the network is unreachable",
        (
            "Check that the machine has a way out (`curl -I https://api.openai.com`).",
            _PROXY,
            _ALLOW,
        ),
        "network_unreachable",
    ),
    Failure.TIMEOUT: Text(
        "OpenAI did not answer in time: something on the way swallows the call",
        (
            "Try `curl -v --max-time 10 https://api.openai.com/v1/models` on that machine.",
            _ALLOW,
            _PROXY,
            _ELSEWHERE,
        ),
        "timeout",
    ),
    Failure.TLS: Text(
        f"{_UNSAFE}: its certificate is not trusted here",
        (
            "If a proxy inspects traffic, give the program its root certificate: `SSL_CERT_FILE=/path/to/root.pem`.",
            "In a slim container install the package `ca-certificates`.",
            "Check the machine's date and time.",
            "Never switch verification off: the key would be readable on the way.",
        ),
        "certificate_not_trusted",
    ),
    Failure.PROXY: Text(
        "The proxy refuses to connect to OpenAI",
        (
            "Ask whoever runs the proxy to allow CONNECT to `api.openai.com:443`.",
            "If it wants a password (407): `HTTPS_PROXY=http://name:password@proxy:port`.",
            "If you should not use it: `NO_PROXY=api.openai.com`.",
        ),
        "proxy_refused",
    ),
    Failure.PROTOCOL: Text(
        "Something answers that does not speak HTTP as OpenAI does",
        (_BASE_URL, _PROXY, "Look whether a local service listens on that address."),
        "not_http",
    ),
    Failure.CUT: Text(
        "The time for the check was over before an answer came",
        ("Check again.", _PROXY, _ELSEWHERE),
        "timeout",
    ),
}

_STEPS_OF_RUNGS: Final[dict[Step, tuple[str, ...]]] = {
    Step.PROXY: (_PROXY, _ELSEWHERE),
    Step.DNS: FAILURES[Failure.DNS].steps,
    Step.TCP: FAILURES[Failure.REFUSED].steps,
    Step.TLS: (
        "A proxy opens the traffic on the way: give each program its root certificate (SSL_CERT_FILE).",
        "Or ask for `api.openai.com` to be exempt from inspection.",
    ),
    Step.HTTP: (
        "Open https://api.openai.com/v1/models in a browser on that machine and read the answer.",
        _ALLOW,
        _ELSEWHERE,
    ),
}

# What the top rung saw instead of OpenAI's answer.
_PAGES: Final = {
    "block": "block_page",
    "portal": "captive_portal",
    "redirect": "captive_portal",
    "other": "not_openai",
}

# Who signs for OpenAI's hosts, or might: the public authorities that its front door uses.
_PUBLIC: Final = (
    "google trust services",
    "let's encrypt",
    "cloudflare",
    "digicert",
    "sectigo",
    "globalsign",
    "ssl.com",
    "ssl corporation",
    "amazon",
    "microsoft",
    "baltimore",
    "isrg",
)


def text_of(rung: Rung) -> Text:
    """What to say of a rung: its own words, and the steps that fit the way it failed."""
    page = _PAGES.get(rung.seen.get("page", ""))
    text = FAILURES.get(rung.failure) if rung.failure and not page else None
    if text is None:
        code = page or f"{rung.step.value}_failed"
        says = rung.detail or f"The way to OpenAI ends at this step: {rung.step.value}."
        return Text(says, _STEPS_OF_RUNGS[rung.step], code)
    detail = rung.detail.strip()
    # Of a certificate the rung knows more: it may be trusted and yet expired, or another's.
    head = _UNSAFE if rung.failure is Failure.TLS else text.says
    said = f"{head}: {detail[:1].lower()}{detail[1:]}" if detail else f"{text.says}."
    return Text(said, text.steps, text.code)


def strange_issuer(rung: Rung, base_url: str) -> str:
    """A sentence if somebody signs for OpenAI's host who should not; else nothing."""
    issuer = rung.seen.get("issuer", "")
    host = base_url.partition("://")[2].partition("/")[0].partition(":")[0]
    is_openai = host == "openai.com" or host.endswith(".openai.com")
    if not issuer or not is_openai or any(name in issuer.lower() for name in _PUBLIC):
        return ""
    return (
        f"A proxy opens the traffic on the way: {issuer[:100]} issued the certificate for {host}."
    )
