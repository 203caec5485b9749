"""The guided tour: the main job in five steps.

A step shows once its part of the bot is built, which the manifest tells. `tries` are the
buttons that do a step's work for somebody who only wants to look: each is a row of deeds,
the same that the person's own clicks ask for. To add a step, add an entry in TOUR.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Final

Deed = dict[str, Any]
COMMAND: Final = "/openai-diagnose"
ERROR_TEXT: Final = (
    "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current "
    "quota, please check your plan and billing details.', 'type': 'insufficient_quota', "
    "'param': None, 'code': 'insufficient_quota'}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A button that does a piece of the step."""

    label: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `part` is what the bot must be able to do."""

    part: str
    title: str
    told: tuple[str, ...]  # mrkdwn, a line each
    tries: tuple[Try, ...]


def _command(words: str) -> tuple[Deed, ...]:
    return (
        {"do": "go", "channel": "general"},
        {"do": "command", "command": COMMAND, "text": words, "channel": "general"},
    )


def _incident(press: str) -> tuple[Deed, ...]:
    return (
        {"do": "go", "channel": "ops"},
        {"do": "switch", "name": f"incident_{press}", "on": True},
    )


def _service(switch: str, *, on: bool) -> tuple[Deed, ...]:
    return ({"do": "go", "channel": "ops"}, {"do": "switch", "name": switch, "on": on})


TOUR: Final = (
    Step(
        part="check",
        title="Check a key",
        told=(
            f"Type `{COMMAND} check` in any channel. A form opens that only you see.",
            "Take one of the ten sample keys: each is broken in a way of its own.",
            "Press *Check* and watch the ten causes being judged.",
        ),
        tries=(
            Try(label="Open the form", deeds=_command("check")),
            Try(label="Fill in a key without credit", deeds=({"do": "fill", "key": "billing"},)),
            Try(label="Press Check", deeds=({"do": "press"},)),
        ),
    ),
    Step(
        part="explain",
        title="Explain an error",
        told=(
            "Somebody pastes an error from a log. The bot names the cause.",
            "Use *Explain an OpenAI error* in the menu of that message: the answer is for you alone.",
            f"Or type `{COMMAND} explain` and paste the error yourself.",
        ),
        tries=(
            Try(
                label="Let Alice paste an error",
                deeds=(
                    {"do": "go", "channel": "general"},
                    {"do": "say", "as": "alice", "channel": "general", "text": ERROR_TEXT},
                ),
            ),
            Try(
                label="Explain it",
                deeds=({"do": "shortcut_on_last", "callback": "explain_error"},),
            ),
        ),
    ),
    Step(
        part="status",
        title="Watch an incident",
        told=(
            "OpenAI has an incident: one message in #ops tells it all, its thread how it went.",
            f"`{COMMAND} status` says how OpenAI is; *Post here* shows it to the channel.",
            f"An admin (Ada) chooses with `{COMMAND} subscribe` what a channel hears of.",
        ),
        tries=(
            Try(label="Ask for the status", deeds=_command("status")),
            Try(label="Let OpenAI have an incident", deeds=_incident("open")),
            Try(label="Let OpenAI say more", deeds=_incident("update")),
            Try(label="Let OpenAI resolve it", deeds=_incident("resolve")),
        ),
    ),
    Step(
        part="alerts",
        title="See an alert fire and end",
        told=(
            "Three services report their calls. Let one fail: within half a minute #ops hears what, where and why.",
            "*Acknowledge* it, look into its thread, or ask for all: `/openai-diagnose alerts`.",
            "Let it recover. Ten minutes later the same message says that it is over: nobody wants to hear that too early.",
        ),
        tries=(
            Try(label="Let checkout fail", deeds=_service("checkout_fails", on=True)),
            Try(label="See all services", deeds=_command("services")),
            Try(label="List the alerts", deeds=_command("alerts")),
            Try(label="Let checkout recover", deeds=_service("checkout_fails", on=False)),
        ),
    ),
    Step(
        part="home",
        title="Look at App Home",
        told=("All that concerns you on one page, under the app's name in the side bar.",),
        tries=(Try(label="Open App Home", deeds=({"do": "go", "channel": "home"},)),),
    ),
)


def steps_for(parts: Collection[str]) -> list[dict[str, Any]]:
    """The steps that can be gone, as JSON."""
    return [asdict(step) for step in TOUR if step.part in parts]
