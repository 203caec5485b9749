"""What people paste: the key that is in it, and the mistakes."""

import pytest

from bot.domain.case import Origin, Outcome
from bot.domain.keys import KeyKind
from bot.domain.paste import read_paste
from tests.domain.cases import ADMIN_KEY, PROJECT_KEY, USER_KEY
from tests.domain.pastes import CURL, DOTENV, FAULTY, FINE, NO_KEY, OTHERS, K


@pytest.mark.parametrize("paste", FINE.values(), ids=FINE)
def test_a_right_form_gives_the_clean_key_and_no_complaint(paste: str) -> None:
    pasted = read_paste(paste)

    assert pasted.key is not None
    assert pasted.key.secret.reveal() in {PROJECT_KEY, USER_KEY}
    assert {one.outcome for one in pasted.slips} <= {Outcome.PASS}


@pytest.mark.parametrize(("paste", "cause", "name"), FAULTY.values(), ids=FAULTY)
def test_a_mistake_is_named_and_the_clean_key_is_kept(paste: str, cause: str, name: str) -> None:
    pasted = read_paste(paste)

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == PROJECT_KEY
    failed = [(one.cause, one.name) for one in pasted.slips if one.outcome is Outcome.FAIL]
    assert failed == [(cause, name)]


@pytest.mark.parametrize(("paste", "name"), NO_KEY.values(), ids=NO_KEY)
def test_what_is_no_key_is_named_and_never_sent(paste: str, name: str) -> None:
    pasted = read_paste(paste)

    assert pasted.key is None
    assert [one.name for one in pasted.slips if one.outcome is Outcome.FAIL] == [name]


@pytest.mark.parametrize(("provider", "paste"), OTHERS.items(), ids=OTHERS)
def test_another_providers_key_is_named_and_never_sent(provider: str, paste: str) -> None:
    pasted = read_paste(paste)

    assert pasted.key is not None
    assert (pasted.key.provider, pasted.key.kind) == (provider, KeyKind.OTHER_PROVIDER)
    assert not pasted.key.may_be_sent
    assert "other_provider" in {one.name for one in pasted.slips}


@pytest.mark.parametrize(
    ("paste", "kind"),
    [
        (PROJECT_KEY, KeyKind.PROJECT),
        (PROJECT_KEY.replace("proj", "svcacct"), KeyKind.SERVICE_ACCOUNT),
        (PROJECT_KEY.replace("proj", "service"), KeyKind.SERVICE_ACCOUNT),
        (ADMIN_KEY, KeyKind.ADMIN),
        (USER_KEY, KeyKind.USER),
        ("sk-" + "0123abcd" * 4, KeyKind.UNKNOWN),
    ],
)
def test_the_kind_is_told_by_the_shape(paste: str, kind: KeyKind) -> None:
    pasted = read_paste(paste)

    assert pasted.key is not None
    assert pasted.key.kind is kind


def test_a_command_names_the_rest_of_the_question() -> None:
    pasted = read_paste(CURL)

    assert pasted.model == "gpt-6"
    assert pasted.endpoint == "chat_completions"
    assert pasted.base_url == "https://api.openai.com/v1"
    assert (pasted.organization, pasted.project) == ("org-invented", "proj_invented")


@pytest.mark.parametrize(
    ("url", "base_url", "endpoint"),
    [
        ("https://api.openai.com/v1/embeddings", "https://api.openai.com/v1", "embeddings"),
        (
            "https://me:secret@gw.example/openai/v1/responses/",
            "https://gw.example/openai/v1",
            "responses",
        ),
        ("https://gw.example/chat/completions?x=1", "https://gw.example", "chat_completions"),
        ("https://api.openai.com/v1/models", "https://api.openai.com/v1", None),
        ("https://api.openai.com/v1/audio/speech", "https://api.openai.com/v1", "audio_speech"),
    ],
)
def test_a_url_is_split_into_base_and_endpoint(
    url: str, base_url: str, endpoint: str | None
) -> None:
    pasted = read_paste(f"curl {url} -H 'Authorization: Bearer {K}'")

    assert (pasted.base_url, pasted.endpoint) == (base_url, endpoint)


def test_a_settings_file_gives_what_it_sets() -> None:
    pasted = read_paste(DOTENV)

    assert pasted.organization == "org-invented"
    assert pasted.base_url == "https://eu.api.openai.com/v1"


def test_the_last_line_that_sets_the_key_wins_as_in_a_shell() -> None:
    pasted = read_paste(f"OPENAI_API_KEY={USER_KEY}\nOPENAI_API_KEY={K}\n")

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == K


def test_the_right_name_outweighs_a_later_wrong_one() -> None:
    pasted = read_paste(f"OPENAI_API_KEY={K}\nOPENAI_KEY={USER_KEY}\n")

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == K


def test_another_name_is_a_warning() -> None:
    slips = read_paste(f"MY_SECRET={K}").slips

    assert [(one.name, one.outcome) for one in slips] == [("other_variable", Outcome.WARN)]


@pytest.mark.parametrize("name", ["VITE_OPENAI_API_KEY", "NEXT_PUBLIC_OPENAI_API_KEY"])
def test_a_variable_that_reaches_the_browser_is_warned_of(name: str) -> None:
    slips = read_paste(f"{name}={K}").slips

    assert [(one.name, one.outcome) for one in slips] == [("browser_variable", Outcome.WARN)]


def test_a_key_in_a_sentence_is_found() -> None:
    pasted = read_paste(f"hello, my key is {K} and it fails")

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == K
    assert [one.outcome for one in pasted.slips] == [Outcome.WARN]


def test_of_several_keys_the_first_of_openais_is_taken() -> None:
    pasted = read_paste(f"{OTHERS['groq']} {K} {USER_KEY}")

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == K
    assert "several_keys" in {one.name for one in pasted.slips}


@pytest.mark.parametrize(
    ("origin", "text", "outcomes"),
    [
        (Origin.PASTE, K + "\n", {Outcome.WARN}),
        (Origin.PIPE, K + "\n", set()),
        (Origin.PIPE, K + "\r\n", set()),
        (Origin.PIPE, K + "\n\n", {Outcome.WARN}),
        (Origin.VARIABLE, K, set()),
        (Origin.VARIABLE, K + "\n", {Outcome.FAIL}),
        (Origin.VARIABLE, f" {K}", {Outcome.FAIL}),
        (Origin.VARIABLE, f"'{K}'", {Outcome.FAIL}),
        (Origin.VARIABLE, f"OPENAI_API_KEY={K}", {Outcome.FAIL}),
        (Origin.VARIABLE, f"Bearer {K}", {Outcome.FAIL}),
    ],
)
def test_a_variable_is_read_more_strictly_than_a_paste(
    origin: Origin, text: str, outcomes: set[Outcome]
) -> None:
    pasted = read_paste(text, origin)

    assert pasted.key is not None
    assert pasted.key.secret.reveal() == K
    assert {one.outcome for one in pasted.slips} == outcomes


@pytest.mark.parametrize("cut", [12, 30, 90, 95])
def test_a_key_that_is_cut_off_is_said_to_be(cut: int) -> None:
    pasted = read_paste(K[:cut])

    assert pasted.key is not None
    assert [one.name for one in pasted.slips] == ["truncated"]


def test_a_cut_that_could_be_a_whole_key_is_a_hint_only() -> None:
    assert [one.outcome for one in read_paste(K[:70]).slips] == [Outcome.WARN]
