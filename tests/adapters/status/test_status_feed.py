"""The feed over a real socket: what is asked of the page, and what comes of its moods."""

import asyncio
import gzip

import pytest
import trustme

from bot.adapters.status.feed_bytes import LARGEST_BODY
from bot.adapters.status.status_feed import (
    EXTRAS_SECONDS,
    GROUPS_SECONDS,
    REST_SECONDS,
    HttpStatusFeed,
)
from bot.domain.incidents.feed_read import FeedRead, GapReason
from tests.adapters.climbing import serving_as, trusting
from tests.adapters.status.feeds import a_feed, an_entry, ninety_days, stored
from tests.adapters.status.small_page import FEED, PROXY, SUMMARY, Answer, SmallPage
from tests.adapters.wire import Canned, garbage, serving, silence

GOOD = a_feed([an_entry(n) for n in range(1, 6)])
SLOW = "01KQS44ER0TESTTESTTESTTEST"


async def once(page: SmallPage) -> FeedRead:
    async with page.feed() as feed:
        return await feed.read()


async def test_a_feed_is_fetched_and_read(page: SmallPage) -> None:
    page.answers[FEED] = Answer(ninety_days())

    read = await once(page)

    assert read.complete
    assert len(read.incidents) == 84
    assert page.asked == [FEED]


async def test_a_packed_feed_is_unpacked(page: SmallPage) -> None:
    page.answers[FEED] = Answer(gzip.compress(ninety_days()), headers={"Content-Encoding": "gzip"})

    assert len((await once(page)).incidents) == 84
    assert "accept-encoding: gzip\r\n" in page.heads[0].lower()


async def test_validators_are_sent_where_there_were_any(page: SmallPage) -> None:
    page.answers[FEED] = Answer(GOOD, headers={"ETag": 'W/"1"', "Last-Modified": "yesterday"})
    async with page.feed() as feed:
        first = await feed.read()
        page.answers[FEED] = Answer(status="304 Not Modified")
        again = await feed.read()

    assert again == first
    assert again.complete
    head = page.heads[1].lower()
    assert 'if-none-match: w/"1"' in head
    assert "if-modified-since: yesterday" in head


async def test_what_could_not_be_used_is_not_validated_against(page: SmallPage) -> None:
    page.answers[FEED] = Answer(GOOD[:300], headers={"ETag": '"half"'})
    async with page.feed() as feed:
        await feed.read()
        await feed.read()

    assert "if-none-match" not in page.heads[1].lower()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(Answer(status="503 Down"), GapReason.REFUSED, id="503"),
        pytest.param(Answer(status="404 Gone"), GapReason.REFUSED, id="404"),
        pytest.param(Answer(b""), GapReason.EMPTY, id="empty"),
        pytest.param(Answer(b"<html>Wait</html>"), GapReason.WEB_PAGE, id="HTML with 200"),
        pytest.param(Answer(b" " * (LARGEST_BODY + 1)), GapReason.TOO_LARGE, id="too large"),
        pytest.param(
            Answer(gzip.compress(b" " * 20 * LARGEST_BODY), headers={"Content-Encoding": "gzip"}),
            GapReason.TOO_LARGE,
            id="small, but not when it is unpacked",
        ),
        pytest.param(
            Answer(gzip.compress(GOOD)[:-40], headers={"Content-Encoding": "gzip"}),
            GapReason.BROKEN,
            id="packed and cut",
        ),
        pytest.param(
            Answer(GOOD, headers={"Content-Encoding": "gzip"}), GapReason.BROKEN, id="not packed"
        ),
        pytest.param(
            Answer(GOOD, headers={"Content-Encoding": "br"}), GapReason.ENCODING, id="not asked for"
        ),
        pytest.param(
            Answer(status="302 Found", headers={"Location": FEED}), GapReason.NO_ANSWER, id="a loop"
        ),
    ],
)
async def test_what_is_no_feed_is_a_read_with_a_gap(
    page: SmallPage, answer: Answer, reason: GapReason
) -> None:
    page.answers[FEED] = answer

    read = await once(page)

    assert read.gap is not None
    assert read.gap.reason is reason
    assert read.incidents == ()


async def test_a_moved_feed_is_followed(page: SmallPage) -> None:
    page.answers[FEED] = Answer(status="301 Moved", headers={"Location": "/elsewhere"})
    page.answers["/elsewhere"] = Answer(GOOD)

    assert (await once(page)).complete


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("120", 120.0), ("Thu, 01 Jan 2099 00:00:00 GMT", None), ("soon", 0.0), ("", 0.0)],
)
async def test_a_server_that_asks_to_be_left_alone_is_heard(
    page: SmallPage, asked: str, seconds: float | None
) -> None:
    page.answers[FEED] = Answer(status="429 Slow down", headers={"Retry-After": asked})

    read = await once(page)

    assert read.retry_after_s == seconds if seconds is not None else read.retry_after_s > 1e6


@pytest.mark.parametrize("handler", [silence, garbage(b"220 mail.example\r\n")])
async def test_no_answer_in_time_is_a_gap(page: SmallPage, handler: object) -> None:
    assert callable(handler)
    async with serving(handler) as port:
        page.port = port
        async with page.feed(limit=0.2) as feed:
            read = await feed.read()

    assert read.gap is not None
    assert read.gap.reason is GapReason.NO_ANSWER


async def test_an_unused_port_is_a_gap(page: SmallPage) -> None:
    async with serving(silence) as port:
        page.port = port

    read = await once(page)

    assert read.gap is not None
    assert "refused" in read.gap.says


async def test_a_protected_page_that_leads_to_an_unprotected_one_is_not_followed(
    page: SmallPage,
) -> None:
    authority = trustme.CA()
    page.answers[FEED] = Answer(GOOD)
    away = Canned("302 Found", b"", {"Location": page.url + FEED})
    async with serving(away, serving_as(authority, "localhost")) as port:
        feed = HttpStatusFeed(
            page.clock, feed_url=f"https://localhost:{port}/", trust=trusting(authority)
        )
        read = await feed.read()
        await feed.aclose()

    assert read.gap is not None
    assert read.gap.reason is GapReason.REFUSED


async def test_a_proxy_that_cannot_be_used_is_a_gap(
    page: SmallPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://proxy.example:1")

    read = await once(page)

    assert read.gap is not None
    assert "proxy" in read.gap.says
    assert page.asked == []


async def test_the_pages_json_is_asked_for_groups_and_about_what_is_open(page: SmallPage) -> None:
    page.answers[SUMMARY] = Answer(stored("incident_io_summary.json"))
    page.answers[PROXY] = Answer(stored("incident_io_page.json"))
    page.answers[f"{PROXY}/incidents/gone"] = Answer(b'{"incident": {"id": "gone"}}')
    async with page.feed() as feed:
        extras = await feed.extras([SLOW, "gone"])

    assert {*extras.details} == {SLOW, "gone"}
    assert extras.board.groups_of("Login") == ("APIs", "ChatGPT")
    assert sorted(page.asked) == sorted([SUMMARY, PROXY, f"{PROXY}/incidents/gone"])


async def test_the_page_is_left_alone_while_nothing_is_open_and_its_groups_are_known(
    page: SmallPage,
) -> None:
    page.answers[PROXY] = Answer(stored("incident_io_page.json"))
    async with page.feed(summary=False) as feed:
        await feed.extras([])
        known = await feed.extras([])
        assert page.asked == [PROXY]
        page.clock.passed += GROUPS_SECONDS
        await feed.extras([])

    assert known.board.groups_of("Batch") == ("APIs",)
    assert page.asked == [PROXY, PROXY]


async def test_what_does_not_answer_blocks_nothing_and_is_left_alone_for_a_while(
    page: SmallPage,
) -> None:
    page.answers[SUMMARY] = Answer(b"<html>no json</html>")
    async with page.feed() as feed:
        for _ in range(4):
            assert (await feed.extras([])).details == {}
        assert page.asked.count(SUMMARY) == page.asked.count(PROXY) == 2
        page.clock.passed += REST_SECONDS
        await feed.extras([])

    assert page.asked.count(SUMMARY) == 3


async def test_the_last_known_components_stay_when_the_summary_fails(page: SmallPage) -> None:
    page.answers[SUMMARY] = Answer(stored("incident_io_summary.json"))
    async with page.feed() as feed:
        before = await feed.extras([])
        page.answers[SUMMARY] = Answer(status="500 Oops")
        after = await feed.extras([])

    assert after.board == before.board
    assert len(before.board.components) == 2


async def test_an_id_from_the_feed_cannot_lead_elsewhere(page: SmallPage) -> None:
    async with page.feed(summary=False) as feed:
        await feed.extras(["../../admin?x=1#"])

    assert page.asked[-1] == f"{PROXY}/incidents/..%2F..%2Fadmin%3Fx%3D1%23"


async def test_extras_take_two_seconds_at_most_when_nobody_answers(page: SmallPage) -> None:
    async with serving(silence) as port:
        page.port = port
        async with page.feed() as feed, asyncio.timeout(2 * EXTRAS_SECONDS + 0.5):
            extras = await feed.extras([])

    assert extras.board.components == ()
