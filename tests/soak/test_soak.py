"""Twenty seconds of the soak, with every test: that it runs, and that all holds."""

import os

import pytest

from tests.soak.plan import FAULTS, plan
from tests.soak.stage import soak
from tests.soak.telling import told

SECONDS = 20
SEED = 7


def test_a_seed_tells_all() -> None:
    assert plan(SEED, 600) == plan(SEED, 600)
    assert plan(SEED, 600) != plan(SEED + 1, 600)


def test_whatever_breaks_is_mended_in_time() -> None:
    assert all(one.at + one.lasts <= 600 for one in plan(SEED, 600))


def test_half_an_hour_breaks_everything_once_at_least() -> None:
    assert {one.fault.name for one in plan(SEED, 1800)} == set(FAULTS)


@pytest.mark.timeout(240)
async def test_all_holds() -> None:
    outcome = await soak(SECONDS / 60, SEED, os.environ)  # noqa: TID251  # the PATH for the bot

    assert outcome.is_good, told(outcome, SECONDS / 60)
