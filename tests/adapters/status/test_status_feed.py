"""The feed over a real socket: what is asked of the page, and what comes of its moods."""

import gzip
import tracemalloc

import pytest
import trustme

from bot.adapters.status.feed_bytes import LARGEST_BODY
from bot.adapters.status.status_feed import (
    HttpStatusFeed,
)
from bot.domain.incidents.feed_read import FeedRead, GapReason
from tests.adapters.climbing import serving_as, trusting
from tests.adapters.status.feeds import a_feed, an_entry, ninety_days
from tests.adapters.status.small_page import FEED, Answer, SmallPage
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


async def test_a_packed_bomb_is_never_unpacked_beyond_the_limit(page: SmallPage) -> None:
    bomb = gzip.compress(b" " * 50 * LARGEST_BODY)
    page.answers[FEED] = Answer(bomb, headers={"Content-Encoding": "gzip"})

    tracemalloc.start()
    try:
        await once(page)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 6 * LARGEST_BODY


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
