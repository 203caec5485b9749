"""The small language that the rules are written in.

A check takes a value and its JSON pointer and yields what is wrong with it, in the words
that Slack uses. Rules are tables of checks, so that a new limit is a number in a table.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

Check = Callable[[Any, str], Iterator[str]]
Checks = Mapping[str, Check]


def problem(words: str, pointer: str) -> str:
    """Say what is wrong where."""
    return f"[ERROR] {words} [json-pointer:{pointer or '/'}]"


def string(most: int, *, least: int = 1) -> Check:
    """A text of a length."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401  # whatever was sent
        if not isinstance(value, str):
            yield problem("must be a string", at)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield problem(f"must be less than {most + 1} characters", at)

    return check


def integer(least: int = 0, most: int = 2**53) -> Check:
    """A whole number in a range."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", at)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", at)

    return check


def boolean(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
    """True or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", at)


def anything(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401, ARG001
    """Take whatever comes: for parts that nobody here looks into."""
    return iter(())


def choice(*allowed: str) -> Check:
    """Take one of a few words."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        if value not in allowed:
            yield problem(f"must be one of: {', '.join(allowed)}", at)

    return check


def listing(of: Check, *, least: int = 1, most: int) -> Check:
    """A list of a length, of one kind of thing."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, list):
            yield problem("must be an array", at)
            return
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", at)
        for place, item in enumerate(value):
            yield from of(item, f"{at}/{place}")

    return check


def shape(required: Checks, optional: Checks, *, tag: str | None = "type") -> Check:
    """An object with these fields and no others; `tag` is a field somebody else looks at."""
    known = {**required, **optional}

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        for name in required:
            if name not in value:
                yield problem(f"missing required field: {name}", at)
        for name, inner in value.items():
            if name in known:
                yield from known[name](inner, f"{at}/{name}")
            elif name != tag:
                yield problem(f"invalid additional property: {name}", at)

    return check


def one_of(table: Checks, *, allowed: frozenset[str] | None = None) -> Check:
    """An object whose `type` says which row of a table holds for it."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        kind = str(value.get("type"))
        if "type" not in value:
            yield problem("missing required field: type", at)
        elif kind not in table or (allowed is not None and kind not in allowed):
            yield problem(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from table[kind](value, at)

    return check


def in_turn(*checks: Check) -> Check:
    """Hold a value to several rules, the later only if it passed the earlier."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        for rule in checks:
            problems = list(rule(value, at))
            yield from problems
            if problems:
                return

    return check


def any_field(*names: str) -> Check:
    """An object that has one of these fields at least."""

    def check(value: Any, at: str) -> Iterator[str]:  # noqa: ANN401
        if isinstance(value, dict) and not any(name in value for name in names):
            yield problem(f"missing required field: {' or '.join(names)}", at)

    return check


def plain_text(most: int) -> Check:
    """A text object in which nothing is formatted."""
    fields = shape({"text": string(most)}, {"emoji": boolean})
    return one_of({"plain_text": fields})


def any_text(most: int) -> Check:
    """A text object, plain or mrkdwn."""
    mrkdwn = shape({"text": string(most)}, {"verbatim": boolean})
    fields = shape({"text": string(most)}, {"emoji": boolean})
    return one_of({"plain_text": fields, "mrkdwn": mrkdwn})


ID: Final = string(255)
