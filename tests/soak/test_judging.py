"""The judge of the soak lets nothing pass: each thing that must not be is seen."""

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.sample_keys import WORKING_KEY
from tests.soak import judging, log_lines
from tests.soak.breaking import Broken
from tests.soak.people import Did
from tests.soak.plan import FAULTS
from tests.soak.sampling import Curve

AT = 1_800_000_000.0
REDIS_WAS_AWAY = [Broken(FAULTS["redis_stopped"], AT - 30, AT - 20)]
LONG_AGO = [Broken(FAULTS["redis_stopped"], AT - 3600, AT - 3500)]


def line(event: str, level: str = "warning", **more: str) -> str:
    told = {
        "event": event,
        "level": level,
        "timestamp": datetime.fromtimestamp(AT, UTC).isoformat(),
    }
    return json.dumps(told | more)


def read(tmp_path: Path, text: str, diary: list[Broken]) -> log_lines.Read:
    path = tmp_path / "one.log"
    path.write_text(text + "\n")
    return log_lines.read([path], diary, log_lines.canaries())


def test_a_line_is_explained_by_what_was_broken_shortly_before(tmp_path: Path) -> None:
    warned = line("nobody can lead: Redis does not answer (TimeoutError)")

    assert not read(tmp_path, warned, REDIS_WAS_AWAY).unexplained
    assert read(tmp_path, warned, LONG_AGO).unexplained
    assert read(tmp_path, warned, []).unexplained


def test_a_line_that_nobody_expects_is_seen(tmp_path: Path) -> None:
    assert read(
        tmp_path, line("work in the background failed", "error"), REDIS_WAS_AWAY
    ).unexplained
    assert read(tmp_path, "Fatal Python error", REDIS_WAS_AWAY).unexplained
    assert not read(tmp_path, line("listening on port 1", "info"), []).unexplained


def test_a_traceback_is_seen_whatever_was_broken(tmp_path: Path) -> None:
    broke = line("nobody can lead: Redis", exception="Traceback (most recent call last):")

    assert read(tmp_path, broke, REDIS_WAS_AWAY).tracebacks


def test_a_key_is_seen_at_any_level(tmp_path: Path) -> None:
    assert read(tmp_path, line(f"got {WORKING_KEY.key}", "debug"), []).leaks


def named(name: str, part: str = "root") -> dict[str, object]:
    payload = {"id": name, "part": part, "version": "1"}
    return {"metadata": {"event_type": judging.EVENT, "event_payload": payload}}


def test_two_messages_of_one_name_are_seen() -> None:
    assert judging.told_once({"C1": [named("alert/1"), named("alert/1")]})
    assert not judging.told_once(
        {"C1": [named("alert/1"), named("alert/1", "reply")], "C2": [named("alert/1")]}
    )


def test_silence_is_excused_by_slack_and_not_by_redis() -> None:
    asked = Did(what="status", since=AT - 25, until=AT - 5)
    slack_refused = [Broken(FAULTS["slack_refuses"], AT - 30, AT - 20)]

    assert judging.answered([asked], REDIS_WAS_AWAY)
    assert not judging.answered([asked], slack_refused)


def test_an_answer_given_twice_is_seen() -> None:
    heard = Did(what="status", since=AT, until=AT + 1, saw="fine", twice="fine")

    assert judging.answered([heard], [])


def test_memory_that_grows_is_seen() -> None:
    grows = Curve("one", [(60.0 * minute, 90 + 2.0 * minute) for minute in range(20)])
    warms_up = Curve("one", [(60.0 * minute, 90 + 10.0 * min(minute, 5)) for minute in range(20)])

    assert judging.flat([grows], 0.5, 8)
    assert not judging.flat([warms_up], 0.5, 8)
