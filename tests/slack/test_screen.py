"""A modal is drawn in order, not too often, and with patience at the end."""

import asyncio
from functools import partial

import pytest

from bot.slack.screen import Screen
from bot.slack.tasks import Tasks
from bot.slack.web import Refused
from bot.views.blocks import View


class Modal:
    """Takes what is drawn; refuses with what `refusals` holds, in turn."""

    def __init__(self, *refusals: Refused) -> None:
        self.drawn: list[View] = []
        self.refusals = list(refusals)
        self.at_once = self.most_at_once = 0

    async def update(self, view: View) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if self.refusals:
            raise self.refusals.pop(0)
        self.drawn.append(view)


def a_screen(modal: Modal) -> tuple[Screen, Tasks]:
    tasks = Tasks()
    return Screen({"n": 0}, modal.update, tasks, pace=0.01), tasks


async def test_the_newest_wins_and_the_last_is_the_last() -> None:
    modal = Modal()
    screen, tasks = a_screen(modal)

    for n in range(1, 50):
        screen.show(partial(dict, n=n))
        await asyncio.sleep(0)
    assert await screen.finish({"n": 99})
    screen.show(lambda: {"n": 100})
    await tasks.drain(5)

    numbers = [view["n"] for view in modal.drawn]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 99
    assert len(numbers) < 10
    assert modal.most_at_once == 1
    assert screen.latest == {"n": 99}


@pytest.mark.parametrize("why", ["ratelimited", "unreachable"])
async def test_the_last_view_is_tried_again(why: str) -> None:
    modal = Modal(Refused(why, 0.01), Refused(why, 0.01))
    screen, _ = a_screen(modal)

    assert await screen.finish({"n": 1})
    assert modal.drawn == [{"n": 1}]


@pytest.mark.parametrize("why", ["not_found", "view_too_large"])
async def test_what_helps_nothing_is_not_tried_again(why: str) -> None:
    modal = Modal(Refused(why))
    screen, _ = a_screen(modal)

    assert not await screen.finish({"n": 1})
    assert not modal.drawn


async def test_after_not_found_nothing_more_is_drawn() -> None:
    modal = Modal(Refused("not_found"))
    screen, tasks = a_screen(modal)

    screen.show(lambda: {"n": 1})
    await tasks.drain(5)
    screen.show(lambda: {"n": 2})
    await tasks.drain(5)

    assert screen.closed
    assert not await screen.finish({"n": 3})
    assert not modal.drawn


async def test_slack_gets_four_tries_and_no_more() -> None:
    modal = Modal(*(Refused("ratelimited", 0.001) for _ in range(9)))
    screen, _ = a_screen(modal)

    assert not await screen.finish({"n": 1})
    assert len(modal.refusals) == 5
