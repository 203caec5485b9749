"""Climbing the ladder in a test, and certificates to meet on the way."""

import ssl
from datetime import UTC, datetime, timedelta

import trustme

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.domain.case import Rung


async def climb(url: str, trust: ssl.SSLContext | None = None, limit: float = 3.0) -> list[Rung]:
    ladder = HttpLadder(SystemClock(), trust=trust, limit=limit)
    return [rung async for rung in ladder.climb(url)]


def outcomes(rungs: list[Rung]) -> dict[str, str]:
    return {rung.step.value: rung.outcome.value for rung in rungs}


def trusting(*authorities: trustme.CA) -> ssl.SSLContext:
    trust = ssl.create_default_context()
    for authority in authorities:
        authority.configure_trust(trust)
    return trust


def serving_as(authority: trustme.CA, *names: str, ended: bool = False) -> ssl.SSLContext:
    until = datetime(2020, 1, 2, tzinfo=UTC) if ended else None
    begun = until - timedelta(days=1) if until else None
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, not_before=begun, not_after=until).configure_cert(tls)
    return tls
