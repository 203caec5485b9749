"""Which bytes are a complete read, and what is said of those that are not."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from bot.adapters.status.feed_bytes import LARGEST_BODY, MOST_ENTRIES, parse_feed
from bot.domain.incidents.feed_read import GapReason
from tests.adapters.status.feeds import NINETY_DAYS, NOW, a_feed, an_entry, ninety_days, stored

GOOD = a_feed([an_entry(n) for n in range(1, 6)])
BOMB = """<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""


def reason(raw: bytes) -> GapReason | None:
    gap = parse_feed(raw, NOW).gap
    return gap.reason if gap else None


def test_ninety_days_are_read_to_the_last() -> None:
    read = parse_feed(ninety_days(), NOW)

    assert read.complete
    assert len(read.incidents) == len({one.id for one in read.incidents}) == NINETY_DAYS
    assert read.page == "status.openai.com"
    assert read.rendered is not None


def test_a_feed_without_incidents_is_complete() -> None:
    read = parse_feed(a_feed(), NOW)

    assert (read.complete, read.incidents) == (True, ())


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"", GapReason.EMPTY, id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", GapReason.EMPTY, id="blank"),
        pytest.param(
            b"<!doctype html><html><body>Just a moment...</body></html>",
            GapReason.WEB_PAGE,
            id="a challenge page with status 200",
        ),
        pytest.param(b"<html></html>", GapReason.WEB_PAGE, id="a page without a doctype"),
        pytest.param(
            b"<!-- hello -->\n<!DOCTYPE html PUBLIC 'x'>", GapReason.WEB_PAGE, id="after a comment"
        ),
        pytest.param(a_feed(head=BOMB), GapReason.FORBIDDEN_MARKUP, id="entities declared"),
        pytest.param(
            a_feed(head=f"<!-- <feed> -->{BOMB}"), GapReason.FORBIDDEN_MARKUP, id="and hidden"
        ),
        pytest.param(GOOD.decode().encode("utf-16"), GapReason.ENCODING, id="utf-16"),
        pytest.param(
            GOOD.replace(b"utf-8", b"utf-7", 1), GapReason.ENCODING, id="utf-7, which hides markup"
        ),
        pytest.param(GOOD[: len(GOOD) // 2], GapReason.BROKEN, id="breaks off"),
        pytest.param(GOOD[: GOOD.rindex(b"</feed>")], GapReason.BROKEN, id="only the end lacks"),
        pytest.param(b"\x00\x01\x02", GapReason.ENCODING, id="binary"),
        pytest.param(b"no feed at all", GapReason.BROKEN, id="plain text"),
        pytest.param(b'{"incidents": []}', GapReason.BROKEN, id="json"),
        pytest.param(b"<sitemap></sitemap>", GapReason.NOT_A_FEED, id="other xml"),
        pytest.param(a_feed([an_entry(1), an_entry(2, id="")]), GapReason.NO_IDENTITY, id="no id"),
        pytest.param(
            a_feed(an_entry(n) for n in range(MOST_ENTRIES + 1)), GapReason.TOO_MANY, id="too many"
        ),
        pytest.param(b" " * LARGEST_BODY + GOOD, GapReason.TOO_LARGE, id="too large"),
    ],
)
def test_what_is_not_complete_says_why(raw: bytes, expected: GapReason) -> None:
    read = parse_feed(raw, NOW)

    assert read.gap is not None
    assert read.gap.reason is expected
    assert read.gap.says
    assert read.incidents == ()


def test_markup_in_the_text_of_an_incident_is_no_reason_to_refuse_the_feed() -> None:
    text = "<b>Status: Monitoring</b><br/><br/>We print &lt;!DOCTYPE html&gt; and <!ENTITY too."

    assert reason(a_feed([an_entry(text=text)])) is None


@given(st.integers(1, len(ninety_days()) - 10))
@settings(max_examples=50, deadline=None)
def test_a_feed_that_breaks_off_anywhere_is_never_complete(end: int) -> None:
    assert reason(ninety_days()[:end]) is not None


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(deadline=None)
def test_any_bytes_are_read_without_raising(raw: bytes) -> None:
    assert reason(raw) is not None or parse_feed(raw, NOW).incidents == ()


def test_a_feed_that_feedparser_stumbles_over_changes_nothing() -> None:
    """The name of its encoding is gone wrong, and feedparser raises where it promises a flag."""
    broken = stored("statuspage_maintenance_planned.atom").replace(b'"UTF-8"', b'"\x80TF-8"', 1)

    assert reason(broken) is not None


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_feed_with_bytes_gone_wrong_is_read_without_raising(data: st.DataObject) -> None:
    raw = bytearray(stored("statuspage_maintenance_planned.atom"))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    parse_feed(bytes(raw), NOW)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_in_an_entry_is_read_without_raising(text: str) -> None:
    safe = re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd]", "", text).replace("]]>", "")

    for shape in (
        "<b>Status: {}</b>",
        "<p><small>{}</small><br><strong>{}</strong> - {}</p>",
        "{}",
    ):
        raw = a_feed([an_entry(text=shape.replace("{}", safe), title=safe)])
        assert len(parse_feed(raw, NOW).incidents) == 1
