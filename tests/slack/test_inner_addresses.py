"""The whole bot keeps within its borders, and says what an operator who means it has to set."""

import pytest

from bot.sandbox.openai.server import LocalOpenAI
from tests.adapters.network.names import Names, names
from tests.slack.world import a_world

__all__ = ["names"]
GATEWAY = "gateway.example"


@pytest.fixture
def gateway(names: Names) -> str:
    names.add(GATEWAY, ["127.0.0.1"])
    return GATEWAY


async def test_a_key_goes_to_no_inner_address(gateway: str) -> None:
    async with LocalOpenAI() as inner:
        url = inner.base_url.replace("127.0.0.1", gateway)
        async with a_world(OPENAI_BASE_URL=url) as world:
            await world.check()
            shown = world.alice.modal_text

    assert "is not on the public internet" in shown
    assert "ALLOW_PRIVATE_ADDRESSES" in shown
    assert not inner.requests


async def test_the_operator_may_mean_it(gateway: str) -> None:
    async with LocalOpenAI() as inner:
        url = inner.base_url.replace("127.0.0.1", gateway)
        async with a_world(OPENAI_BASE_URL=url, ALLOW_PRIVATE_ADDRESSES=gateway) as world:
            await world.check()

            assert "The key works" in world.alice.modal_text
