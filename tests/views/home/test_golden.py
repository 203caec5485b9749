"""How App Home and the views around keys look, to the letter."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.at_a_glance import Picture
from bot.domain.diagnosis import Verdict
from bot.domain.key_use import LettingGo
from bot.domain.least_privilege import privileges
from bot.domain.services import Glance
from bot.sandbox.slack.render import render_text
from bot.views.home import home, turned_away
from bot.views.keys import keys
from bot.views.notes import no_guests
from bot.views.rotate import Change, rotate_form
from bot.views.rotated import Stand, not_yet, not_yet_message, stand, stand_message
from tests.views.alert.building import NOON
from tests.views.builders import a_diagnosis
from tests.views.home.building import (
    BUSY,
    LIMPING,
    LINES,
    NOW_MS,
    OPERATED,
    QUIET,
    a_glance,
    a_key,
    known,
)

UNREACHED = Picture(at=NOON, services=None, checks=None)
PICTURES = {
    "quiet": QUIET,
    "busy": BUSY,
    "operated": replace(BUSY, operated=OPERATED),
    "nothing_reached": UNREACHED,
    "limping": replace(UNREACHED, operated=LIMPING),
    "nobody_reports": replace(QUIET, services=(), known=known(read_at=None)),
}
CHANGE = Change(new="sk-proj-…new2", old="sk-proj-…wxyz", rights={"files": "allowed"})
USING = LettingGo(using={"checkout": NOW_MS - 4000}, silent={}, gone=("search",))
SILENT = LettingGo(using={}, silent={"nightly": NOW_MS - 90_000_000}, gone=("search",))
GONE = LettingGo(using={}, silent={}, gone=("checkout", "search"))
NEEDS = privileges(["gpt-5", "ours"], {"responses": "allowed", "files": "allowed"})
LACKS = privileges(["gpt-5"], {"responses": "denied", "chat_completions": "denied"})
STANDS = {
    "still_used": Stand(change=CHANGE, letting_go=USING, privileges=NEEDS),
    "silent": Stand(change=CHANGE, letting_go=SILENT),
    "nobody": Stand(change=CHANGE, letting_go=GONE),
    "not_seen": Stand(change=CHANGE),
    "no_old_one": Stand(change=replace(CHANGE, old="")),
    "lacks": Stand(change=CHANGE, letting_go=USING, privileges=LACKS),
}


@pytest.mark.parametrize("name", PICTURES)
def test_home(name: str, snapshot: SnapshotAssertion) -> None:
    assert home(PICTURES[name], LINES) == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", STANDS)
def test_change(name: str, snapshot: SnapshotAssertion) -> None:
    view = stand(STANDS[name], NOON, "It answers slowly." if name == "silent" else "")

    assert view == snapshot.use_extension(JSONSnapshotExtension)
    assert stand_message(STANDS[name], NOON).text


def test_the_form(snapshot: SnapshotAssertion) -> None:
    shown = [rotate_form("n1", [a_key(), a_key("sk-proj-…new2")]), rotate_form("n2", [])]

    assert shown == snapshot.use_extension(JSONSnapshotExtension)


def test_a_new_key_that_does_not_work(snapshot: SnapshotAssertion) -> None:
    broken = a_diagnosis(verdict=Verdict.BROKEN)

    assert not_yet(broken) == snapshot.use_extension(JSONSnapshotExtension)
    assert "Change nothing yet" in not_yet_message(broken).text


def test_all_keys(snapshot: SnapshotAssertion) -> None:
    left = a_key("sk-svcacct-…left", 200, last_seen=NOW_MS - 400_000_000)
    some = keys([a_key("sk-proj-…new2", 0), left, a_key()], NOON, 90)
    shown = [
        {"text": one.text, "blocks": list(one.blocks)}
        for one in (some, keys([], NOON, 90), keys([a_key()], NOON, 0))
    ]

    assert shown == snapshot.use_extension(JSONSnapshotExtension)


def test_a_guest_sees_why_there_is_nothing() -> None:
    assert "not guests" in render_text(turned_away(no_guests()))


@pytest.mark.parametrize(
    ("rest", "said"),
    [(a_glance("s"), "all fine"), (a_glance("s", 3), "480 of them with errors")],
)
def test_of_hundreds_the_worst_are_shown_and_the_rest_counted(rest: Glance, said: str) -> None:
    many = [a_glance(f"worst-{n}", 100) for n in range(8)]
    many += [replace(rest, service=f"service-{n}") for n in range(480)]

    told = render_text(home(replace(QUIET, services=many), LINES))

    assert "worst-7" in told
    assert "service-0" not in told
    assert f"And 480 more, {said}" in told


def test_without_all_parts_nothing_is_called_well() -> None:
    for missing in (replace(QUIET, known=None), replace(QUIET, alerts=None)):
        assert "All is well" not in render_text(home(missing, LINES))
    assert "All is well" in render_text(home(QUIET, LINES))
