"""Admins say what a channel hears of; the channel is told, and what is open comes at once."""

from bot.sandbox.app_manifest import AppManifest
from tests.slack.incident_world import watched
from tests.slack.world import a_world

LEAST_RIGHTS = AppManifest.ours().scopes


async def test_from_the_form_to_the_message(way: str, redis_url: str) -> None:
    async with watched(way, redis_url) as here:
        await here.read()
        here.status.open()
        ada = await here.form("subscribe", "ops")
        alice = here.world.alice.id
        await ada.submit({"people": ["alice"], "here": ["here"], "mention_from": "partial_outage"})
        saved = await here.sees(ada, "Saved")
        said = await here.channel_tells("ops", "Elevated error rates")

    assert "What is open now is posted in seconds" in saved
    assert said[0].startswith(f"<@{ada.id}> subscribed this channel")
    assert "1 person and everybody who is active mentioned from partial outage on" in said[0]
    assert f"<@{alice}> <!here>" in said[1]


async def test_a_component_that_was_not_chosen_is_not_told(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["general"]) as here:
        await here.read()
        ada = await here.form("subscribe", "ops")
        await ada.submit({"components": ["Embeddings"]})
        await here.sees(ada, "on Embeddings")
        here.status.open()
        await here.channel_tells("general", "Investigating")

        assert len(here.said("ops")) == 1  # the word about the subscription


async def test_the_form_comes_back_as_it_was_handed_in(redis_url: str) -> None:
    async with watched(redis_url=redis_url) as here:
        await here.read()
        ada = await here.form("subscribe", "ops")
        chosen = {
            "what": ["incidents"],
            "components": ["Audio"],
            "least": "full_outage",
            "shown": ["broadcast"],
            "people": ["alice"],
            "quiet_begin": "22:00",
            "quiet_end": "07:00",
        }
        await ada.submit(chosen)
        first = await here.sees(ada, "Saved")
        await ada.close_modal()
        await here.form("subscribe", "ops")
        shown = ada.modal_text
        await ada.submit({})
        second = await here.sees(ada, "Saved")

    assert "Change a subscription" in shown
    assert second == first
    assert "incidents on Audio, from full outage on" in first
    assert "quiet from 22:00 to 07:00 (Europe/Berlin)" in first


async def test_a_channel_may_want_alerts_and_nothing_else(redis_url: str) -> None:
    async with watched(redis_url=redis_url) as here:
        ada = await here.form("subscribe", "ops")
        await ada.submit({"what": ["alerts"]})
        saved = await here.sees(ada, "Saved")
        await ada.close_modal()
        listed = await here.told(ada, "subscriptions")
        await here.form("unsubscribe", "ops")
        await ada.submit({})
        said = await here.channel_tells("ops", "unsubscribed")

    assert "hears of alerts of our services" in saved
    assert "<#" in listed
    assert "alerts of our services" in listed
    assert "nothing new any more" in said[-1]


async def test_half_of_the_quiet_hours_and_no_wish_at_all_are_faults(redis_url: str) -> None:
    async with watched(redis_url=redis_url) as here:
        ada = await here.form("subscribe", "ops")

        half = await ada.submit({"quiet_begin": "22:00"})
        nothing = await ada.submit({"quiet_begin": None, "what": []})

    assert "give both, or neither" in half.errors["quiet_end"]
    assert "/openai-diagnose unsubscribe" in nothing.errors["what"]


async def test_a_channel_that_the_bot_is_not_in_is_invited_to(way: str, redis_url: str) -> None:
    async with watched(way, redis_url, scopes=LEAST_RIGHTS) as here:
        await here.read()
        here.status.open()
        ada = await here.form("subscribe", "random")
        await ada.submit({})
        told = await here.sees(ada, "Saved, but")
        room = here.world.slack.channel("random")
        room.members.add(here.world.slack.workspace.bot.id)
        await ada.click("invited")
        await here.sees(ada, "What is open now is posted")
        said = await here.channel_tells("random", "Elevated error rates")

    assert "`/invite @openai-diagnose`" in told
    assert len(said) == 2


async def test_the_list_names_all_and_says_what_is_amiss(redis_url: str) -> None:
    async with watched(
        redis_url=redis_url, incident_channels=["general", "random"], scopes=LEAST_RIGHTS
    ) as here:
        await here.read()
        here.status.open()
        await here.channel_tells("general", "Investigating")
        slack = here.world.slack
        told = await here.told(here.ada, "subscriptions")
        while "I cannot post there since" not in told:
            told = await here.told(here.ada, "subscriptions")

    assert "*2 channels hear*" in told
    assert f"• <#{slack.channel('general').id}>: incidents and maintenance _(by the setting" in told
    assert "(`not_in_channel`): `/invite @openai-diagnose`" in told


async def test_unsubscribed_is_told_to_the_channel_and_then_nothing_more(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops", "general"]) as here:
        await here.read()
        ada = await here.form("unsubscribe", "ops")
        await ada.submit({})
        await here.sees(ada, "Done")
        here.status.open()
        await here.channel_tells("general", "Investigating")
        again = await here.told(ada, "unsubscribe", "ops")

        assert len(here.said("ops")) == 1
    assert "unsubscribed this channel" in here.said("ops")[0]
    assert "is not subscribed" in again


async def test_who_is_no_admin_hears_who_can(way: str, redis_url: str) -> None:
    async with watched(way, redis_url) as here:
        told = [
            await here.told(here.world.alice, words)
            for words in ("subscribe", "unsubscribe", "subscriptions")
        ]

    assert all("Ask an admin of this workspace" in one for one in told)


async def test_a_setting_names_who_may(redis_url: str) -> None:
    async with watched(redis_url=redis_url, admins=["alice"]) as here:
        told = await here.told(here.ada, "subscriptions")
        allowed = await here.told(here.world.alice, "subscriptions")

    assert f"Ask <@{here.world.alice.id}>" in told
    assert "No channel is subscribed" in allowed


async def test_without_the_right_to_see_who_is_admin_nobody_may(redis_url: str) -> None:
    async with watched(redis_url=redis_url, scopes=("commands", "chat:write")) as here:
        told = await here.told(here.ada, "subscriptions")

    assert "ADMIN_USERS" in told
    assert "users:read" in told


async def test_a_direct_message_is_no_channel(redis_url: str) -> None:
    async with watched(redis_url=redis_url) as here:
        private = here.world.slack.workspace.dm(here.ada.id).id
        told = await here.told(here.ada, "subscribe", private)

    assert told == "Type this in the channel that shall hear of incidents or alerts."


async def test_without_redis_nothing_is_changed(way: str) -> None:
    async with a_world(way) as world:
        ada = world.slack.person("ada")
        await ada.command("/openai-diagnose", "subscribe")
        await world.slack.until(lambda: ada.ephemerals)

    assert "Nothing was changed" in ada.ephemerals[-1].message["text"]
