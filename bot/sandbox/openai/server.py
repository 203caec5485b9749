"""OpenAI's API on a loopback port.

Keys are in `accounts`; whatever the bot sent is in `requests`, and what would have cost
money in `billed`. The switches (`down`, `quota_spent`, `latency`) hold for every key and
may be changed while it runs.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, Self

from aiohttp import web

from bot.sandbox.openai import answers, refusals
from bot.sandbox.openai.accounts import Account, Stage
from bot.sandbox.openai.answers import Answer
from bot.sandbox.openai.endpoints import endpoint_for
from bot.sandbox.openai.judge import Case, Request, bearer, refused, unrouted
from bot.sandbox.openai.samples import sample_accounts
from bot.sandbox.openai.served import served
from bot.sandbox.port import serve

_LARGEST_BODY: Final = 32 * 1024 * 1024
_NOT_ADMITTED: Final = frozenset({401, 403})


class LocalOpenAI:
    """A stand-in for api.openai.com: `async with LocalOpenAI() as openai`."""

    def __init__(self, accounts: Mapping[str, Account] | None = None) -> None:
        self.accounts: dict[str, Account] = dict(
            sample_accounts() if accounts is None else accounts
        )
        self.requests: list[Request] = []
        self.billed: list[Request] = []
        self.down: Answer | None = None  # the answer that everybody gets
        self.quota_spent = False
        self.latency = 0.0  # seconds before each answer
        self.base_url = ""
        self._subscribers: list[Callable[[Request, Answer], None]] = []
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._serial = 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner, origin = await serve(app)
        self.base_url = f"{origin}/v1"
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def subscribe(self, tell: Callable[[Request, Answer], None]) -> None:
        """Call `tell` with each request and what it was answered."""
        self._subscribers.append(tell)

    async def _answer(self, incoming: web.Request) -> web.Response:
        request = await _read(incoming)
        self.requests.append(request)
        if self.latency:
            await asyncio.sleep(self.latency)
        answer, account = self._judge(request)
        for tell in self._subscribers:
            tell(request, answer)
        if answer.hangs:
            await self._closing.wait()
            raise web.HTTPServiceUnavailable
        return self._as_response(request, answer, account)

    def _judge(self, request: Request) -> tuple[Answer, Account | None]:
        if self.down is not None:
            return self.down, None
        strange = unrouted(request)
        if strange is not None:
            return strange, None
        if request.key is None:
            return answers.NO_KEY, None
        account = self.accounts.get(request.key)
        if account is None:
            return refusals.incorrect_key(request.key), None
        return self._serve(request, account), account

    def _serve(self, request: Request, account: Account) -> Answer:
        endpoint = endpoint_for(request.method, request.path)
        if endpoint is None:
            return refusals.invalid_url(request.method, request.path)
        case = Case(
            request=request,
            endpoint=endpoint,
            account=self._with_switches(account),
            organizations=frozenset(known.organization for known in self.accounts.values()),
            today=datetime.now(UTC).date(),
        )
        answer = refused(case)
        if answer is not None:
            return answer
        if endpoint.kinds and not endpoint.free:
            self.billed.append(request)
        return served(case)

    def _with_switches(self, account: Account) -> Account:
        if not self.quota_spent:
            return account
        return replace(account, refuses=account.refuses | {Stage.QUOTA: answers.INSUFFICIENT_QUOTA})

    def _as_response(
        self, request: Request, answer: Answer, account: Account | None
    ) -> web.Response:
        headers = {"server": "cloudflare", "content-type": "application/json"}
        if answer.from_openai:
            headers |= self._own_headers()
            if account is not None:
                headers |= _headers_of(account, request, answer)
        headers |= answer.headers
        body = answer.body
        if isinstance(body, Mapping):
            body = json.dumps(body)
        raw = body.encode() if isinstance(body, str) else body
        return web.Response(status=answer.status, body=raw, headers=headers)

    def _own_headers(self) -> dict[str, str]:
        self._serial += 1
        return {
            "x-request-id": f"req_sandbox{self._serial:08d}",
            "openai-version": "2020-10-01",
            "openai-processing-ms": "4",
            "cf-ray": f"{self._serial:016x}-LOC",
        }


def _headers_of(account: Account, request: Request, answer: Answer) -> dict[str, str]:
    """What an answer tells of the account; its limits only where a model would have run."""
    whose = {"openai-organization": account.organization, "openai-project": account.project}
    endpoint = endpoint_for(request.method, request.path)
    admitted = answer.status not in _NOT_ADMITTED
    if endpoint is not None and endpoint.kinds and admitted:
        return whose | account.limits.headers()
    return whose


async def _read(incoming: web.Request) -> Request:
    raw = await incoming.read()
    headers = {name.lower(): value for name, value in incoming.headers.items()}
    return Request(
        method=incoming.method,
        path=incoming.path,
        headers=headers,
        body=await _body(incoming, raw),
        key=bearer(headers.get("authorization")),
    )


async def _body(incoming: web.Request, raw: bytes) -> dict[str, Any] | None:
    if incoming.content_type == "multipart/form-data":
        try:
            return dict(await incoming.post())
        except ValueError:
            return None
    try:
        read = json.loads(raw or b"{}")
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
