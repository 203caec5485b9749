"""What is asked of the page's JSON, when, and that nothing rests on its answer."""

import asyncio

from bot.adapters.status.status_feed import EXTRAS_SECONDS, GROUPS_SECONDS, REST_SECONDS
from tests.adapters.status.feeds import stored
from tests.adapters.status.small_page import PROXY, SUMMARY, Answer, SmallPage
from tests.adapters.wire import serving, silence

SLOW = "01KQS44ER0TESTTESTTESTTEST"


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
