"""Each refusal has its answer."""

from dataclasses import replace

import pytest

from bot.domain.desired.delivered import Delivered, Posted
from bot.domain.desired.pace import Pace
from bot.domain.desired.plan import next_steps
from bot.domain.desired.settle import Trouble, TroubleKind, after, before
from bot.domain.desired.steps import SETTLES_IN, Act, Done, NotDone, Outcome, Step, Why
from tests.domain.desired.model_slack import NOON, a_message, a_part

NEW = Delivered(id="incident/I/C1", about="I", channel="C1")
POSTED = replace(NEW, root=Posted("1.1", "1"))
MESSAGE = a_message(replies=(a_part("u1"),))
EDITED = a_message(version="2")


def the_step(delivered: Delivered, message: object = MESSAGE, *, later: bool = False) -> Step:
    now = NOON + SETTLES_IN if later else NOON
    (step,) = next_steps([message], {NEW.id: delivered}, Pace(), now).steps  # type: ignore[list-item]
    return step


def played(delivered: Delivered, step: Step, outcome: Outcome) -> tuple[Delivered, Trouble | None]:
    result = after(before(delivered, step, NOON), step, outcome)
    return result.delivered, result.trouble


def test_a_root_covers_the_replies_that_it_shows() -> None:
    delivered, trouble = played(NEW, the_step(NEW), Done("1.1"))

    assert delivered == replace(POSTED, covered=("u1",))
    assert trouble is None


@pytest.mark.parametrize("why", [Why.AWAY, Why.BUSY, Why.NOT_NOW])
def test_what_certainly_did_not_arrive_is_simply_tried_again(why: Why) -> None:
    assert played(NEW, the_step(NEW), NotDone(why)) == (NEW, None)


def test_what_may_have_arrived_is_looked_for_when_it_cannot_arrive_any_more() -> None:
    delivered, _ = played(NEW, the_step(NEW), NotDone(Why.UNKNOWN))

    plan = next_steps([MESSAGE], {NEW.id: delivered}, Pace(), NOON)
    assert plan.steps == ()
    assert plan.again_at == NOON + SETTLES_IN
    look = the_step(delivered, later=True)
    assert look.act is Act.LOOK
    assert after(delivered, look, Done("1.1")).delivered == replace(POSTED, covered=("u1",))
    assert after(delivered, look, NotDone(Why.NOTHING)).delivered == NEW


def test_who_may_not_look_posts_again_and_says_so() -> None:
    delivered, _ = played(NEW, the_step(NEW), NotDone(Why.UNKNOWN))
    look = the_step(delivered, later=True)

    result = after(delivered, look, NotDone(Why.NO_LOOK, "missing_scope"))

    assert result.delivered == NEW
    assert result.trouble == Trouble(TroubleKind.CANNOT_LOOK, "C1", "missing_scope")


def test_a_look_that_fails_is_repeated() -> None:
    delivered, _ = played(NEW, the_step(NEW), NotDone(Why.UNKNOWN))
    look = the_step(delivered, later=True)

    for why in (Why.UNKNOWN, Why.BUSY, Why.AWAY):
        assert after(delivered, look, NotDone(why)).delivered == delivered


def test_a_closed_channel_is_for_the_operator_and_owes_the_message_still() -> None:
    delivered, trouble = played(NEW, the_step(NEW), NotDone(Why.NO_CHANNEL, "is_archived"))

    assert delivered == NEW
    assert trouble == Trouble(TroubleKind.CHANNEL_CLOSED, "C1", "is_archived")


def test_a_deleted_message_is_posted_again_once() -> None:
    gone = NotDone(Why.NO_MESSAGE, "message_not_found")

    once, trouble = played(POSTED, the_step(POSTED, EDITED), gone)
    assert (once.root, once.reposts, once.muted, trouble) == (None, 1, False, None)

    again = replace(once, root=Posted("2.2", "1"))
    twice, trouble = played(again, the_step(again, EDITED), gone)
    assert twice.muted
    assert trouble == Trouble(TroubleKind.DELETED_TWICE, "C1")


def test_a_deleted_message_about_what_is_over_is_left_alone() -> None:
    over = a_message(version="2", over=True)

    delivered, trouble = played(POSTED, the_step(POSTED, over), NotDone(Why.NO_MESSAGE))

    assert (delivered.muted, trouble) == (True, None)


def test_a_reply_to_a_deleted_message_posts_the_message_again() -> None:
    step = the_step(POSTED)
    assert step.thread == "1.1"

    delivered, _ = played(POSTED, step, NotDone(Why.NO_MESSAGE, "thread_not_found"))

    assert (delivered.root, delivered.attempt) == (None, None)


def test_a_deleted_reply_stays_deleted() -> None:
    posted = replace(POSTED, replies={"u1": Posted("1.2", "0")})

    delivered, trouble = played(posted, the_step(posted), NotDone(Why.NO_MESSAGE))

    assert (delivered.replies, delivered.covered, trouble) == ({}, ("u1",), None)


def test_what_may_not_be_edited_stays_as_it_is() -> None:
    delivered, trouble = played(POSTED, the_step(POSTED, EDITED), NotDone(Why.NO_EDIT))

    assert delivered.root == Posted("1.1", "2")
    assert trouble is None


def test_what_slack_does_not_take_is_given_up_and_told() -> None:
    delivered, trouble = played(NEW, the_step(NEW), NotDone(Why.MALFORMED, "msg_blocks_too_long"))

    assert delivered.muted
    assert trouble == Trouble(TroubleKind.MALFORMED, "C1", "msg_blocks_too_long")
