"""Writes the pages that follow from the code: `make docs`. A test refuses stale ones."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bot.domain.causes import CAUSES
from bot.domain.diagnosis import Cause
from bot.domain.metrics import METRICS, OTHER, Metric
from bot.domain.refusals import Refusal
from bot.domain.secret import Secret
from bot.settings import NAMES, Settings
from tests.rules_page import rules_page

ROOT: Final = Path(__file__).parent.parent
_GENERATED: Final = "Written by `make docs`; change the code instead."


def default_of(field: str) -> str:
    """The default as one writes it in the environment; empty where there is none."""
    default = Settings.model_fields[field].get_default(call_default_factory=True)
    match default:
        case Secret():
            return default.masked
        case tuple():
            return ",".join(str(one) for one in default)
        case None:
            return ""
        case _:
            return "" if Settings.model_fields[field].is_required() else str(default)


def env_example() -> str:
    """A `.env` to start from: what is required stands open, the rest shows its default."""
    lines = [
        f"# {_GENERATED.replace('`', '')}",
        "# Copy this to .env and fill in the two tokens; all else may stay as it is.",
    ]
    for name, field in NAMES.items():
        about = Settings.model_fields[field]
        open_one = about.is_required() or name == "SLACK_APP_TOKEN"
        lines += [
            "",
            f"# {about.description}".replace("`", ""),
            f"{'' if open_one else '# '}{name}={default_of(field)}",
        ]
    return "\n".join([*lines, ""])


def settings_page() -> str:
    """The table of all settings."""
    rows = [
        f"| `{name}` | {_default_shown(field)} | {Settings.model_fields[field].description} |"
        for name, field in NAMES.items()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            f"<!-- {_GENERATED} -->",
            "",
            "They are read from the environment and from a file `.env` in the working folder; a",
            "variable of the environment wins. An empty one counts as not set, except where it says",
            "otherwise below. What is wrong stops the start with one message that lists all of it.",
            "`openai-diagnose config` looks at the settings and at all that they reach.",
            "",
            "| name | default | meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
            "The outgoing proxy comes from the usual `HTTPS_PROXY` and `NO_PROXY`.",
            "",
        ]
    )


def _default_shown(field: str) -> str:
    if Settings.model_fields[field].is_required():
        return "required"
    default = default_of(field)
    empty = "empty" if isinstance(Settings.model_fields[field].default, tuple) else "none"
    return f"`{default}`" if default else empty


def causes_page() -> str:
    """The ten causes: how OpenAI names each, and what to do."""
    parts = [
        "# The ten causes",
        "",
        f"<!-- {_GENERATED} -->",
        "",
        "Every check looks at all ten, in this order. Of several that fail, the one that a call",
        "meets first on its way is the cause: a call that is turned away there never sees the rest.",
        "",
        *(f"{cause.place}. [{cause.title}](#{cause.slug})" for cause in CAUSES),
        "",
    ]
    for cause in CAUSES:
        parts += _cause(cause)
    return "\n".join(parts)


def _cause(cause: Cause) -> list[str]:
    head = [
        f'<a id="{cause.slug}"></a>',
        "",
        f"## {cause.place}. {cause.title}",
        "",
        f"`{cause.slug}` · [OpenAI's page]({cause.docs})",
        "",
    ]
    return head + [line for refusal in cause.refusals for line in _refusal(refusal)]


def _refusal(refusal: Refusal) -> list[str]:
    statuses = ", ".join(str(status) for status in sorted(refusal.statuses))
    seen = f"`{refusal.name}`" + (f" (HTTP {statuses})" if statuses else "")
    steps = [f"  {place}. {step}" for place, step in enumerate(refusal.steps, 1)]
    return [f"- **{seen}** {refusal.says}", *steps, ""]


def metrics_page() -> str:
    """The table of all metrics."""
    return "\n".join(
        [
            "# Metrics",
            "",
            f"<!-- {_GENERATED} -->",
            "",
            "`GET /metrics` on the HTTP port gives them as Prometheus reads them, from each replica its",
            "own. A label has the values listed here, and `"
            + OTHER
            + "` for whatever else came: none of",
            "them is ever a person, a key or the name of a service. A gauge that is not known at the",
            "moment, since Redis is away, is `NaN`. [grafana-dashboard.json](grafana-dashboard.json)",
            "shows them, [prometheus-rules.yml](prometheus-rules.yml) warns by them; how to set that up",
            "is told in [operators.md](operators.md).",
            "",
            "| name | kind | labels | meaning |",
            "| --- | --- | --- | --- |",
            *map(_metric, METRICS),
            "",
        ]
    )


def _metric(one: Metric) -> str:
    labels = "; ".join(
        f"`{label.name}`: {', '.join(f'`{value}`' for value in label.values)}"
        for label in one.labels
    )
    return f"| `{one.name}` | {one.kind} | {labels} | {one.help} |"


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    ".env.example": env_example,
    "docs/settings.md": settings_page,
    "docs/causes.md": causes_page,
    "docs/metrics.md": metrics_page,
    "docs/rules.md": lambda: rules_page(
        _GENERATED, (ROOT / "docs" / "rules.toml").read_text("utf-8")
    ),
}


def main() -> None:
    """Write them all."""
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
