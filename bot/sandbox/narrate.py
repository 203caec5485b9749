"""The demo in a terminal: a member checks the ten sample keys, and we look over her shoulder.

Everything goes over the wire; what is printed is what stands in her modal above the first
line, which is where the verdict and the advice are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.sandbox.sample_keys import SAMPLE_KEYS, SampleKey
from bot.sandbox.slack import LocalSlack, render_text
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.wire import Fields

COMMAND: Final = "/openai-diagnose"
VERDICT: Final = "verdict"  # the callback id of the modal that ends a check
PATIENCE_S: Final = 20.0
_ASKED: Final = ("model", "endpoint", "organization", "project", "base_url", "sdk", "sdk_version")
_LONGEST_PASTE: Final = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the member saw in the end, and how long it took."""

    view: Fields
    seconds: float

    @property
    def headline(self) -> str:
        """The first thing she reads."""
        first = next((b for b in self.view["blocks"] if b["type"] == "header"), None)
        return render_text({"blocks": [first]}) if first else render_text(self.view)

    @property
    def advice(self) -> str:
        """What stands between the headline and the first line."""
        texts = []
        for block in self.view["blocks"]:
            if block["type"] == "divider":
                break
            if block["type"] == "section":
                texts.append(render_text({"blocks": [block]}))
        return "\n".join(texts).replace("*", "")


async def check(slack: LocalSlack, member: Person, sample: SampleKey) -> Seen:
    """Check one key as a person does: command, modal, submit, wait for the verdict."""
    clock = slack.workspace.clock
    await member.command(COMMAND, "check", channel="general")
    await slack.until(lambda: member.modal, PATIENCE_S)
    answers = {name: getattr(sample, name) for name in _ASKED}
    started = clock()
    handed_in = await member.submit(
        {"key": sample.paste} | {name: value for name, value in answers.items() if value}
    )
    if handed_in.errors or handed_in.failed:
        raise TimeoutError(f"the form was not taken: {handed_in.errors or handed_in.failed}")
    view = await slack.until(_verdict(member), PATIENCE_S)
    seen = Seen(view=view, seconds=clock() - started)
    await member.close_modal()
    return seen


def _verdict(member: Person) -> Callable[[], Fields]:
    def shown() -> Fields:
        view = member.modal
        return view if view and view["callback_id"] == VERDICT else {}

    return shown


async def narrate(slack: LocalSlack, console: Console) -> int:
    """Check every sample key and print what was seen; gives how many causes were named."""
    member = slack.person("alice")
    named = 0
    for number, sample in enumerate(SAMPLE_KEYS, start=1):
        _announce(console, number, sample)
        try:
            seen = await check(slack, member, sample)
        except TimeoutError as late:
            _print(console, f"✗ {late}", "red")
            continue
        named += _tell(console, sample, seen)
    return named


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(Padding(Text(text, style=style), (0, 0, 0, 4), expand=False))


def _announce(console: Console, number: int, sample: SampleKey) -> None:
    paste = sample.paste
    if len(paste) > _LONGEST_PASTE:
        paste = f"{paste[: _LONGEST_PASTE - 5]}…{paste[-5:]}"
    extra = [f"{name} {getattr(sample, name)}" for name in _ASKED if getattr(sample, name)]
    console.print()
    console.print(Text(f"{number:2}  {sample.title}", style="bold"))
    told = " · ".join([f"{COMMAND} check", paste, *extra])
    _print(console, told, "dim")


def _tell(console: Console, sample: SampleKey, seen: Seen) -> bool:
    right = sample.told.casefold() in seen.headline.casefold()
    _print(console, seen.headline, "bold")
    _print(console, seen.advice)
    mark, colour = ("✓", "green") if right else ("✗", "red")
    told = f"{mark} expected: {sample.cause}   {seen.seconds:.2f} s"
    _print(console, told, colour)
    return right
