"""Short words to one person: help, refusals, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.views.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    modal,
    quoted,
    section,
)

RUN: Final = "run:"  # the action id of a button that runs a subcommand: "run:check"
SHORT: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A subcommand as the help shows it; `button` is its label, if it has one.

    `here`: it is about the channel in which it is typed, so a button elsewhere cannot do it.
    `admins`: it is for those who may change things.
    """

    word: str
    summary: str
    example: str
    button: str = ""
    here: bool = False
    admins: bool = False

    @property
    def is_at_home(self) -> bool:
        """Whether App Home has its button, for everybody."""
        return bool(self.button) and not (self.here or self.admins)

    @property
    def is_for_admins(self) -> bool:
        """Whether App Home has its button, for those who may change things."""
        return bool(self.button) and self.admins and not self.here


def help_message(lines: Sequence[Line]) -> Message:
    """What the bot can do, with an example of each, and buttons that save the typing."""
    told = [f"*`{line.word}`*: {line.summary}\n`{line.example}`" for line in lines]
    spoken = "\n".join(f"{line.word}: {line.summary} ({line.example})" for line in lines)
    intro = "I find out in seconds why an OpenAI key stopped working."
    blocks = (section(intro), *map(section, told), *_buttons(lines))
    return Message(f"{intro}\n{spoken}", blocks)


def unknown_word(word: str, nearest: Line | None, lines: Sequence[Line]) -> Message:
    """The answer to a word that is none of ours."""
    said = f"I do not know {quoted(word, SHORT)}."
    said += f" Did you mean `{nearest.example}`?" if nearest else ""
    said += " `/openai-diagnose help` lists what I can do."
    return Message(said, (section(said), *_buttons([nearest] if nearest else lines)))


def key_in_command(line: Line) -> Message:
    """The answer to a key typed after the command; nothing of it is repeated."""
    said = (
        "That looks like a key, and a command is the wrong place for it: Slack keeps what is "
        "typed after a command, in plain text. I did not use it.\n"
        "Treat it as exposed: revoke it at <https://platform.openai.com/api-keys|platform.openai.com/api-keys> and make a new "
        "one. To have a key checked, use the form: it is not kept there."
    )
    return Message(said, (section(said), *_buttons([line])))


def too_late(line: Line) -> Message:
    """Slack let no modal open; a click gives another chance."""
    said = "The window could not be opened in time. Press the button to open it."
    return Message(said, (section(said), *_buttons([line])))


def not_here() -> Message:
    """The answer to another workspace."""
    said = "This app answers only in its own workspace. Ask its operators to install it in yours."
    return Message(said, (section(said),))


def no_guests() -> Message:
    """The answer to a guest, or to another bot."""
    said = (
        "This app answers only members of the workspace, not guests and not other apps. Ask a "
        "colleague who is a member, or check the key in a terminal: `openai-diagnose check`."
    )
    return Message(said, (section(said),))


def too_fast() -> Message:
    """The answer to somebody who asks for more than one person can read."""
    said = "That was a lot at once. Wait a minute, then go on."
    return Message(said, (section(said),))


def failed(reference: str) -> Message:
    """Something broke on our side; `reference` is in the log too."""
    said = (
        "Something went wrong on my side, not on yours. Try again; if it happens again, give "
        f"the operators this reference: `{reference}`"
    )
    return Message(said, (section(said),))


def limit_reached(until: datetime) -> Message:
    """Too many checks; `until` is when the next is to be had."""
    said = (
        "You (or all of you together) have used up your checks for now. The next one is possible "
        f"{moment(until)}. The limit keeps me from being used to try out stolen keys."
    )
    return Message(said, (section(said),))


def note(message: Message, title: str = "openai-diagnose") -> View:
    """A message as a modal."""
    return modal(title, message.blocks, callback="note")


def moment(at: datetime) -> str:
    """A time in the reader's own zone."""
    spoken = f"{at:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{spoken}>"


def _buttons(lines: Sequence[Line]) -> list[Block]:
    row = [button(line.button, f"{RUN}{line.word}") for line in lines if line.button]
    return [actions(*row)] if row else []
