"""The top rung: what answers when somebody knocks without a key.

OpenAI says 401 in JSON. A page instead of JSON is somebody else's: a block page, a captive
portal, a login. An answer in JSON means that the network let the call through, whatever
it says, so a 5xx or a refusal by country passes here and is left to its own cause.
"""

from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Final

import httpx

from bot.adapters.answers import reply_to
from bot.adapters.failures import failure_of
from bot.adapters.network.borders import Borders
from bot.adapters.network.client import at_most, client
from bot.adapters.network.sockets import Stumbled
from bot.domain.case import Outcome
from bot.domain.probes import Auth, Body, Failure, Probe, Reply

LARGEST_BODY: Final = 256 * 1024
KNOCK: Final = Probe(name="knock", method="GET", path="/models", auth=Auth.NONE)
_UNAUTHORIZED, _FORBIDDEN, _PROXY_AUTH, _NOT_FOUND = 401, 403, 407, 404
_SUCCESS, _REDIRECT, _SERVER = range(200, 300), range(300, 400), range(500, 600)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that shows the way to be open."""

    says: str
    outcome: Outcome = Outcome.PASS
    seen: dict[str, str] = field(default_factory=dict)


async def knock(
    base_url: str, trust: SSLContext, limit: float, proxy: str, borders: Borders
) -> Answered:
    """Ask for the models without a key, and say who answered."""
    async with client(trust, limit, borders) as http:
        try:
            async with http.stream("GET", base_url.rstrip("/") + KNOCK.path) as response:
                raw = await at_most(response, LARGEST_BODY)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            failure = failure_of(error)
            raise Stumbled(_NO_ANSWER.get(failure, _NO_HTTP), failure) from None
    headers = dict(response.headers)
    return judge(reply_to(KNOCK, response.status_code, headers, raw, None), proxy)


def judge(reply: Reply, proxy: str = "none") -> Answered:
    """Tell OpenAI's answer from a stranger's; raises `Stumbled` for a stranger's."""
    seen = {"status": str(reply.status), "body": reply.body.value}
    seen |= {"server": reply.headers["server"]} if "server" in reply.headers else {}
    status = reply.status or 0
    if status == _PROXY_AUTH:
        raise Stumbled(f"The proxy {proxy} wants a user name and password.", Failure.PROXY, seen)
    if status in _REDIRECT:
        said = f"A redirect ({status}) came back: a login page or a captive portal is in the way."
        raise Stumbled(said, Failure.PROTOCOL, {**seen, "page": "redirect"})
    if status in _SERVER:
        return _out_of_order(reply, proxy, seen)
    if reply.body is Body.JSON:
        return _in_json(status, seen)
    raise _stranger(reply, seen)


def _in_json(status: int, seen: dict[str, str]) -> Answered:
    if status == _UNAUTHORIZED:
        return Answered("Answered 401 to a call without a key, as it should.", seen=seen)
    if status in _SUCCESS:
        said = f"Answered {status} to a call without a key: this is not OpenAI itself."
        return Answered(said, Outcome.WARN, seen)
    if status == _NOT_FOUND:
        said = "Answered 404 for /models: the base URL does not look like one of the API."
        return Answered(said, Outcome.WARN, seen)
    return Answered(f"Answered {status}, so the way is open.", seen=seen)


def _out_of_order(reply: Reply, proxy: str, seen: dict[str, str]) -> Answered:
    from_openai = reply.body is Body.JSON or reply.headers.keys() & {"cf-ray", "x-request-id"}
    if proxy != "none" and not from_openai:
        said = f"The proxy {proxy} answered {reply.status}: it did not reach OpenAI."
        raise Stumbled(said, Failure.PROXY, seen)
    said = f"Answered {reply.status}: the way is open, but the service has a fault."
    return Answered(said, seen=seen)


def _stranger(reply: Reply, seen: dict[str, str]) -> Stumbled:
    title = f" titled “{reply.message}”" if reply.body is Body.HTML and reply.message else ""
    if reply.status == _FORBIDDEN:
        said = f"A block page{title} came back (403): a firewall or filter stands in the way."
        return Stumbled(said, Failure.PROTOCOL, {**seen, "page": "block"})
    if reply.body is Body.HTML:
        said = f"A web page{title} came back ({reply.status}) instead of an answer of the API: "
        said += "a captive portal, a login page or a wrong base URL."
        return Stumbled(said, Failure.PROTOCOL, {**seen, "page": "portal"})
    said = f"Something answered {reply.status}, but not in the form of OpenAI's API."
    return Stumbled(said, Failure.PROTOCOL, {**seen, "page": "other"})


_NO_HTTP: Final = "Something answered, but it does not speak HTTP."
_NO_ANSWER: Final = {
    Failure.TIMEOUT: "The connection stands, but no answer came in time.",
    Failure.PROXY: "The proxy refused to pass the call on.",
    Failure.TLS: "The encrypted connection broke.",
    Failure.DNS: "The host's name was not found.",
    Failure.REFUSED: "The connection was refused.",
    Failure.UNREACHABLE: "The host could not be reached.",
}
