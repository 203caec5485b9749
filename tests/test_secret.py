"""The one type that holds a secret: no printed form, copy or comparison gives it away."""

import copy
import json
import logging
import pickle
import pprint
import traceback

import pytest
from hypothesis import given, strategies as st

from bot.domain.secret import HIDDEN, Secret

VALUES = st.text(min_size=8).map("§".join)


@given(VALUES, st.sampled_from(["", "sk-…wxyz"]))
def test_no_printed_form_holds_the_value(value: str, masked: str) -> None:
    secret = Secret(value, masked=masked or HIDDEN)

    record = logging.LogRecord("any", logging.INFO, "", 0, "%s %r", (secret, [secret]), None)
    error = traceback.format_exception(ValueError(secret, {"key": secret}))
    printed = [
        str(secret),
        repr(secret),
        f"{secret} {secret!s:>30} {secret!r} {secret!a}",
        "{} {:<20}".format(secret, secret),  # noqa: UP032  # the old form too
        "%s %r" % (secret, secret),  # noqa: UP031
        record.getMessage(),
        pprint.pformat({"deep": [(secret,)]}),
        json.dumps({"key": secret}, default=str),
        "".join(error),
        str(dir(secret)),
    ]

    assert not [text for text in printed if "§" in text]
    assert secret.reveal() == value


CARRIERS = [copy.copy, copy.deepcopy, pickle.dumps, json.dumps, vars, hash]


@pytest.mark.parametrize(
    "carry", CARRIERS, ids=lambda carry: f"{carry.__module__}.{carry.__name__}"
)
def test_it_is_not_copied_stored_or_used_as_a_key(carry: object) -> None:
    assert callable(carry)
    with pytest.raises(TypeError):
        carry(Secret("Canary-Canary"))


@given(VALUES, VALUES)
def test_two_are_equal_when_their_values_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one) != one


@given(VALUES)
def test_its_fingerprint_depends_on_the_pepper_and_tells_nothing(value: str) -> None:
    name = Secret(value).fingerprint(b"one")

    assert name == Secret(value, masked="other").fingerprint(b"one")
    assert name != Secret(value).fingerprint(b"two")
    assert len(name) == 16
    assert not {*name} - {*"0123456789abcdef"}


def test_one_without_a_value_is_false() -> None:
    assert not Secret("")
    assert Secret("x")
