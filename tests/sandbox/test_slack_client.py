"""Slack's own client, synchronous and asynchronous, works against the local Slack."""

import asyncio
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.conftest import Clock
from tests.sandbox.slack_views import section

EVERY_SCOPE = [
    "chat:write",
    "im:write",
    "users:read",
    "team:read",
    "channels:read",
    "channels:join",
    "channels:history",
    "im:history",
    "reactions:write",
    "usergroups:read",
]


@pytest.fixture
def wide(slack: LocalSlack) -> LocalSlack:
    slack.platform.scopes[:] = EVERY_SCOPE
    return slack


def _tour(slack: LocalSlack, client: WebClient) -> dict[str, Any]:
    """Call every method once, as a program with the synchronous client would."""
    general = slack.channel("general").id
    alice = slack.person("alice").id
    posted = client.chat_postMessage(channel=general, text="one", blocks=[section("one")])
    ts = posted["ts"]
    client.chat_update(channel=general, ts=ts, text="two")
    client.chat_postMessage(channel=general, thread_ts=ts, text="reply")
    client.reactions_add(channel=general, timestamp=ts, name="eyes")
    group = next(iter(slack.workspace.usergroups))
    answers = {
        "auth": client.auth_test()["user_id"],
        "dm": client.conversations_open(users=alice)["channel"]["id"],
        "info": client.conversations_info(channel=general)["channel"]["name"],
        "list": [c["name"] for c in client.conversations_list()["channels"]],
        "members": client.conversations_members(channel=general)["members"],
        "joined": client.conversations_join(channel="random")["channel"]["is_member"],
        "history": [m["text"] for m in client.conversations_history(channel=general)["messages"]],
        "replies": [
            m["text"] for m in client.conversations_replies(channel=general, ts=ts)["messages"]
        ],
        "user": client.users_info(user=alice)["user"]["name"],
        "users": [u["name"] for u in client.users_list()["members"]],
        "team": client.team_info()["team"]["id"],
        "group": client.usergroups_users_list(usergroup=group)["users"],
        "link": client.chat_getPermalink(channel=general, message_ts=ts)["permalink"],
        "whisper": client.chat_postEphemeral(channel=general, user=alice, text="psst")["ok"],
    }
    client.chat_delete(channel=general, ts=ts)
    return answers


async def test_the_synchronous_client_finds_every_method(wide: LocalSlack) -> None:
    client = WebClient(token=wide.bot_token, base_url=wide.api_url)

    answers = await asyncio.to_thread(_tour, wide, client)

    workspace = wide.workspace
    assert answers["auth"] == workspace.bot.id
    assert answers["dm"] == workspace.dm(wide.person("alice").id).id
    assert answers["info"] == "general"
    assert answers["list"] == ["general", "ops", "random"]
    assert wide.person("mallory").id in answers["members"]
    assert answers["joined"] is True
    assert answers["history"] == ["two"]
    assert answers["replies"] == ["two", "reply"]
    assert answers["user"] == "alice"
    assert answers["users"] == ["openai-diagnose", "ada", "alice"]
    assert answers["team"] == wide.team_id
    assert answers["group"] == [wide.person("ada").id]
    assert answers["link"].startswith("https://sandbox.slack.com/archives/")
    assert [w.message["text"] for w in wide.person("alice").ephemerals] == ["psst"]
    assert [m["text"] for m in wide.messages("general")] == ["reply"]


async def test_scopes_come_with_every_answer(slack: LocalSlack, web: AsyncWebClient) -> None:
    answer = await web.auth_test()

    assert answer.headers["x-oauth-scopes"].split(",") == slack.platform.scopes


async def _error_of(call: Any) -> dict[str, Any]:  # noqa: ANN401  # the SDK's answers are untyped
    with pytest.raises(SlackApiError) as caught:
        await call
    data: dict[str, Any] = caught.value.response.data
    return data


async def test_a_wrong_token_is_refused(slack: LocalSlack) -> None:
    nobody = AsyncWebClient(base_url=slack.api_url)
    wrong = AsyncWebClient(token="xoxb-wrong", base_url=slack.api_url)
    app_token = AsyncWebClient(token=slack.app_token, base_url=slack.api_url)

    assert (await _error_of(nobody.auth_test()))["error"] == "not_authed"
    assert (await _error_of(wrong.auth_test()))["error"] == "invalid_auth"
    refused = await _error_of(app_token.chat_postMessage(channel="general", text="x"))
    assert refused["error"] == "not_allowed_token_type"


async def test_a_missing_scope_is_named(slack: LocalSlack, web: AsyncWebClient) -> None:
    refused = await _error_of(web.team_info())

    assert (refused["error"], refused["needed"]) == ("missing_scope", "team:read")
    assert refused["provided"] == ",".join(slack.platform.scopes)


async def test_where_the_bot_may_not_post(slack: LocalSlack, web: AsyncWebClient) -> None:
    slack.channel("ops").archived = True

    async def refused(channel: str) -> str:
        error: str = (await _error_of(web.chat_postMessage(channel=channel, text="x")))["error"]
        return error

    assert await refused("C0NOBODY") == "channel_not_found"
    assert await refused(slack.channel("secret").id) == "channel_not_found"
    assert await refused(slack.person("mallory").id) == "channel_not_found"
    assert await refused("#ops") == "is_archived"
    assert (await web.chat_postMessage(channel="random", text="x"))["ok"]
    slack.platform.scopes.remove("chat:write.public")
    assert await refused("random") == "not_in_channel"


async def test_a_message_to_a_person_is_a_direct_message(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    alice = slack.person("alice")

    answer = await web.chat_postMessage(channel=alice.id, text="for you")

    assert answer["channel"].startswith("D")
    assert [message["text"] for message in alice.dms] == ["for you"]


async def test_only_own_messages_can_be_changed(slack: LocalSlack, web: AsyncWebClient) -> None:
    hers = await slack.person("alice").say("general", "mine")

    changed = await _error_of(web.chat_update(channel="general", ts=hers["ts"], text="x"))
    deleted = await _error_of(web.chat_delete(channel="general", ts=hers["ts"]))
    unknown = await _error_of(web.chat_update(channel="general", ts="1.0", text="x"))

    assert changed["error"] == "cant_update_message"
    assert deleted["error"] == "cant_delete_message"
    assert unknown["error"] == "message_not_found"


async def test_an_update_keeps_blocks_unless_it_empties_them(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    posted = await web.chat_postMessage(channel="general", text="a", blocks=[section("a")])
    await web.chat_update(channel="general", ts=posted["ts"], text="b")
    assert "blocks" in slack.messages("general")[0]

    await web.chat_update(channel="general", ts=posted["ts"], text="b", blocks=[])

    assert "blocks" not in slack.messages("general")[0]
    refused = await _error_of(web.chat_update(channel="general", ts=posted["ts"], text="x" * 4001))
    assert refused["error"] == "msg_too_long"


async def test_more_than_a_burst_of_posts_must_wait(web: AsyncWebClient, clock: Clock) -> None:
    for _ in range(5):
        await web.chat_postMessage(channel="general", text="x")

    with pytest.raises(SlackApiError) as caught:
        await web.chat_postMessage(channel="general", text="x")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert (await web.chat_postMessage(channel="ops", text="x"))["ok"]
    clock.time += 1
    assert (await web.chat_postMessage(channel="general", text="x"))["ok"]


@pytest.mark.parametrize(
    ("error", "status", "word"),
    [
        pytest.param("fatal_error", 200, "fatal_error", id="an error"),
        pytest.param("ratelimited", 429, "ratelimited", id="a pace"),
        pytest.param(503, 503, "internal_error", id="a status"),
    ],
)
async def test_a_test_can_put_a_refusal_in_the_way(
    slack: LocalSlack, web: AsyncWebClient, error: str | int, status: int, word: str
) -> None:
    slack.refuse("chat.postMessage", error, times=1)

    with pytest.raises(SlackApiError) as caught:
        await web.chat_postMessage(channel="general", text="x")

    assert caught.value.response.status_code == status
    assert caught.value.response["error"] == word
    assert (await web.chat_postMessage(channel="general", text="x"))["ok"]


async def test_metadata_comes_back_to_those_who_ask(slack: LocalSlack, web: AsyncWebClient) -> None:
    slack.platform.scopes.append("channels:history")
    metadata = {"event_type": "alert", "event_payload": {"id": "alert/a/b/c"}}
    await web.chat_postMessage(channel="general", text="x", metadata=metadata)

    bare = await web.conversations_history(channel=slack.channel("general").id)
    full = await web.conversations_history(
        channel=slack.channel("general").id, include_all_metadata=True
    )

    assert "metadata" not in bare["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_lists_come_in_pages(slack: LocalSlack, web: AsyncWebClient) -> None:
    slack.platform.scopes.append("channels:read")

    first = await web.conversations_list(limit=2)
    second = await web.conversations_list(limit=2, cursor=first["response_metadata"]["next_cursor"])

    assert [room["name"] for room in first["channels"]] == ["general", "ops"]
    assert [room["name"] for room in second["channels"]] == ["random"]
    assert second["response_metadata"]["next_cursor"] == ""


async def test_the_log_has_every_call_with_its_arguments(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    await web.chat_postMessage(channel="general", text="x")

    assert [record.sent["text"] for record in slack.calls.of("chat.postMessage")] == ["x"]
    assert slack.calls[0].from_bot


async def test_an_unknown_method_is_refused(web: AsyncWebClient) -> None:
    assert (await _error_of(web.api_call("chat.shout")))["error"] == "unknown_method"
