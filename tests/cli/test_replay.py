"""`replay`: what an operator sees of stored feeds."""

from pathlib import Path

import pytest

from tests.cli.console import Done, call, execute

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
OPEN, AGAIN, OVER = (
    f"incident_io_{name}.atom" for name in ("one_open", "one_open_rendered_again", "resolved")
)


def replay(*names: str, cwd: Path = FEEDS) -> Done:
    return call("replay", *names, cwd=cwd)


def test_an_incident_from_its_first_sight_to_its_end() -> None:
    done = replay(OPEN, AGAIN, OVER)

    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == """\
incident_io_one_open.atom: 2 incidents, 1 to post
  OPENED: Slow answers & errors in "Batch"
    state: Investigating · impact: partial outage · since 2026-05-04 09:12 UTC
    components: Batch (partial outage), Login (degraded performance), Login (degraded performance)
    latest: 2026-05-04 09:30 UTC Investigating: Some requests take longer than they should. \
We look into it.
    https://status.openai.com/incidents/01KQS44ER0TESTTESTTESTTEST
    because it was open when this installation read the feed for the first time
  not posted (1): it was over before the first read
incident_io_one_open_rendered_again.atom: 2 incidents, 0 to post
incident_io_resolved.atom: 2 incidents, 1 to post
  RESOLVED: Slow answers & errors in "Batch"
    state: Resolved · impact: partial outage · since 2026-05-04 09:12 UTC · until 2026-05-04 10:15 UTC
    components: Batch (operational), Login (operational), Login (operational)
    changed: state: Investigating → Resolved
    changed: Batch: partial outage → operational
    changed: Login: degraded performance and degraded performance → operational and operational
    in the thread: 2026-05-04 10:15 UTC Resolved: The cause is removed. Answers are quick again.
    https://status.openai.com/incidents/01KQS44ER0TESTTESTTESTTEST
    because its state changed
"""
    )


def test_a_maintenance_of_before_the_first_read_is_told_when_it_is_over() -> None:
    done = replay("statuspage_maintenance_planned.atom", "statuspage_maintenance_over.atom")

    assert "FINISHED: New disks for the archive" in done.out
    assert "since 2026-01-05 23:00 UTC · until 2026-01-06 01:50 UTC" in done.out


def test_feeds_that_cannot_be_read_change_nothing_and_are_one_notice(tmp_path: Path) -> None:
    bad = tmp_path / "page.html"
    bad.write_text("<html>Just a moment</html>")

    done = replay(OPEN, str(bad), str(bad), str(bad), str(bad), AGAIN)

    assert done.out.count("page.html: not complete, so it changes nothing") == 4
    assert done.out.count("  UNREADABLE (to the operator)") == 1
    assert (
        done.out.count("  READABLE (to the operator): it could not be read since 2026-05-04 09:31")
        == 1
    )
    assert done.out.count("OPENED") == 1


def test_what_a_feed_says_cannot_move_the_cursor(tmp_path: Path) -> None:
    feed = (FEEDS / OPEN).read_text().replace("Slow answers", "Slow\u009b2J answers\u202e")
    (tmp_path / "odd.atom").write_text(feed)

    out = replay("odd.atom", cwd=tmp_path).out

    assert all(letter.isprintable() or letter == "\n" for letter in out)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["no-such.atom"], "feed number 1 cannot be read: No such file or directory"),
        ([OPEN, "no-such.atom"], "feed number 2 cannot be read: No such file or directory"),
        (["."], "feed number 1 cannot be read: Is a directory"),
        (["a\0b"], "feed number 1 cannot be read: that is no name of a file"),
        ([], "name at least one stored feed"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_misuse_that_repeats_no_argument(
    names: list[str], said: str
) -> None:
    done = replay(*names)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "no-such" not in done.err


def test_it_runs_as_a_process() -> None:
    done = execute("replay", str(FEEDS / OPEN))

    assert done.code == 0
    assert "OPENED" in done.out
