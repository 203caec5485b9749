"""What holds whatever Slack and the machine do: nothing twice, nothing lost, all in order."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.desired.message import ROOT, DesiredMessage
from tests.domain.desired.model_slack import Fate, Play, a_message, a_part

NAMES = ("incident/A/C1", "incident/B/C1", "incident/A/C2")
changes = st.one_of(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["edit", "reply", "edit a reply"])),
    st.sampled_from(list(Fate)),
    st.just(None),
)


def changed(message: DesiredMessage, how: str, n: int) -> DesiredMessage:
    root, replies = message.root, message.replies
    if how == "edit":
        root = a_part(version=f"v{n}")
    elif how == "reply":
        replies = (*replies, a_part(f"u{n}"))
    elif replies:
        replies = (a_part(replies[0].key, f"v{n}"), *replies[1:])
    return a_message(message.id, replies=replies, version=root.version, severity=message.severity)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes, max_size=40))
def test_each_message_once_in_order_and_up_to_date(
    story: list[tuple[str, str] | Fate | None],
) -> None:
    fates = [one for one in story if isinstance(one, Fate)]
    play = Play({name: a_message(name, severity=n) for n, name in enumerate(NAMES)}, iter(fates))

    for n, one in enumerate(story):
        if isinstance(one, tuple):
            name, how = one
            play.desired[name] = changed(play.desired[name], how, n)
        else:
            play.round()
    play.settle()

    known = play.known()
    for name in NAMES:
        holds_for(play, play.desired[name], covered=known[name].covered)
    for times in play.slack.posted_at.values():
        assert all(b - a >= timedelta(seconds=1) for a, b in pairwise(times))


def holds_for(play: Play, message: DesiredMessage, covered: tuple[str, ...]) -> None:
    said = [one for one in play.slack.said[message.channel] if one.id == message.id]
    assert all(many == 1 for many in Counter(one.part for one in said).values()), "twice"
    root, *replies = said
    assert root.part == ROOT
    assert root.version == message.root.version
    wanted = [part for part in message.replies if part.key not in covered]
    assert [(one.part, one.version) for one in replies] == [
        (part.key, part.version) for part in wanted
    ]
    assert all(one.thread == root.ts for one in replies)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(list(Fate)), max_size=30))
def test_the_most_severe_is_never_behind_in_its_channel(fates: list[Fate]) -> None:
    names = [f"incident/{n}/C1" for n in range(4)]
    play = Play({name: a_message(name, severity=n) for n, name in enumerate(names)}, iter(fates))

    play.settle()

    quiet = all(fate is Fate.FINE for fate in fates)
    order = [one.id for one in play.slack.said["C1"]]
    assert sorted(order) == names
    if quiet:
        assert order == names[::-1]
