"""`explain`: from an error text to its cause, for people, for scripts and in a pipe."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.console import Done, call, execute
from tests.cli.contract import CAUSES

NO_MONEY = (
    "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current "
    "quota, please check your plan and billing details.', 'code': 'insufficient_quota'}}"
)
NO_MODEL = "Error code: 404 - {'error': {'message': 'The model `gpt-9` does not exist'}} POST https://api.openai.com/v1/responses"
UNRELATED = "KeyError: 'customer_id'"
KEY = (
    "sk-proj-"
    + "Invented_words_for_a_test_9_" * 2
    + "T3BlbkFJ"
    + "more_Invented_words_4_tests_" * 2
)
CONTRACT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "cause": {"enum": [*CAUSES, "bad_request", "unknown"]},
        "code": {"type": ["string", "null"]},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "summary": {"type": "string", "minLength": 1},
        "next_steps": {"type": "array", "items": {"type": "string"}, "maxItems": 4},
        "evidence": {"type": "array", "items": {"type": "string"}},
        "also": {"type": "array", "items": {"enum": CAUSES}},
    },
    "required": ["cause", "code", "confidence", "summary", "next_steps", "evidence", "also"],
}


def read(done: Done) -> list[dict[str, Any]]:
    """The objects on stdout, a line each."""
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_person_reads_the_cause_what_to_do_and_why() -> None:
    done = call("explain", stdin=NO_MODEL)

    assert (done.code, done.err) == (0, "")
    assert "🔎 The model or endpoint is wrong" in done.out
    assert "(it is `gpt-9`)" in done.out
    assert "What to do\n 1. " in done.out
    assert "The text says: “" in done.out
    assert "openai-diagnose check --model gpt-9 --endpoint responses" in done.out
    assert all(len(line) <= 100 for line in done.out.splitlines())


def test_the_check_that_it_offers_has_all_that_was_found() -> None:
    ids = "organization org-InventedWords1234abcd, project proj_InventedWords5678"

    done = call("explain", stdin=f"{NO_MODEL} {ids} {KEY}")

    assert (
        "openai-diagnose check --model gpt-9 --endpoint responses "
        "--organization org-InventedWords1234abcd --project proj_InventedWords5678\n"
    ) in done.out
    assert KEY not in done.out


def test_an_error_of_others_is_no_reason_to_check_a_key_of_openai() -> None:
    done = call("explain", stdin="groq.RateLimitError: Error code: 429 - Rate limit reached")

    assert "an error of Groq" in done.out
    assert "openai-diagnose check" not in done.out


def test_what_is_unknown_says_what_it_would_need_to_see() -> None:
    done = call("explain", stdin=UNRELATED)

    assert done.code == 3
    assert "What I would need to see\n 1. " in done.out


@pytest.mark.parametrize(
    ("text", "cause", "code"),
    [(NO_MONEY, "billing", 0), (UNRELATED, "unknown", 3), ("", "unknown", 3)],
)
def test_the_json_is_the_contract(text: str, cause: str, code: int) -> None:
    done = call("explain", "--json", stdin=text)

    (found,) = read(done)
    jsonschema.validate(found, CONTRACT)
    assert (found["cause"], done.code) == (cause, code)


def test_files_are_explained_each_by_itself(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(NO_MONEY)
    (tmp_path / "b.log").write_text(NO_MODEL)

    for_people = call("explain", "a.log", "b.log", cwd=tmp_path)
    for_scripts = call("explain", "--json", "b.log", "-", cwd=tmp_path, stdin=NO_MONEY)

    assert for_people.out.index("a.log") < for_people.out.index("b.log")
    assert [one["cause"] for one in read(for_scripts)] == ["model_endpoint", "billing"]


def test_one_unknown_file_shows_in_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(UNRELATED)

    assert call("explain", "a.log", "-", cwd=tmp_path, stdin=NO_MONEY).code == 3


def test_lines_are_answered_in_their_order() -> None:
    texts = [NO_MONEY, UNRELATED, NO_MODEL, "", NO_MONEY] * 5
    lines = "".join(json.dumps({"text": text, "id": 1}) + "\n" for text in texts)

    done = call("explain", "--jsonl", stdin=lines)

    found = read(done)
    for one in found:
        jsonschema.validate(one, CONTRACT)
    causes = ["billing", "unknown", "model_endpoint", "unknown", "billing"] * 5
    assert [one["cause"] for one in found] == causes
    assert done.code == 0


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "no json",
        "[]",
        "3",
        '{"text": 3}',
        '{"Text": "x"}',
        '{"text"',
        "[" * 100_000,
        "9" * 9999,
    ],
)
def test_no_line_is_dropped_and_the_exit_code_tells_of_the_bad_one(bad: str) -> None:
    good = json.dumps({"text": NO_MONEY})

    done = call("explain", "--jsonl", stdin=f"\ufeff{good}\r\n{bad}\n{good}")

    first, second, third = read(done)
    assert (first["cause"], third["cause"]) == ("billing", "billing")
    assert (second["cause"], second["confidence"]) == ("unknown", 0.0)
    assert "text" in second["error"]
    assert done.code == 1


def test_lines_of_a_file_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": NO_MONEY + "\u2028\x85"}) + "\n")
    (tmp_path / "empty.jsonl").write_text("")

    done = call("explain", "--jsonl", "in.jsonl", "empty.jsonl", cwd=tmp_path)

    assert [one["cause"] for one in read(done)] == ["billing"]


def test_junk_and_a_large_text_are_no_trouble(tmp_path: Path) -> None:
    junk = bytes(range(256)) * 4000
    (tmp_path / "junk").write_bytes(junk)
    (tmp_path / "wide.log").write_bytes(("\ufeff" + NO_MONEY).encode("utf-16-le"))
    (tmp_path / "long.log").write_text("line of a log\n" * 80_000 + NO_MONEY)

    assert call("explain", "junk", cwd=tmp_path).code == 3
    for name in ("wide.log", "long.log"):
        assert read(call("explain", "--json", name, cwd=tmp_path))[0]["cause"] == "billing"
    piped = execute("explain", stdin=junk.decode("utf-8", "surrogateescape"))
    assert piped.code == 3
    assert all(letter.isprintable() or letter == "\n" for letter in piped.out)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["no-such.log"], "No such file"),
        (["."], "Is a directory"),
        (["a\0b"], "no name of a file"),
        (["--json", "--jsonl"], "do not go together"),
        (["--jsno"], "did you mean --json"),
        ([KEY], "a key is never an argument"),
    ],
)
def test_misuse_is_told_without_repeating_the_argument(
    argv: list[str], said: str, tmp_path: Path
) -> None:
    done = call("explain", *argv, cwd=tmp_path)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "no-such" not in done.err
    assert KEY not in done.err


def test_what_a_text_says_cannot_move_the_cursor() -> None:
    odd = "\x1b[2J\x9b2J\u202e\x07"

    out = call("explain", stdin=f"openai {odd} insufficient_quota {odd} model `gpt{odd}9`").out

    assert "The account cannot pay" in out
    assert all(letter.isprintable() or letter == "\n" for letter in out)


@pytest.mark.parametrize("form", [[], ["--json"], ["--jsonl"]])
def test_a_key_in_the_text_is_masked_and_its_owner_warned(form: list[str]) -> None:
    text = f"Illegal header value b'Bearer {KEY}\\n' openai.APIConnectionError"
    done = call("explain", *form, stdin=json.dumps({"text": text}) if form == ["--jsonl"] else text)

    pieces = [KEY[at : at + 14] for at in range(8, len(KEY) - 14, 7)]
    assert not [piece for piece in pieces if piece in done.all]
    assert form or f"A whole key stands in this text: sk-proj-…{KEY[-4:]}" in done.out


def test_its_help_tells_the_exit_codes() -> None:
    told = call("explain", "--help").out

    assert "0 a cause was named · 3 " in told
    assert "2>&1 | openai-diagnose explain" in told
