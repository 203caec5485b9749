"""docs/rules.md, written from the registry of rules."""

from importlib import import_module

from bot.domain.rules.chosen import shown
from bot.domain.rules.kind import Kind, Parameter
from bot.domain.rules.registry import KINDS

_SCOPES = {
    "series": "each service with each model",
    "service": "each service over all its models",
    "model": "each model over all services",
    "all": "everything together",
}


def rules_page(generated: str, example: str) -> str:
    """The page: how rules work, each kind with its values, and the example file."""
    return "\n".join(
        [
            "# Alert rules",
            "",
            f"<!-- {generated} -->",
            "",
            "With nothing chosen every rule has good values and works. People change them in Slack",
            "(`/openai-diagnose rules`), or in a file that `RULES_FILE` names.",
            "",
            *(f"{kind.place}. [{kind.title}](#{kind.word}): {kind.summary}" for kind in KINDS),
            "",
            *_HOW,
            *(line for kind in KINDS for line in _kind(kind)),
            "## The file of rules",
            "",
            "A table for each rule, `service.<name>.` before it where it is for one service alone. What",
            "the file says of a scope (all services, or one) is all that counts there; the scopes that",
            "it does not name stay as people chose them in Slack. At the start a file that cannot be in",
            "force stops the bot with one message that lists all that is wrong. Later a change is",
            "noticed within ten seconds; a broken one changes nothing, and the log says so.",
            "",
            "This is [rules.toml](rules.toml):",
            "",
            "```toml",
            example.rstrip(),
            "```",
            "",
        ]
    )


_HOW = (
    "## How they judge",
    "",
    "A rule measures; whether and when anybody hears of it is decided the same way for all",
    "([alerts.md](alerts.md)). Four things hold for every rule:",
    "",
    "- **A few calls prove nothing.** A share is judged by the lower end of its 95 % confidence",
    "  interval (Wilson's), with at least 20 calls and 5 errors. Of 20 calls 5 have to fail to prove",
    "  10 %, of 100 calls 15, of 1,000 calls 116.",
    "- **No traffic is no recovery.** An alert stays until enough calls succeed: below half its limit,",
    "  or, for a service that calls seldom, so many successes in a row that its limit has become",
    "  improbable.",
    "- **Classes of errors are told apart.** A 429 is no outage, and a refused key no fault of the",
    "  provider; each has a rule of its own, since each is mended otherwise.",
    "- **A roll-up does not repeat.** A service over its models, a model over all services and everything",
    "  together are told of only if at least two members fail. So what is too small by itself shows in",
    "  the sum.",
    "",
)


def _kind(kind: Kind) -> list[str]:
    scopes = ", ".join(_SCOPES[scope] for scope in _SCOPES if scope in kind.scopes)
    off = "" if kind.on else " Off until one of its values is chosen."
    module = kind.measure.__module__
    said = _about(module)
    rows = [_row(one) for one in kind.parameters]
    table = ["| value | default | from – to | meaning |", "| --- | --- | --- | --- |", *rows, ""]
    return [
        f'<a id="{kind.word}"></a>',
        "",
        f"## {kind.place}. {kind.title}",
        "",
        f"`{kind.word}` · measured in {scopes}.{off}",
        "",
        *said,
        "",
        *(table if rows else ()),
    ]


def _about(module: str) -> list[str]:
    """The docstring of the kind's own file: the decision that shaped it."""
    return (import_module(module).__doc__ or "").strip().splitlines()


def _row(one: Parameter) -> str:
    bounds = f"{shown(one, one.least)} – {shown(one, one.most)}"
    meaning = f"{one.title.lower()}: {one.help}" if one.help else one.title.lower()
    return f"| `{one.name}` | {shown(one, one.default)} | {bounds} | {meaning} |"
