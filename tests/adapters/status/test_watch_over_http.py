"""A short incident on a page with a real socket, from its first sight to its end."""

from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.states import Impact
from bot.domain.incidents.told import IncidentNews, News, What
from bot.usecases.watch_status import WatchStatus
from tests.adapters.status.feeds import NOW, stored
from tests.adapters.status.small_page import FEED, PROXY, SUMMARY, Answer, SmallPage

SIGHTS = (
    "incident_io_one_open.atom",
    "incident_io_one_open_rendered_again.atom",
    "incident_io_resolved.atom",
)


async def watched(page: SmallPage) -> tuple[Remembered, list[News]]:
    remembered, heard = Remembered(), list[News]()
    page.clock.time = NOW
    async with page.feed() as feed:
        watch = WatchStatus(feed, page.clock)
        for name in SIGHTS:
            page.answers[FEED] = Answer(stored(name))
            look = await watch(remembered)
            remembered = look.remembered
            heard += look.news
            page.clock.passed += 2700
    return remembered, heard


async def test_with_the_pages_json_nothing_is_missing(page: SmallPage) -> None:
    page.answers[SUMMARY] = Answer(stored("incident_io_summary.json"))
    page.answers[PROXY] = Answer(stored("incident_io_page.json"))

    remembered, heard = await watched(page)

    assert [one.what for one in heard] == [What.OPENED, What.RESOLVED]
    first = heard[0]
    assert isinstance(first, IncidentNews)
    assert [update.ref for update in first.incident.updates] == ["U1", "U2"]
    assert first.incident.impact is Impact.FULL_OUTAGE
    assert [(one.name, one.groups) for one in first.incident.components] == [
        ("Batch", ("APIs",)),
        ("Login", ("APIs",)),
        ("Login", ("ChatGPT",)),
    ]
    assert remembered.open_now == ()


async def test_without_it_the_news_is_the_same(page: SmallPage) -> None:
    _, heard = await watched(page)

    assert [one.what for one in heard] == [What.OPENED, What.RESOLVED]
