"""What people paste: the key that is in it, and the mistakes."""

import pytest

from bot.domain.case import Origin, Outcome
from bot.domain.keys import KeyKind
from bot.domain.paste import read_paste
from tests.domain.cases import ADMIN_KEY, PROJECT_KEY, USER_KEY

K = PROJECT_KEY
CURL = f"""curl https://api.openai.com/v1/chat/completions \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer {K}" \\
  -H "OpenAI-Organization: org-invented" \\
  -H "OpenAI-Project: proj_invented" \\
  -d '{{"model": "gpt-6", "messages": []}}'"""
DOTENV = f"""# settings
ANTHROPIC_API_KEY=sk-ant-api03-InventedInventedInvented
export OPENAI_API_KEY='{K}'  # ours
OPENAI_ORG_ID=org-invented
OPENAI_BASE_URL="https://eu.api.openai.com/v1"
DEBUG=1
"""
POWERSHELL = f"""$headers = @{{
  "Authorization" = "Bearer {K}"
  "Content-Type" = "application/json"
}}
Invoke-RestMethod -Uri https://api.openai.com/v1/models -Headers $headers"""

FINE = {
    "bare": K,
    "user key": USER_KEY,
    "variable": f"OPENAI_API_KEY={K}",
    "quoted variable": f'OPENAI_API_KEY="{K}"',
    "export line": f"export OPENAI_API_KEY='{K}'",
    "prompt before it": f"$ export OPENAI_API_KEY={K}",
    "blanks in python": f'OPENAI_API_KEY = "{K}"',
    "powershell variable": f'$env:OPENAI_API_KEY = "{K}"',
    "cmd": f"set OPENAI_API_KEY={K}",
    "cmd, all in quotes": f'set "OPENAI_API_KEY={K}"',
    "setx": f'setx OPENAI_API_KEY "{K}"',
    "fish": f"set -gx OPENAI_API_KEY {K}",
    "dockerfile": f"ENV OPENAI_API_KEY {K}",
    "compose": f"  - OPENAI_API_KEY={K}",
    "yaml": f"OPENAI_API_KEY: {K}",
    "header": f"Authorization: Bearer {K}",
    "header in lower case": f"authorization: bearer {K}",
    "header as an option": f'-H "Authorization: Bearer {K}"',
    "header in a request": f"POST /v1/responses HTTP/1.1\nHost: x\nAuthorization: Bearer {K}\n\n{{}}",
    "curl": CURL,
    "curl in single quotes": f"curl -H 'Authorization: Bearer {K}' https://api.openai.com/v1/models",
    "curl with glued option": f"curl -H'Authorization: Bearer {K}' https://api.openai.com/v1/models",
    "curl on windows": CURL.replace("\\\n", "^\n").replace("'", '"'),
    "curl with a user": f"curl -u :{K} https://api.openai.com/v1/models",
    "curl with a bearer": f"curl --oauth2-bearer {K} https://api.openai.com/v1/models",
    "powershell": POWERSHELL,
    "dotenv": DOTENV,
    "json": f'{{"OPENAI_API_KEY": "{K}"}}',
    "json headers": f'{{"headers": {{"Authorization": "Bearer {K}"}}}}',
    "python": f'client = OpenAI(api_key="{K}")\nclient.responses.create(model="gpt-6")',
    "old python": f"openai.api_key = '{K}'",
    "javascript": f"const client = new OpenAI({{ apiKey: '{K}' }});",
    "node": f"process.env.OPENAI_API_KEY = '{K}'",
    "python's environment": f'os.environ["OPENAI_API_KEY"] = "{K}"',
    "docker": f"docker run -e OPENAI_API_KEY={K} image",
    "heroku": f"heroku config:set OPENAI_API_KEY={K}",
    "kubernetes": f"kubectl create secret generic x --from-literal=OPENAI_API_KEY='{K}'",
    "settings file": f"[openai]\napi_key = {K}\n",
    "httpie": f"http POST https://api.openai.com/v1/responses Authorization:'Bearer {K}'",
    "curl, never closed": f'curl -H "Authorization: Bearer {K}',
    "curl with escapes": f"curl --header Authorization:\\ Bearer\\ {K} https://x.example/v1",
    "curl with equals": f'curl --header="Authorization: Bearer {K}"',
    "admin": f"OPENAI_ADMIN_KEY={K}",
    "langchain": f'llm = ChatOpenAI(openai_api_key="{K}", model="gpt-6")',
}

FAULTY = {
    "no bearer": (f"Authorization: {K}", "auth_header", "missing_bearer"),
    "another scheme": (f"Authorization: Token {K}", "auth_header", "missing_bearer"),
    "bearer twice": (f"Authorization: Bearer Bearer {K}", "auth_header", "bearer_twice"),
    "bearer alone": (f"Bearer {K}", "auth_header", "bearer_in_value"),
    "bearer in a variable": (f'OPENAI_API_KEY="Bearer {K}"', "auth_header", "bearer_in_value"),
    "azure's header": (f"api-key: {K}", "auth_header", "wrong_header_name"),
    "anthropic's header": (f"x-api-key: {K}", "auth_header", "wrong_header_name"),
    "curl without bearer": (
        CURL.replace("Bearer ", ""),
        "auth_header",
        "missing_bearer",
    ),
    "double quotes": (f'"{K}"', "auth_header", "quotes"),
    "one quote": (f"'{K}", "auth_header", "quotes"),
    "backticks": (f"`{K}`", "auth_header", "quotes"),
    "curly quotes": (f"“{K}”", "auth_header", "smart_quotes"),
    "curly quotes in a variable": (f"OPENAI_API_KEY=“{K}”", "auth_header", "smart_quotes"),
    "angle brackets": (f"<{K}>", "auth_header", "brackets"),
    "braces": (f"{{{K}}}", "auth_header", "brackets"),
    "stars": (f"**{K}**", "auth_header", "stray_characters"),
    "full stop": (f"{K}.", "auth_header", "stray_characters"),
    "a line break in letters": (f'OPENAI_API_KEY="{K}\\n"', "auth_header", "stray_characters"),
    "no blank after bearer": (f"Authorization: Bearer{K}", "auth_header", "missing_blank"),
    "a capital": (f"S{K[1:]}", "auth_header", "changed_case"),
    "twice": (K + K, "auth_header", "pasted_twice"),
    "wrapped line": (f"OPENAI_API_KEY={K[:80]}\n{K[80:]}", "auth_header", "inner_blanks"),
    "eight layers of quotes": (f"{'<' * 4}{K}{'>' * 4}", "auth_header", "brackets"),
    "comma": (f"{K},", "auth_header", "stray_characters"),
    "blank inside": (f"{K[:60]} {K[60:]}", "auth_header", "inner_blanks"),
    "line break inside": (f"{K[:60]}\r\n{K[60:]}", "auth_header", "inner_blanks"),
    "wrapped thrice": ("\n".join((K[:50], K[50:100], K[100:])), "auth_header", "inner_blanks"),
    "zero width": (f"{K[:20]}\u200b{K[20:]}", "auth_header", "invisible_characters"),
    "mark of order": (f"\ufeff{K}", "auth_header", "invisible_characters"),
    "right to left": (f"\u202e{K}\u202c", "auth_header", "invisible_characters"),
    "nul": (f"{K}\x00", "auth_header", "invisible_characters"),
    "hard blank": (f"{K}\u00a0", "auth_header", "invisible_characters"),
    "cyrillic": (K.replace("o", "о"), "auth_header", "look_alike_characters"),
    "typeset dash": (K.replace("sk-", "sk–", 1), "auth_header", "look_alike_characters"),
    "full width": (K.replace("k", "ｋ", 1), "auth_header", "look_alike_characters"),
    "no underscore": (f"OPENAI_APIKEY={K}", "environment", "near_miss_variable"),
    "underscore too many": (f"OPEN_AI_API_KEY={K}", "environment", "near_miss_variable"),
    "lower case": (f"openai_api_key={K}", "environment", "near_miss_variable"),
    "letters swapped": (f"OPNEAI_API_KEY={K}", "environment", "near_miss_variable"),
    "blanks in the shell": (f"export OPENAI_API_KEY = {K}", "environment", "blanks_around_equals"),
    "cmd quotes": (f'set OPENAI_API_KEY="{K}"', "environment", "cmd_quotes"),
    "http": (
        CURL.replace("https://", "http://"),
        "network",
        "http_url",
    ),
}

NO_KEY = {
    "nothing": ("", "empty"),
    "blanks": (" \n\t", "empty"),
    "reference": ("$OPENAI_API_KEY", "variable_reference"),
    "reference in braces": ("${OPENAI_API_KEY}", "variable_reference"),
    "reference with default": ("${OPENAI_API_KEY:-none}", "variable_reference"),
    "reference in cmd": ("%OPENAI_API_KEY%", "variable_reference"),
    "template": ("{{ secrets.OPENAI_API_KEY }}", "variable_reference"),
    "node": ("process.env.OPENAI_API_KEY", "variable_reference"),
    "python": ('os.environ["OPENAI_API_KEY"]', "variable_reference"),
    "getenv": ('os.getenv("OPENAI_API_KEY")', "variable_reference"),
    "name alone": ("OPENAI_API_KEY", "variable_reference"),
    "assigned reference": ("OPENAI_API_KEY=${MY_KEY}", "variable_reference"),
    "curl with a reference": (
        'curl https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY"',
        "variable_reference",
    ),
    "assigned call": ("openai.api_key = os.getenv('OPENAI_API_KEY')", "variable_reference"),
    "template string": ("Authorization: `Bearer ${apiKey}`", "variable_reference"),
    "first letter lost": (K[1:], "truncated"),
    "empty assignment": ("OPENAI_API_KEY=", "empty_assignment"),
    "quoted nothing": ('OPENAI_API_KEY=""', "empty_assignment"),
    "dots": ("sk-...abcd", "masked_copy"),
    "ellipsis": ("sk-proj-…abcd", "masked_copy"),
    "stars": ("sk-proj-" + "*" * 40 + "abcd", "masked_copy"),
    "bullets": ("sk-••••••abcd", "masked_copy"),
    "placeholder": ("your-openai-key", "placeholder"),
    "placeholder in a header": ("Authorization: Bearer YOUR_API_KEY", "placeholder"),
    "placeholder in brackets": ("<YOUR_API_KEY_HERE>", "placeholder"),
    "placeholder with prefix": ("sk-your-api-key-here", "placeholder"),
    "letters": ("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "placeholder"),
    "counting": ("sk-1234567890", "placeholder"),
    "session": ("sess-InventedInventedInvented", "session_token"),
    "jwt": ("eyJhbGciOiJub25lIn0.eyJpbnZlbnRlZCI6MX0.none", "web_token"),
    "organization": ("org-Invented12345678", "id"),
    "project": ("proj_Invented12345678", "id"),
    "assistant": ("asst_Invented12345678", "id"),
    "tracking id": ("key_Invented12345678", "id"),
    "url": ("https://platform.openai.com/api-keys", "url"),
    "password": ("hunter2", "not_a_key"),
    "words": ("where do I find my key?", "not_a_key"),
    "mrkdwn": ("<!channel> *hi* `x` <@U012AB3CD>", "not_a_key"),
    "page": ("<html><body>Login</body></html>", "not_a_key"),
    "emoji": ("🔑🔑🔑", "not_a_key"),
    "foreign letter": ("sk-proj-Invented🔑Invented" + "x" * 30, "foreign_characters"),
}

OTHERS = {
    "anthropic": "sk-ant-api03-" + "Inv_" * 23 + "IAA",
    "openrouter": "sk-or-v1-" + "0123abcd" * 8,
    "groq": "gsk_" + "Invented1234" * 4 + "abcd",
    "xai": "xai-" + "Invented12" * 8,
    "gemini": "AIzaSy" + "Invented-12" * 3,
    "huggingface": "hf_" + "Invented" * 4 + "xx",
    "perplexity": "pplx-" + "Invented" * 6,
    "replicate": "r8_" + "Invented1" * 4 + "x",
    "deepseek": "deepseek: sk-" + "0123abcd" * 4,
    "azure": "AZURE_OPENAI_API_KEY=" + "0123abcd" * 4,
    "cohere": "COHERE_API_KEY=" + "Invented12" * 4,
}


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
