"""The local status page: an incident is played, and the feed tells it as incident.io does."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import feedparser
import httpx
import pytest

from bot.sandbox.status_page import PLAYS, LocalStatusPage, ulid


@pytest.fixture
async def status() -> AsyncIterator[LocalStatusPage]:
    async with LocalStatusPage() as status:
        yield status


async def entries(status: LocalStatusPage) -> list[Any]:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(status.feed_url)
    feed = feedparser.parse(BytesIO(answer.content))
    assert not feed.bozo
    found: list[Any] = feed.entries
    return found


async def summary(status: LocalStatusPage) -> dict[str, Any]:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer: dict[str, Any] = (await http.get(status.summary_url)).json()
    return answer


async def test_it_begins_with_one_incident_that_is_over(status: LocalStatusPage) -> None:
    (over,) = await entries(status)

    assert over.title == "Elevated error rates"
    assert over.id == over.link
    assert "<b>Status: Resolved</b>" in over.summary
    assert (await summary(status))["status"]["description"] == "All Systems Operational"


async def test_an_incident_is_one_entry_with_its_newest_update(status: LocalStatusPage) -> None:
    told = []
    for play in ("Open", "Update", "Update", "Resolve", "Reopen"):
        PLAYS[play](status)
        newest, _over = await entries(status)
        word = newest.summary.partition("Status: ")[2].partition("</b>")[0]
        told.append((newest.id, word))

    assert [word for _, word in told] == [
        "Investigating",
        "Identified",
        "Monitoring",
        "Resolved",
        "Identified",
    ]
    assert len({name for name, _ in told}) == 1
    hit = {c["name"]: c["status"] for c in (await summary(status))["components"]}
    assert hit["Responses"] == "partial_outage"
    assert hit["Images"] == "operational"


async def test_a_withdrawn_incident_is_gone(status: LocalStatusPage) -> None:
    PLAYS["Open"](status)
    PLAYS["Withdraw"](status)

    assert len(await entries(status)) == 1


def test_an_id_tells_when_it_was_minted() -> None:
    earlier, later = ulid(1_790_000_000.0), ulid(1_790_000_000.002)

    assert len(earlier) == 26
    assert earlier < later
