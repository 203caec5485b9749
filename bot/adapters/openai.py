"""OpenAI's API over httpx: a probe and a case into a reply.

The only place that puts a key on the wire. h11 refuses a header value that it does not
like with an exception that quotes it, and a redirect would carry the key elsewhere; so a
key is looked at before it goes into a header, redirects are answers like any other, and no
exception and no text of one leaves this module: all that goes wrong becomes a `Reply`.
"""

import asyncio
import json
import re
from collections.abc import Generator, Mapping
from dataclasses import replace
from ssl import SSLContext
from types import TracebackType
from typing import Any, Final, Self

import httpx

from bot.adapters.answers import reply_to
from bot.adapters.failures import failure_of
from bot.adapters.network.borders import ANYWHERE, Borders
from bot.adapters.network.client import at_most, client, trust_of_this_machine
from bot.domain.case import Case
from bot.domain.probes import NOT_SENT, Auth, Failure, Probe, Reply
from bot.domain.secret import Secret
from bot.ports import Clock

REQUEST_SECONDS: Final = 8.0
LARGEST_BODY: Final = 2 * 1024 * 1024
SHORTEST_KEY: Final = 16

_HEADER_SAFE: Final = re.compile(r"[!-~]+")
_WORTH_A_SECOND_TRY: Final = frozenset({Failure.DNS, Failure.REFUSED, Failure.UNREACHABLE})


class HttpOpenAI:
    """OpenAI as the network lets us see it. Use as a context manager, or `aclose()` it."""

    def __init__(
        self,
        clock: Clock,
        *,
        trust: SSLContext | None = None,
        limit: float = REQUEST_SECONDS,
        borders: Borders = ANYWHERE,
    ) -> None:
        self._clock = clock
        self._limit = limit
        self._http = client(trust or trust_of_this_machine(), limit, borders)

    async def send(self, probe: Probe, case: Case) -> Reply:
        """Send one probe; see the port."""
        started = self._clock.seconds()
        reply = await self._answer(probe, case)
        return replace(reply, seconds=self._clock.seconds() - started)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def _answer(self, probe: Probe, case: Case) -> Reply:
        try:
            async with asyncio.timeout(self._limit):
                return _unfit(probe, case) or await self._twice_at_most(self._http, probe, case)
        except Exception as error:  # noqa: BLE001  # the port never raises, and the text may hold the key
            return Reply(probe=probe.name, failure=failure_of(error))

    async def _twice_at_most(self, http: httpx.AsyncClient, probe: Probe, case: Case) -> Reply:
        # Only a connection that was never made is tried again: nothing was sent, so nothing
        # is asked twice. A 5xx stays as it is, for it is what the service check looks for.
        try:
            return await _ask(http, probe, case)
        except httpx.ConnectError as error:
            if failure_of(error) not in _WORTH_A_SECOND_TRY:
                raise
        return await _ask(http, probe, case)


class _Bearer(httpx.Auth):
    """Puts the key into the header at the last moment; no printed form holds it."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._secret.reveal()}"
        yield request


class _Nobody(httpx.Auth):
    """Sends no Authorization header, whatever httpx finds in the URL or the environment."""


def _unfit(probe: Probe, case: Case) -> Reply | None:
    """What must not be sent at all: a value that no header can hold, a key that is not ours."""
    if probe.auth is Auth.NONE:
        return None
    key = case.pasted.key
    if key is None or not key.may_be_sent:
        return _unsent(probe, "key", "There is no key that OpenAI may see, so nothing was sent.")
    carried = {"key": key.secret.reveal()}
    if probe.auth is Auth.SCOPED:
        carried |= _scope(case)
    for name, value in carried.items():
        if not _HEADER_SAFE.fullmatch(value):
            return _unsent(probe, name, f"The {name} holds a character that no header can carry.")
    if _is_elsewhere(key.secret, f"{case.base_url}{probe.path}{_json(probe.body)}"):
        return _unsent(probe, "path", "The key stands where only its header may hold it.")
    return None


def _is_elsewhere(secret: Secret, text: str) -> bool:
    """Whether the key was also given as the model, say: a URL is logged on its way."""
    value = secret.reveal()
    return len(value) >= SHORTEST_KEY and value in text


def _unsent(probe: Probe, param: str, says: str) -> Reply:
    return Reply(
        probe=probe.name, failure=Failure.PROTOCOL, code=NOT_SENT, param=param, message=says
    )


def _scope(case: Case) -> dict[str, str]:
    named = {"organization": case.organization, "project": case.project}
    return {name: value for name, value in named.items() if value}


def _headers(probe: Probe, case: Case) -> dict[str, str]:
    scope = _scope(case) if probe.auth is Auth.SCOPED else {}
    return {f"OpenAI-{name.capitalize()}": value for name, value in scope.items()}


def _json(body: Mapping[str, Any] | None) -> str:
    return json.dumps(body, default=dict)  # a read-only mapping is none of json's types


async def _ask(http: httpx.AsyncClient, probe: Probe, case: Case) -> Reply:
    key = case.pasted.key if probe.auth is not Auth.NONE else None
    headers = _headers(probe, case)
    content = None
    if probe.body is not None:
        content = _json(probe.body)
        headers["Content-Type"] = "application/json"
    async with http.stream(
        probe.method,
        case.base_url.rstrip("/") + probe.path,
        content=content,
        headers=headers,
        auth=_Bearer(key.secret) if key else _Nobody(),
    ) as response:
        raw = await at_most(response, LARGEST_BODY)
    return reply_to(
        probe, response.status_code, dict(response.headers), raw, key.secret if key else None
    )
