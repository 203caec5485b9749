"""How a command line is understood: help, slips, and that nothing typed is repeated."""

import os
import subprocess

import pytest
from hypothesis import given, strategies as st

from bot.cli.command import Command
from bot.cli.commands import COMMANDS
from tests.cli.console import PROGRAM, ROOT, call, execute

KEY = "sk-proj-Invented_for_this_test_T3BlbkFJ_not_a_key"


@pytest.mark.parametrize("argv", [(), ("--help",), ("-h",), ("help",)])
def test_help_lists_every_command(argv: tuple[str, ...]) -> None:
    done = call(*argv)

    assert done.code == (0 if argv else 2)
    assert not [command.word for command in COMMANDS if f"  {command.word} " not in done.all]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.word)
def test_a_command_explains_itself_with_examples(command: Command) -> None:
    word = command.word

    done = call(word, "--help")

    assert done.code == 0
    assert f"usage: openai-diagnose {word}" in done.out
    assert "examples:" in done.out
    assert f"openai-diagnose {word}" in done.out.split("examples:")[1]


def test_the_version_is_that_of_the_package() -> None:
    assert call("--version").out.startswith("openai-diagnose 0.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("chekc", "openai-diagnose check"), ("SERVE", "openai-diagnose serve"), ("config.", "config")],
)
def test_an_unknown_command_gets_the_nearest(typed: str, meant: str) -> None:
    done = call(typed)

    assert (done.code, done.out) == (2, "")
    assert meant in done.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("--modle", "--model"), ("--jsn", "--json"), ("--organisation=x", "--organization")],
)
def test_an_unknown_option_gets_the_nearest(typed: str, meant: str) -> None:
    done = call("check", typed)

    assert (done.code, done.out) == (2, "")
    assert f"did you mean {meant}?" in done.err


def test_an_option_without_its_value_is_named() -> None:
    assert "--model: expected one argument" in call("check", "--model").err


@pytest.mark.parametrize(
    "argv",
    [
        ("check", KEY),
        ("check", f"--key={KEY}"),
        ("check", "--key", "short"),
        ("check", "--api-key", "short"),
        ("check", "--key-stdin", "something"),
        ("check", "anything"),
        ("check", "--model", KEY),
        ("check", f"--json={KEY}"),
        ("serve", KEY),
        (KEY,),
    ],
)
def test_a_key_as_an_argument_is_refused_and_not_repeated(argv: tuple[str, ...]) -> None:
    done = call(*argv)

    assert (done.code, done.out) == (2, "")
    assert "nvented" not in done.err
    assert "something" not in done.err
    assert "process" in done.err or argv[0] == KEY


def test_the_process_refuses_a_key_in_the_same_way() -> None:
    done = execute("check", KEY)

    assert (done.code, done.out) == (2, "")
    assert "--key-stdin" in done.err
    assert "nvented" not in done.err


@given(
    # `report` takes a service's name, and any word may be one.
    st.sampled_from([*(one.word for one in COMMANDS if one.word != "report"), ""]),
    st.lists(
        st.builds(
            "{}{}Canary{}".format,
            st.sampled_from(["", "-", "--", "--model=", "--json=", "--key=", "-h"]),
            st.text(max_size=5),
            st.text(max_size=5),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_no_argument_that_is_not_understood_is_repeated(word: str, argv: list[str]) -> None:
    # Only what cannot run anything: a value for --model would be a proper call.
    typed = [arg for arg in argv if not arg.startswith("--model=")] or ["Canary"]

    done = call(*([word] if word else []), *typed)

    assert done.code == 2
    assert "Canary" not in done.all


def test_called_wrongly_it_points_to_the_help() -> None:
    assert "openai-diagnose check --help" in call("check", "--colour").err


def test_a_reader_that_goes_away_is_no_crash() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*PROGRAM, "check", "--help"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
        cwd=ROOT,
    )
    os.close(write_end)

    assert done.returncode == 1
    assert done.stderr == b""
