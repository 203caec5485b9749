"""The registry of causes, and the refusals by which each is known."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from bot.domain import causes
from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.causes import CAUSES, by_slug, refusal_in
from bot.domain.diagnosis import Cause
from bot.domain.probes import Body
from bot.domain.refusals import Refusal, Words, best, says
from bot.domain.registry import members
from bot.domain.weighing import words_of
from tests.domain.cases import RECORDED, recorded, recorded_reply

SLUGS = (
    "invalid_key",
    "auth_header",
    "rate_limit",
    "billing",
    "network",
    "model_endpoint",
    "environment",
    "sdk",
    "permissions",
    "service_status",
)
LIVE_KEY = re.compile(r"sk-[\w-]{20,}")
ROWS = [
    pytest.param(slug, row, id=f"{slug}-{row['status']}-{row['name']}-{number}")
    for slug in (*SLUGS, "bad_request")
    for number, row in enumerate(recorded(slug))
]


def test_the_ten_causes_stand_in_the_order_in_which_people_are_told() -> None:
    assert tuple(cause.slug for cause in CAUSES) == SLUGS
    assert [cause.place for cause in CAUSES] == list(range(1, 11))


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.slug)
def test_a_cause_has_texts_a_page_and_refusals(cause: Cause) -> None:
    assert cause.title
    assert cause.topic
    assert cause.docs.startswith("https://")
    assert cause.refusals
    assert by_slug(cause.slug) is cause


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.slug)
def test_every_refusal_of_a_cause_is_recorded(cause: Cause) -> None:
    names = {row["name"] for row in recorded(cause.slug)}

    assert {refusal.name for refusal in cause.refusals} == names


def test_no_record_lacks_a_cause() -> None:
    assert {path.stem for path in RECORDED.glob("*.json")} == {*SLUGS, "bad_request"}


@pytest.mark.parametrize(("slug", "row"), ROWS)
def test_a_recorded_refusal_is_known(slug: str, row: dict[str, str]) -> None:
    found = refusal_in(words_of(recorded_reply(row)))

    assert found is not None
    cause, refusal = found
    assert (cause.slug if cause else "bad_request", refusal.name) == (slug, row["name"])


# Where two causes share a code, the words alone tell them apart.
SHARED_CODES = {"invalid_api_key", "model_not_found", "unsupported_value"}
CODED = [
    pytest.param(slug, row, id=f"{slug}-{row['code']}-{number}")
    for slug in (*SLUGS, "bad_request")
    for number, row in enumerate(recorded(slug))
    if row["code"] and row["code"] not in SHARED_CODES
]


@pytest.mark.parametrize(("slug", "row"), CODED)
def test_the_code_is_enough_if_the_words_change(slug: str, row: dict[str, str]) -> None:
    found = refusal_in(Words(status=int(row["status"]), code=row["code"], message="Worded anew"))

    assert found is not None
    assert (found[0].slug if found[0] else "bad_request") == slug


@pytest.mark.parametrize(
    "refusals",
    [*(cause.refusals for cause in CAUSES), BAD_REQUESTS],
    ids=[*SLUGS, "bad_request"],
)
def test_the_texts_of_a_refusal_are_short_and_hold_no_key(refusals: tuple[Refusal, ...]) -> None:
    for refusal in refusals:
        assert refusal.says.endswith(".")
        assert len(refusal.says) <= 160
        assert 1 <= len(refusal.steps) <= 4
        assert all(len(step) <= 200 for step in refusal.steps)
        assert not LIVE_KEY.search(" ".join((refusal.says, *refusal.steps)))


def test_a_429_has_two_remedies_and_the_code_tells_which() -> None:
    pace = refusal_in(Words(status=429, code="rate_limit_exceeded"))
    money = refusal_in(Words(status=429, code="insufficient_quota"))

    assert pace is not None
    assert money is not None
    assert (pace[0], money[0]) == (by_slug("rate_limit"), by_slug("billing"))


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (Words(status=403), "permissions"),
        (Words(status=403, message="<html> Blocked"), "network"),
        (Words(status=403, code="model_not_found", message="does not exist"), "model_endpoint"),
        (Words(status=403, message="Country, region, or territory not supported"), "permissions"),
    ],
)
def test_a_403_has_four_causes(words: Words, slug: str) -> None:
    found = refusal_in(words)

    assert found is not None
    assert found[0] is by_slug(slug)


def test_words_that_nobody_knows_are_no_refusal() -> None:
    assert refusal_in(Words(message="KeyError: 'choices'")) is None
    assert refusal_in(Words(status=418, code="teapot")) is None


def test_a_page_is_marked_for_the_refusals() -> None:
    reply = recorded_reply({"status": 403, "code": None, "type": None, "message": "Login"})

    assert words_of(reply).message == "Login"
    assert words_of(recorded_reply({**recorded("network")[2]})).message.startswith("<html>")
    assert Body("html") is Body.HTML


def test_among_equal_refusals_the_first_wins() -> None:
    rows = [
        Refusal(name=name, gate=1, says="", steps=(), wording=says("x"))  # type: ignore[arg-type]
        for name in ("first", "second")
    ]

    found = best(rows, Words(message="X"))

    assert found is rows[0]


def test_a_module_without_its_constant_is_named(tmp_path: Path) -> None:
    assert isinstance(causes, ModuleType)

    with pytest.raises(TypeError, match=r"bot\.domain\.causes\.\w+ has no MISSING"):
        members(causes.__name__, causes.__path__, "MISSING", Cause)
    assert members("nothing.here", [str(tmp_path)], "CAUSE", Cause) == ()
