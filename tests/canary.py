"""The paths that a canary key goes down, and the sight that finds any piece of it.

Each story is a path: what people do, and what breaks meanwhile. A new path is one more
function, and one more entry in `STORIES`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sized
from contextlib import asynccontextmanager
from typing import Final

import aiohttp

from bot.adapters.clock import SystemClock
from bot.sandbox.openai.answers import Answer
from bot.sandbox.sample_keys import NOWHERE, SAMPLE_KEYS, WORKING_KEY, SampleKey
from bot.sandbox.slack.door import EVENTS
from bot.sandbox.slack.server import LocalSlack
from tests.builders import CANARY
from tests.slack.world import COMMAND, World

BODY: Final = CANARY.removeprefix("sk-proj-")
RUN: Final = 8
RUNS: Final = frozenset(BODY[at : at + RUN] for at in range(len(BODY) - RUN + 1))
ECHO: Final = f"Incorrect API key provided: {CANARY}, or {CANARY[:50]} … {CANARY[-40:]}"

TRACE: Final = (
    f"Error code: 401 - Incorrect API key provided: {CANARY}. Authorization: Bearer {CANARY}"
)

Story = Callable[[World], Awaitable[None]]


def canary_account(world: World, sample: SampleKey = WORKING_KEY) -> None:
    """Let the canary have the account of a sample key."""
    world.openai.accounts.pop(CANARY, None)
    if sample.key in world.openai.accounts:
        world.openai.accounts[CANARY] = world.openai.accounts[sample.key]


def shown(text: str) -> list[str]:
    """The pieces of secrets that stand in a text: of the key any run of eight characters."""
    slack = LocalSlack()
    tokens = (slack.bot_token, slack.app_token, slack.signing_secret)
    found = [token for token in tokens if token in text]
    return found + [text[at : at + RUN] for at in range(len(text)) if text[at : at + RUN] in RUNS]


async def close(world: World) -> None:
    if world.alice.modal:
        await world.alice.close_modal(whole_stack=True)


@asynccontextmanager
async def one_more(world: World, things: Callable[[], Sized]) -> AsyncIterator[None]:
    """Wait, after what is done inside, until there is one more of these."""
    before = len(things())
    yield
    await world.slack.until(lambda: len(things()) > before, 20)


async def checked(world: World, **said: str) -> None:
    await world.check(**{"key": CANARY} | said)
    await close(world)


async def it_works_and_is_copied_and_shared(world: World) -> None:
    alice = await world.check(CANARY, paid=["paid"])
    await alice.click("copy")
    await world.sees("Select the text and copy it")
    await alice.close_modal()
    await alice.click("share")
    await world.sees("This is what will be posted")
    await alice.submit({"channel": "random"})
    await world.sees("Posted.")
    await close(world)


async def each_of_the_ten_fails(world: World) -> None:
    for sample in SAMPLE_KEYS:
        canary_account(world, sample)
        named = ("model", "base_url", "sdk", "sdk_version")
        said = {name: value for name in named if (value := getattr(sample, name))}
        await checked(world, key=sample.paste.replace(sample.key, CANARY), **said)


async def it_takes_the_place_of_another(world: World) -> None:
    """`rotate`, with a key that works, one that does not, and one in the field of the old one."""
    for sample, told in ((WORKING_KEY, "Roll it out"), (SAMPLE_KEYS[0], "is not ready")):
        canary_account(world, sample)
        await world.alice.command(COMMAND, "rotate")
        await world.slack.until(lambda: world.alice.modal)
        refused = await world.alice.submit({"key": CANARY, "old": CANARY})
        assert refused.errors
        await world.alice.submit({"key": CANARY, "old": "sk-proj-…abcd"})
        await world.sees(told, 20)
        await close(world)
    canary_account(world)


async def it_comes_with_dirt(world: World) -> None:
    curl = f"curl https://api.openai.com/v1/models -H 'Authorization: Bearer {CANARY}'"
    for paste in (f"{CANARY}\r\nX-Evil: 1", f"“{CANARY}”", f"Bearer Bearer {CANARY}", curl):
        await checked(world, key=paste)
    for truncated in (CANARY[:60], f"{CANARY[:30]}…{CANARY[-4:]}", f"{CANARY[:40]} {CANARY[40:]}"):
        await checked(world, key=truncated)


async def it_stands_in_every_other_field(world: World) -> None:
    for field in ("model", "organization", "project", "sdk_version"):
        await world.open_form()
        submitted = await world.alice.submit({"key": CANARY, field: CANARY})
        if not submitted.errors:
            await world.sees("[Check again]")
        await close(world)


async def the_answers_quote_it(world: World) -> None:
    error = {"message": ECHO, "code": CANARY, "type": CANARY, "param": CANARY}
    for answer in (
        Answer(status=401, body={"error": error}),
        Answer(status=403, body=f"<html><title>{CANARY}</title>{ECHO}</html>", from_openai=False),
        Answer(status=500, body=ECHO),
        Answer(status=302, headers={"Location": f"{NOWHERE}?key={CANARY}"}),
        Answer(status=200, body={"data": [{"id": CANARY, "api_key": CANARY}]}),
    ):
        world.openai.down = answer
        await checked(world)
    world.openai.down = None


async def the_modal_is_closed(world: World) -> None:
    world.openai.latency = 0.2
    await world.open_form()
    async with one_more(world, lambda: world.alice.dms):
        await world.alice.submit({"key": CANARY})
        await close(world)
    world.openai.latency = 0.0


async def slack_refuses(world: World) -> None:
    for method, why in (("views.update", "view_too_large"), ("*", 503), ("*", 429)):
        await world.open_form()
        refused = world.slack.refuse(method, why, times=8)
        async with one_more(world, lambda: world.slack.calls.of("chat.postMessage")):
            await world.alice.submit({"key": CANARY})
        refused.left = 0
        await close(world)


async def a_share_is_refused(world: World) -> None:
    alice = await world.check(CANARY)
    await alice.click("share")
    await world.sees("This is what will be posted")
    refused = world.slack.refuse("response_url", "channel_not_found")
    await alice.submit({"channel": "random"})
    await world.sees("did not let me post")
    refused.left = 0
    await close(world)


async def it_is_typed_where_it_does_not_belong(world: World) -> None:
    alice = world.alice
    texts = [CANARY, f"check {CANARY}", f"chek {CANARY}", f"explain {TRACE}", f"status {CANARY}"]
    for text in [*texts, f"OPENAI_API_KEY={CANARY}", f"{COMMAND} {CANARY}"]:
        async with one_more(world, lambda: alice.ephemerals):
            await alice.command(COMMAND, text)
    await alice.command(COMMAND, "explain")
    await world.sees("The error, as it was printed")
    await alice.submit({"error": TRACE})
    await close(world)


async def it_is_posted_in_a_channel(world: World) -> None:
    async with one_more(world, lambda: world.slack.person("ada").dms):
        await world.alice.say("general", f"it does not work: OPENAI_API_KEY={CANARY}")


async def a_listener_stumbles_over_it(world: World) -> None:
    sent = [one.sent for one in world.slack.calls.of("view_submission")]
    share = next(one for one in reversed(sent) if one["view"]["callback_id"] == "share")
    form = next(one for one in sent if one["view"]["callback_id"] != "share")
    async with one_more(world, lambda: world.alice.dms):
        await world.slack.deliver(share | {"response_urls": [{CANARY: CANARY}]})
    broken = (
        form | {"view": form["view"] | {"state": {"values": CANARY}}},
        form | {"view": form["view"] | {"private_metadata": CANARY, "callback_id": "another"}},
        form | {"user": {"id": CANARY, "team_id": CANARY}},
        form | {"team": {"id": CANARY}},
        {"command": "/another", "text": CANARY, "trigger_id": CANARY},
        {"type": "another", "text": CANARY},
    )
    await asyncio.gather(*(world.slack.deliver(payload) for payload in broken))
    event = {"type": "another", "text": CANARY}
    await world.slack.deliver({"type": "event_callback", "event": event}, EVENTS)


async def somebody_forges_a_request(world: World) -> None:
    url = f"http://127.0.0.1:{world.port}/slack/events?key={CANARY}"
    now = SystemClock().now().timestamp()
    async with aiohttp.ClientSession() as http:
        for headers in ({}, {"X-Slack-Request-Timestamp": CANARY, "X-Slack-Signature": CANARY}):
            async with http.post(url, data=f"payload={CANARY}", headers=headers) as answer:
                assert answer.status in {401, 404}
                assert not shown(await answer.text())
        async with http.get(f"http://127.0.0.1:{world.port}/{CANARY}", params={"k": CANARY}) as got:
            assert not shown(await got.text())
    if world.slack.http:
        for secret, age in (("another", 0.0), (None, 600.0), (None, -600.0)):
            payload = {"command": COMMAND, "text": CANARY}
            forged = world.slack.http.request(
                "slash_commands", payload, secret=secret, timestamp=now - age
            )
            assert (await world.slack.http.send(forged)).error == "http_401"


async def the_checks_are_used_up(world: World) -> None:
    await world.check(CANARY)
    await close(world)
    await world.open_form()
    await world.alice.submit({"key": CANARY})
    await world.sees("used up your checks")
    await close(world)


STORIES: Final[tuple[Story, ...]] = (
    it_works_and_is_copied_and_shared,
    each_of_the_ten_fails,
    it_takes_the_place_of_another,
    it_comes_with_dirt,
    it_stands_in_every_other_field,
    the_answers_quote_it,
    the_modal_is_closed,
    a_share_is_refused,
    it_is_typed_where_it_does_not_belong,
    it_is_posted_in_a_channel,
    a_listener_stumbles_over_it,
    somebody_forges_a_request,
    slack_refuses,
)
