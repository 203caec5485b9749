"""What the services' calls need of a key, and what it may do beyond that."""

from hypothesis import given, strategies as st

from bot.domain.endpoints import ENDPOINTS
from bot.domain.least_privilege import privileges
from bot.domain.reports.report import OTHER, UNKNOWN_MODEL

ALL = {one.slug: "allowed" for one in ENDPOINTS}


def test_a_model_needs_one_of_the_endpoints_that_it_works_with() -> None:
    found = privileges(["gpt-5", "gpt-5-mini", "text-embedding-3-small"], ALL)

    assert [(one.endpoints, one.models) for one in found.needs] == [
        (("chat_completions", "responses"), ("gpt-5", "gpt-5-mini")),
        (("embeddings",), ("text-embedding-3-small",)),
    ]
    assert not found.lacks
    assert set(found.beyond) == ALL.keys() - {"chat_completions", "responses", "embeddings"}


def test_one_of_several_is_enough_and_none_is_a_lack() -> None:
    half = {"chat_completions": "denied", "responses": "allowed"}
    none = {"chat_completions": "denied", "responses": "denied", "embeddings": "allowed"}

    assert not privileges(["gpt-5"], half).lacks
    (lack,) = privileges(["gpt-5"], none).lacks
    assert lack.models == ("gpt-5",)
    assert privileges(["gpt-5"], none).beyond == ("embeddings",)


def test_what_nobody_knows_is_no_lack() -> None:
    assert not privileges(["gpt-5"], {"chat_completions": "unknown"}).lacks
    assert not privileges(["gpt-5"], {}).lacks
    found = privileges(["our-own-model", UNKNOWN_MODEL, OTHER], ALL)
    assert found.unjudged == ("our-own-model",)
    assert not found.beyond, "who knows no need can call nothing superfluous"


rights = st.dictionaries(
    st.sampled_from(sorted(ALL)), st.sampled_from(["allowed", "denied", "unknown"])
)
models = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["gpt-5", "whisper-1"])))


@given(models, rights)
def test_nothing_is_both_needed_and_beyond(some: list[str], may: dict[str, str]) -> None:
    found = privileges(some, may)
    needed = {slug for one in found.needs for slug in one.endpoints}

    assert not needed & set(found.beyond)
    assert all(may[slug] == "allowed" for slug in found.beyond)
    assert {one for need in found.needs for one in need.models} <= set(some)
