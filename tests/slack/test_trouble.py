"""When something of ours, or of Slack's, breaks: the person hears of it, the log says no secret."""

import asyncio
import json
import logging
from collections.abc import Callable

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import serving
from bot.domain.case import Case, Evidence
from bot.domain.diagnosis import Diagnosis
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.server import LocalSlack
from bot.settings import load
from bot.slack.answers import Occasion
from bot.slack.checks import Checks
from bot.slack.tasks import Tasks
from bot.slack.web import Slack
from bot.views.key_form import Form, read
from tests.fakes import FakeAllowance, FakeAudit, FakeClock, FakeUnsettled
from tests.slack.world import COMMAND, NO_REDIS, World, until
from tests.views.test_key_form import handed_in

KEY = WORKING_KEY.key


async def breaks(case: Case, on_progress: Callable[[Evidence], None] | None = None) -> Diagnosis:
    """A diagnosis whose exception quotes the key, as h11's does."""
    del on_progress
    key = case.pasted.key
    raise ValueError(f"Illegal header value {key.secret.reveal() if key else ''}")


async def test_a_check_that_breaks_is_told_and_audited_without_the_key(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock, audit, tasks = FakeClock(), FakeAudit(), Tasks()
    form = read(handed_in(key=KEY), ["https://api.openai.com/v1"])
    assert isinstance(form, Form)
    async with LocalSlack() as slack:
        checks = Checks(
            diagnose=breaks,
            allowance=FakeAllowance(1, clock),
            audit=audit,
            clock=clock,
            slack=Slack(AsyncWebClient(slack.bot_token, base_url=slack.api_url)),
            tasks=tasks,
            base_url="https://api.openai.com/v1",
            pepper=b"pepper",
            unsettled=FakeUnsettled(),
            pace=0.0,
        )
        alice = slack.person("alice")

        with caplog.at_level(logging.DEBUG):
            checks.start(form, Occasion(person=alice.id, team="T1", view_id="V0GONE"))
            await slack.until(lambda: alice.dms)
            await tasks.drain(5)

        (message,) = alice.dms
    reference = message["text"].rsplit("`", 2)[1]
    (line,) = audit.lines
    assert "Something went wrong on my side" in message["text"]
    assert (line.person, line.verdict, line.masked[-4:]) == (alice.id, "failed", KEY[-4:])
    assert f"reference {reference}: ValueError at checks.py" in caplog.text
    assert KEY not in caplog.text + json.dumps(message)


async def test_a_request_that_breaks_a_listener_is_told(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    alice = await world.check()
    await alice.click("share")
    await world.sees("This is what will be posted")
    await alice.submit({"channel": "random"})
    sent = world.slack.calls.of("view_submission")[-1].sent

    await world.slack.deliver(sent | {"response_urls": [{"canary": KEY}]})

    (message,) = await world.slack.until(lambda: alice.dms)
    reference = message["text"].rsplit("`", 2)[1]
    assert f"view_submission failed, reference {reference}: KeyError" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("why", [503, "used_url"])
async def test_without_a_response_url_the_answer_is_a_direct_message(
    world: World, why: str | int
) -> None:
    world.slack.refuse("response_url", why)

    await world.alice.command(COMMAND, "help")

    (message,) = await world.slack.until(lambda: world.alice.dms)
    assert "/openai-diagnose check" in message["text"]


async def test_a_slack_that_has_too_much_to_do_is_asked_again(world: World) -> None:
    for method in ("response_url", "chat.postMessage"):
        world.slack.refuse(method, 429, times=1)
    alice = world.alice

    await world.alice.command(COMMAND, "help")

    said = await world.slack.until(lambda: alice.ephemerals)
    assert len(said) == 1
    assert not alice.dms


async def test_a_slack_that_takes_nothing_at_all_stops_nobody_else(world: World) -> None:
    all_of_it = world.slack.refuse("*", 503)
    nothing = world.slack.refuse("response_url", 503)

    await world.alice.command(COMMAND, "check")
    await world.slack.until(lambda: world.slack.calls.of("chat.postMessage"))

    all_of_it.left = nothing.left = 0
    await world.open_form()


async def test_a_verdict_that_nobody_takes_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.open_form()
    world.slack.refuse("views.update", "view_too_large")
    world.slack.refuse("chat.postMessage", "messages_tab_disabled")

    await world.alice.submit({"key": KEY})

    async def logged() -> bool:
        return "could not be delivered: slack says messages_tab_disabled" in caplog.text

    await until(logged)
    assert KEY not in caplog.text


async def test_a_socket_that_is_refused_is_tried_again() -> None:
    async with LocalSlack() as slack:
        slack.refuse("apps.connections.open", "internal_error", times=1)
        environ = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "REDIS_URL": NO_REDIS,
            "HOST": "127.0.0.1",
            "PORT": "0",
        }
        async with serving(load(environ)):
            await slack.until(lambda: slack.sockets.live, 10)


async def test_work_that_breaks_is_logged_by_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise ValueError(KEY)

    tasks = Tasks()

    tasks.start(work())
    await tasks.drain(5)

    assert "failed with ValueError" in caplog.text
    assert KEY not in caplog.text


async def test_work_that_takes_too_long_is_cancelled() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("yes")

    tasks = Tasks()
    tasks.start(work())

    await tasks.drain(0.01)

    assert ended == ["yes"]
