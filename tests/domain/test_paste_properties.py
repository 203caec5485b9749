"""What holds for any text: it is read, in time, and no more of it comes out than its mask."""

import time

import pytest
from hypothesis import example, given, settings, strategies as st

from bot.domain.case import Origin, Outcome
from bot.domain.paste import read_paste
from bot.domain.planning import next_probes
from bot.domain.verdict import diagnose
from tests.domain.cases import PROJECT_KEY, USER_KEY, evidence

K = PROJECT_KEY
SECRETS = st.text(
    "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=24, max_size=90
)
PREFIXES = st.sampled_from(
    ["sk-", "sk-proj-", "sk-svcacct-", "sk-admin-", "sk-ant-", "sk-or-", "gsk_", "sess-", "eyJ", ""]
)
PIECES = st.sampled_from(
    [
        "OPENAI_API_KEY", "OPENAI_APIKEY", "export ", "set ", "curl ", "-H ", "-d ", "Authorization",
        ": ", "Bearer ", "=", '"', "'", "`", "“", "”", "<", ">", "{", "}", "${", "\\", "\n", "\r\n",
        " ", "\t", "\u200b", "\u202e", "\x00", "\ufeff", "…", "***", "https://api.openai.com/v1/",
        "api_key", "apiKey", ",", ";", "#", "🔑", "а", "{{", "}}", "process.env.", K, USER_KEY,
    ]
)  # fmt: skip
ANY = st.one_of(
    st.text(max_size=400),
    st.lists(PIECES, max_size=24).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=24).map("".join),
)
ORIGINS = st.sampled_from(Origin)


def all_that_shows(text: str, origin: Origin = Origin.PASTE) -> str:
    """Everything that people, logs and JSON get to see of a paste."""
    known = evidence(paste=text, origin=origin)
    pasted = known.case.pasted
    diagnosis = diagnose(known, requests=0, seconds=0.0)
    return repr((pasted.key, pasted.masked, pasted.slips, diagnosis))


@given(ANY, ORIGINS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_diagnosed(text: str, origin: Origin) -> None:
    known = evidence(paste=text, origin=origin)

    pasted = known.case.pasted
    diagnosis = diagnose(known, requests=0, seconds=0.0)

    assert pasted.key or any(one.outcome is Outcome.FAIL for one in pasted.slips)
    assert diagnosis.summary
    assert len(next_probes(known)) <= 24


@given(PREFIXES, SECRETS, st.sampled_from(["{}", '"{}"', "OPENAI_API_KEY={}", "Bearer {}",
       "Authorization: {}", "export X={}", "curl -H 'Authorization: Bearer {}' x", "key: '{}'",
       "{}\n", "see {} there", "<{}>", "api_key={}", "OPENAI_KEY = {}"]), ORIGINS)  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_no_more_of_a_secret_comes_out_than_its_last_four(
    prefix: str, secret: str, form: str, origin: Origin
) -> None:
    shown = all_that_shows(form.format(prefix + secret), origin)

    for start in range(len(secret) - 5):
        assert secret[start : start + 6] not in shown


@given(ANY, ANY)
@settings(max_examples=200, deadline=None)
def test_a_sent_key_is_fit_for_a_header(before: str, after: str) -> None:
    key = read_paste(before + K + after).key

    if key is not None:
        value = key.secret.reveal()
        assert value.isascii()
        assert value.isprintable()
        assert " " not in value


@given(ANY)
@example(K * 4)
@settings(max_examples=200, deadline=None)
def test_reading_what_was_read_finds_no_new_mistake(text: str) -> None:
    key = read_paste(text).key

    if key is not None and key.may_be_sent:
        again = read_paste(key.secret.reveal())
        assert again.key == key
        assert {one.gate.name for one in again.slips if one.outcome is Outcome.FAIL} <= {"KEY"}


@given(
    st.integers(0, len(K)),
    st.sampled_from(list("\u200b\u200f\u202e\ufeff\u2060\u00ad\x00\x07\u00a0")),
)
def test_what_cannot_be_seen_is_found_wherever_it_stands(place: int, unseen: str) -> None:
    pasted = read_paste(K[:place] + unseen + K[place:])

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == K
    assert [one.name for one in pasted.slips] == ["invisible_characters"]


MEGABYTE = 1_000_000
WORST = {
    "letters": "a" * MEGABYTE,
    "key": "sk-proj-" + "a" * MEGABYTE,
    "blanks": " " * MEGABYTE,
    "lines": "\n" * MEGABYTE,
    "quotes": '"' * MEGABYTE,
    "equals": "=" * MEGABYTE,
    "dollars": "$" * MEGABYTE,
    "braces": "{" * MEGABYTE,
    "backslashes": "\\" * MEGABYTE,
    "curl": "curl " + "-H " * (MEGABYTE // 3),
    "assignments": "OPENAI_API_KEY=\n" * (MEGABYTE // 16),
    "near names": "OPENAI_APIKEYS=x\n" * (MEGABYTE // 17),
    "code": "api_key='" * (MEGABYTE // 9),
    "headers": "Authorization: x\n" * (MEGABYTE // 17),
    "json": '{"a":' * (MEGABYTE // 5),
    "unseen": "\u200b" * MEGABYTE,
    "look-alikes": "а" * MEGABYTE,
    "emoji": "🔑" * MEGABYTE,
    "keys": (K + " ") * (MEGABYTE // 165),
    "words": "your key " * (MEGABYTE // 9),
    "masked": "sk-" + "*" * MEGABYTE,
    "nul": "\x00" * MEGABYTE,
    "html": "<html>" * (MEGABYTE // 6),
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
@pytest.mark.parametrize("origin", Origin)
def test_a_megabyte_of_anything_is_read_in_a_moment(text: str, origin: Origin) -> None:
    started = time.process_time()

    read_paste(text, origin)

    assert time.process_time() - started < 1.0
