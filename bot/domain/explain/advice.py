"""Steps in the language of the text: the line of Go for Go, and of Python for Python alone.

The steps of a meaning are written once, for everybody or for Python. Where the text shows
another language, the lines that are Python's are replaced or left out here.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.explain.libraries import language_in
from bot.domain.explain.reading import Reading
from bot.domain.explain.tells import is_of_a_mask

Details = Mapping[str, object]
_ANY: Final = (
    "Wait and try again with growing pauses (1 s, 2 s, 4 s …) and a little chance in each."
)
_RETRIES: Final = {
    "python": (
        "Retry with growing pauses: `@tenacity.retry(wait=tenacity.wait_random_exponential(min=1, max=60), "
        "stop=tenacity.stop_after_attempt(6))`."
    ),
    "node": "Let the library wait and retry: `new OpenAI({ maxRetries: 6 })`.",
    "go": "Let the library wait and retry: `openai.NewClient(option.WithMaxRetries(6))` (openai-go), or retry with growing pauses.",
    "java": "Let the library wait and retry: `OpenAIOkHttpClient.builder().fromEnv().maxRetries(6).build()`.",
    "csharp": "Let the library wait and retry: `new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(6) }`.",
    "rust": "async-openai retries by itself with growing pauses: `Client::new().with_backoff(backoff)` sets how long.",
}
_STRIP: Final = {
    "node": "In Node use `process.env.OPENAI_API_KEY.trim()` until the variable itself is clean.",
    "go": 'In Go use `strings.TrimSpace(os.Getenv("OPENAI_API_KEY"))` until the variable itself is clean.',
    "java": 'In Java use `System.getenv("OPENAI_API_KEY").strip()` until the variable itself is clean.',
    "csharp": 'In C# use `Environment.GetEnvironmentVariable("OPENAI_API_KEY")?.Trim()` until the variable itself is clean.',
    "php": "In PHP use `trim(getenv('OPENAI_API_KEY'))` until the variable itself is clean.",
    "ruby": 'In Ruby use `ENV.fetch("OPENAI_API_KEY").strip` until the variable itself is clean.',
    "rust": 'In Rust use `std::env::var("OPENAI_API_KEY")?.trim()` until the variable itself is clean.',
}
_UPDATES: Final = {
    "node": "Update what belongs together: `npm install openai@latest`; `npm ls openai` shows what is there.",
    "go": "Update it: `go get -u github.com/openai/openai-go/v3` (or `github.com/sashabaranov/go-openai`), then `go mod tidy`.",
    "java": "Set one version of `com.openai:openai-java` for all, and see with `mvn dependency:tree` (or `gradle dependencies`) who brings another.",
    "csharp": "Update what belongs together: `dotnet add package OpenAI`; `dotnet list package --include-transitive` shows what is there.",
    "php": "Update it: `composer update openai-php/client --with-all-dependencies`.",
    "ruby": "Update it: `bundle update ruby-openai` (or `openai`).",
    "rust": "Update it: `cargo update -p async-openai`; `cargo tree -i async-openai` shows who asks for which.",
}
# Where the program runs, by what shows it, and how a variable is set there.
_PLACES: Final = (
    (
        ("kubelet", "configmap", "createcontainerconfigerror", "kubectl"),
        "Make the secret and name it in the pod: `kubectl create secret generic openai --from-literal=OPENAI_API_KEY=sk-…`, then `envFrom: [{secretRef: {name: openai}}]`.",
    ),
    (
        ("vercel", "collect page data", "netlify"),
        "Add OPENAI_API_KEY in the project's settings, Environment Variables, for Production and Preview, and deploy anew: `.env.local` stays on your machine.",
    ),
    (
        ("github actions", "process completed with exit code", "input required and not supplied"),
        "In GitHub Actions hand the secret over: `env: {OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}}`; pull requests from forks get none.",
    ),
    (
        ("streamlit", "st.secrets"),
        'In `.streamlit/secrets.toml` (or the settings of the app): `OPENAI_API_KEY = "sk-…"`.',
    ),
    (
        ("docker", "defaulting to a blank string", "compose", "-1 | "),
        'In the compose file: `environment: ["OPENAI_API_KEY=${OPENAI_API_KEY}"]`, with the key in `.env` beside it.',
    ),
    (
        ("c:\\", "\\site-packages\\", "ps c:"),
        'In PowerShell: `$env:OPENAI_API_KEY = "sk-…"` (for good: `setx OPENAI_API_KEY sk-…`, then a new window).',
    ),
)
_MASK_STEP: Final = "Copy the key itself: what is shown in lists and logs (“sk-…abcd”) is shortened and works nowhere. A key is shown whole only once, when it is made."


def in_their_language(
    steps: tuple[str, ...], cause: str, details: Details, reading: Reading
) -> tuple[str, ...]:
    """The steps with the code of the text's own language."""
    language = language_in(reading)
    lead = _LEADS.get(cause)
    kept = (_step(step, language) for step in steps)
    return (*(lead(details, reading) if lead else ()), *(step for step in kept if step))


def _step(step: str, language: str | None) -> str:
    """One step; empty where it is of no use in that language."""
    if "tenacity" in step:
        return _RETRIES.get(language or "", _ANY)
    if "os.environ['OPENAI_API_KEY'].strip()" in step and language not in {None, "python"}:
        return _STRIP.get(language or "", "")
    if "pip " in step and language not in {None, "python", "node"}:
        return ""
    return step


def _set_here(_details: Details, reading: Reading) -> tuple[str, ...]:
    found = (step for marks, step in _PLACES if any(mark in reading.lower for mark in marks))
    return tuple(found)[:1]


def _copy_whole(details: Details, _reading: Reading) -> tuple[str, ...]:
    return (_MASK_STEP,) if is_of_a_mask(details) else ()


def _update_there(_details: Details, reading: Reading) -> tuple[str, ...]:
    update = _UPDATES.get(language_in(reading) or "")
    return (update,) if update else ()


_LEADS: Final[dict[str, Callable[[Details, Reading], tuple[str, ...]]]] = {
    "environment": _set_here,
    "auth_header": _copy_whole,
    "sdk": _update_there,
}
