"""Those who run the bot hear what only they can mend."""

from datetime import UTC, datetime

import aiohttp
import pytest

from bot.adapters.slack_messages import one_try_client
from bot.adapters.slack_operators import SlackOperators
from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.heartbeat import HeartNews, HeartWhat
from bot.domain.incidents.feed_read import Gap, GapReason
from bot.domain.incidents.told import FeedNews, Reason, What
from bot.domain.secret import Secret
from bot.sandbox.slack.server import LocalSlack
from bot.slack.bolt import quiet_logger
from bot.views.operators import operator_note

CLOSED = Trouble(TroubleKind.CHANNEL_CLOSED, "C0OPS", "is_archived")
NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)
GAP = Gap(GapReason.WEB_PAGE, "a web page <!channel>")
UNREADABLE = FeedNews(what=What.UNREADABLE, reason=Reason.UNREADABLE, since=NOON, gap=GAP)


async def test_each_of_them_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with LocalSlack() as slack, aiohttp.ClientSession() as http:
        client = one_try_client(
            token=Secret(slack.bot_token),
            base_url=slack.api_url,
            session=http,
            logger=quiet_logger(),
        )
        people = [slack.person("ada").id, "U0NOBODY", slack.person("alice").id]

        await SlackOperators(client, people).hear(CLOSED)

        for name in ("ada", "alice"):
            (said,) = slack.workspace.dm(slack.person(name).id).messages
            assert "<#C0OPS>" in said["text"]
    assert "for the operators" in caplog.text
    assert "channel_not_found" in caplog.text


@pytest.mark.parametrize("kind", TroubleKind)
def test_each_trouble_has_its_words(kind: TroubleKind) -> None:
    text = operator_note(Trouble(kind, "C1", "<!channel>`")).text

    assert "{" not in text
    assert "<!channel>" not in text


def test_the_feed() -> None:
    assert "no all-clear" in operator_note(UNREADABLE).text
    assert "<!channel>" not in operator_note(UNREADABLE).text
    back = FeedNews(what=What.READABLE, reason=Reason.READABLE_AGAIN, since=NOON, gap=GAP)
    assert "again" in operator_note(back).text


@pytest.mark.parametrize("what", HeartWhat)
def test_each_news_of_the_heart_has_its_words(what: HeartWhat) -> None:
    text = operator_note(HeartNews(what, NOON, ("delivery",))).text

    assert "2026-09-03 12:00 UTC" in text
    assert "{since}" not in text
    assert ("hangs in `delivery`" in text) == (what is HeartWhat.STANDS_STILL)


def test_that_nobody_leads() -> None:
    news = HeartNews(HeartWhat.STANDS_STILL, NOON, ("lease",), nobody_leads=True)

    assert "nobody leads" in operator_note(news).text
