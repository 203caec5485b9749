"""Which channel hears of what, and what each message shows."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.desired.delivered import Delivered, Posted
from bot.domain.desired.incidents import (
    Called,
    IncidentShown,
    TakenBack,
    TakenOff,
    UpdateSaid,
    enrol,
    identity,
    messages,
    outlived,
)
from bot.domain.desired.message import DesiredMessage
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact, Kind
from bot.domain.subscriptions import QuietHours, Subscription, Wanted
from tests.domain.incidents.building import OLD, Reader, a_read, an_incident, an_update, at

LOGIN = Component(name="Login", impact=Impact.PARTIAL_OUTAGE, groups=("ChatGPT",))
OPEN = an_incident(id="I", components=[LOGIN], whole=True)
IDENTIFIED = an_incident(
    an_update(), an_update("Identified", at(5), "Found."), id="I", components=[LOGIN], whole=True
)
RESOLVED = an_incident(
    an_update(),
    an_update("Identified", at(5), "Found."),
    an_update("Resolved", at(80), "Well."),
    id="I",
    components=[LOGIN],
    whole=True,
)
ALL = Subscription(channel="C1")


def enrolled(reader: Reader, *subscriptions: Subscription, news: bool = True) -> list[str]:
    chosen = {one.channel: one for one in subscriptions}
    begun = enrol(reader.remembered, reader.last.news if news else (), chosen, ())
    return [one.channel for one in begun]


def the_message(
    reader: Reader, subscription: Subscription | None = ALL, **known: object
) -> DesiredMessage:
    record = Delivered(id=identity("I", "C1"), about="I", channel="C1")
    record = replace(record, **known)  # type: ignore[arg-type]
    chosen = {"C1": subscription} if subscription else {}
    (message,) = messages(reader.remembered, chosen, [record], reader.time)
    return message


def test_what_opens_begins_in_each_channel_that_wants_it() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    wishes = [
        ALL,
        Subscription(channel="C2", incidents=False),
        Subscription(channel="C3", least=Impact.FULL_OUTAGE),
        Subscription(channel="C4", components=(Wanted(name="Login", group="ChatGPT"),)),
        Subscription(channel="C5", components=(Wanted(name="Login", group="APIs"),)),
        Subscription(channel="C6", components=(Wanted(group="ChatGPT"),)),
    ]

    assert enrolled(reader, *wishes) == ["C1", "C4", "C6"]


def test_an_incident_with_no_component_always_passes() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, an_incident(id="I"))
    picky = Subscription(channel="C1", components=(Wanted(name="Batch"),), least=Impact.FULL_OUTAGE)

    assert enrolled(reader, picky) == ["C1"]


def test_what_is_open_begins_for_whoever_comes_late_and_what_is_over_does_not() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    assert enrolled(reader, ALL, news=False) == ["C1"]

    reader.read(*OLD, RESOLVED)

    assert enrolled(reader, ALL, news=False) == []


def test_what_was_over_before_anybody_could_be_told_is_told() -> None:
    reader = Reader(*OLD)
    reader.take(a_read(*OLD, RESOLVED), minutes=90)

    assert enrolled(reader, ALL) == ["C1"]


def test_the_first_read_begins_only_what_is_open() -> None:
    assert enrolled(Reader(*OLD, OPEN), ALL) == ["C1"]


def test_each_update_after_the_first_is_a_reply_and_the_end_says_how_long() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    first = the_message(reader)
    reader.read(*OLD, RESOLVED)

    message = the_message(reader)

    assert first.replies == ()
    assert message.root.version != first.root.version
    said = [part.content for part in message.replies]
    assert [one.update.word for one in said if isinstance(one, UpdateSaid)] == [
        "Identified",
        "Resolved",
    ]
    assert [one.lasted for one in said if isinstance(one, UpdateSaid)] == [
        None,
        timedelta(minutes=80),
    ]
    assert (message.over, message.severity) == (True, Impact.PARTIAL_OUTAGE.rank)


def test_nothing_flickers() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, IDENTIFIED)
    message = the_message(reader)
    shuffled = replace(IDENTIFIED, components=IDENTIFIED.components[::-1])
    reader.read(shuffled, *OLD)

    assert the_message(reader) == message


def test_what_is_taken_back_changes_its_reply_and_makes_none() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    reader.read(*OLD, IDENTIFIED)
    reader.read(*OLD, OPEN)

    (reply,) = the_message(reader).replies

    assert (reply.content, reply.edit_only) == (TakenBack(), True)


def test_what_was_posted_is_followed_though_the_filter_changed() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    reader.read(*OLD, RESOLVED)
    picky = Subscription(channel="C1", least=Impact.FULL_OUTAGE)

    message = the_message(reader, picky, root=Posted("1.1", "v"))

    assert not message.edit_only
    assert len(message.replies) == 2


@pytest.mark.parametrize(
    "gone", [None, Subscription(channel="C1", incidents=False, maintenance=False)]
)
def test_who_unsubscribed_gets_nothing_more_but_what_stands_is_kept_true(
    gone: Subscription | None,
) -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)

    assert the_message(reader, gone, root=Posted("1.1", "v")).edit_only
    unposted = Delivered(id=identity("I", "C1"), about="I", channel="C1")
    chosen = {"C1": gone} if gone else {}
    assert outlived(reader.remembered, chosen, [unposted]) == (unposted.id,)
    posted = replace(unposted, root=Posted("1.1", "v"))
    assert outlived(reader.remembered, chosen, [posted]) == ()
    assert outlived(Reader().remembered, {"C1": ALL}, [posted]) == (posted.id,)


def test_what_is_withdrawn_says_so_in_the_thread_and_begins_no_message() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    for _ in range(3):
        reader.read(*OLD)

    (reply,) = the_message(reader, root=Posted("1.1", "v")).replies
    assert isinstance(reply.content, TakenOff)
    assert the_message(reader).edit_only


def test_people_are_called_from_their_severity_on() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    calling = replace(ALL, mentions=("U0ADA",), mention_from=Impact.PARTIAL_OUTAGE)

    root = the_message(reader, calling).root
    assert isinstance(root.content, IncidentShown)
    assert (root.content.mentions, root.mentions) == (("U0ADA",), True)
    assert not the_message(reader, replace(calling, mention_from=Impact.FULL_OUTAGE)).root.mentions


def test_what_gets_worse_calls_people_in_the_thread_once() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    calling = replace(ALL, mentions=("U0ADA",), mention_from=Impact.PARTIAL_OUTAGE)
    there = Posted("1.1", "v")

    (called,) = the_message(reader, calling, root=there).replies

    assert isinstance(called.content, Called)
    assert the_message(reader, calling, root=there, mentioned=True).replies == ()


def test_quiet_hours_hold_what_calls_nobody() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    quiet = replace(ALL, quiet=QuietHours(begin=time(11), end=time(14), zone="UTC"))

    assert the_message(reader, quiet).quiet_until == at(120)
    calling = replace(quiet, mentions=("U0ADA",), mention_from=Impact.DEGRADED)
    assert the_message(reader, calling).quiet_until is None


def test_a_change_of_state_is_shown_in_the_channel_if_wished() -> None:
    reader = Reader(*OLD)
    reader.read(*OLD, OPEN)
    reader.read(*OLD, IDENTIFIED)

    assert [one.broadcast for one in the_message(reader).replies] == [False]
    loud = replace(ALL, thread_only=False)
    assert [one.broadcast for one in the_message(reader, loud).replies] == [True]


def test_maintenance_is_a_wish_of_its_own() -> None:
    planned = an_incident(
        an_update("Scheduled", at(0)), id="M", kind=Kind.MAINTENANCE, planned=(at(600), at(660))
    )
    reader = Reader(*OLD)
    reader.read(*OLD, planned)

    assert enrolled(reader, ALL, Subscription(channel="C2", maintenance=False)) == ["C1"]
