"""`config` and what goes wrong on the way to Slack, and in it."""

from collections.abc import AsyncIterator

import pytest
import trustme

from tests.adapters import wire
from tests.adapters.climbing import serving_as
from tests.cli.reached import World, a_world, config, faults


@pytest.fixture
async def world(redis_url: str) -> AsyncIterator[World]:
    async with a_world(redis_url) as whole:
        yield whole


async def test_a_malformed_app_token_is_told_once(world: World) -> None:
    done = await config(world.environ(SLACK_APP_TOKEN="xoxb-no", SLACK_SIGNING_SECRET=""))

    assert [line for line in faults(done) if "SLACK_APP_TOKEN" in line] == faults(done)
    assert len(faults(done)) == 1
    assert "requests come by HTTP" not in done.out
    assert "has to be" not in done.out


async def test_people_and_channels_that_are_not_there_are_named(world: World) -> None:
    ops, ada = world.slack.channel("ops"), world.slack.person("ada")
    ops.members.discard(world.slack.workspace.bot.id)
    done = await config(
        world.environ(INCIDENT_CHANNELS=f"{ops.id},C0NOWHERE", ADMIN_USERS=f"{ada.id},U0NOBODY")
    )

    channels, admins = faults(done)
    assert ops.id in channels
    assert "C0NOWHERE" in channels
    assert "/invite" in channels
    assert "U0NOBODY" in admins
    assert ada.id not in admins


async def test_people_and_channels_that_are_there_are_fine(world: World) -> None:
    ops, ada = world.slack.channel("ops"), world.slack.person("ada")
    ops.members.add(world.slack.workspace.bot.id)

    done = await config(world.environ(ALERT_CHANNELS=ops.id, ADMIN_USERS=ada.id))

    assert (done.code, faults(done)) == (0, [])
    assert "✓ Slack: channels" in done.out
    assert "✓ Slack: admins" in done.out


async def test_a_proxy_that_wants_a_password_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wire.serving(wire.Proxy(status="407 Proxy Authentication Required")) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        done = await config(world.environ(SLACK_API_URL="https://slack.example/api/"))

    assert any("user name and password at the proxy (407)" in line for line in faults(done)), (
        done.all
    )


async def test_a_proxy_that_inspects_is_suspected(world: World) -> None:
    tls = serving_as(trustme.CA(), "localhost")
    async with wire.serving(wire.Canned(), tls) as port:
        done = await config(world.environ(SLACK_API_URL=f"https://localhost:{port}/api/"))

    assert any("inspects TLS" in line and "SSL_CERT_FILE" in line for line in faults(done))
