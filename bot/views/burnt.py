"""What people hear of a whole key that stood where others read: burnt, and how to revoke it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.explain import FoundKey
from bot.views.blocks import Message, context, escape, quoted, section

MOST_NAMED: Final = 5
_KEYS_PAGE: Final = "<https://platform.openai.com/api-keys|platform.openai.com/api-keys>"
_USAGE_PAGE: Final = "<https://platform.openai.com/usage|platform.openai.com/usage>"
_DELETE: Final = (
    "Then delete or edit the message; I cannot. That alone is not enough: it has been read, "
    "indexed and sent to phones."
)
_KEPT: Final = "I know the key by its last characters only: nothing of it is kept or posted."


def burnt_note(keys: Sequence[FoundKey], whose: str) -> str:
    """The warning as a paragraph of an answer; `whose` says how the key comes to be there."""
    steps = " ".join(_steps(keys)[:2])
    return (
        f"🚨 *A whole key stood in this text*: {_named(keys)}. {whose} Treat it as exposed. {steps}"
    )


def told_author(keys: Sequence[FoundKey], author: str) -> str:
    """The same for somebody whose key it is not."""
    return (
        f"🚨 *A whole key stands in this message*: {_named(keys)}. I masked it before I read the "
        f"text, and tell its author, <@{author}>, privately how to revoke it."
    )


def burnt_message(keys: Sequence[FoundKey], channel: str) -> Message:
    """The warning to whoever posted the key."""
    said = (
        f"🚨 A whole key stands in your message in <#{channel}>: {_named(keys)}. Treat it as "
        "exposed: whoever reads there can use it, at the cost of its owner."
    )
    steps = [
        *_steps(keys),
        _DELETE,
        f"Look for calls that are not yours at {_USAGE_PAGE}.",
    ]
    numbered = "\n".join(f"{place}. {step}" for place, step in enumerate(steps, 1))
    blocks = (section(said), section(f"*What to do now*\n{numbered}"), context(_KEPT))
    return Message(f"{said}\n{numbered}\n{_KEPT}", blocks)


def burnt_report(keys: Sequence[FoundKey], channel: str, author: str, *, told: bool) -> Message:
    """The note to an admin. `author` is empty where an app posted it."""
    by = f"<@{author}>" if author else "an app"
    said = f"🚨 A whole key was posted in <#{channel}> by {by}: {_named(keys)}."
    if told:
        said += " They have been told privately how to revoke it."
    elif author:
        said += " I could not reach them: please tell them to revoke it."
    else:
        said += f" Nobody else knows: find out whose it is and have it revoked at {_KEYS_PAGE}."
    return Message(said, (section(said), context(_KEPT)))


def _steps(keys: Sequence[FoundKey]) -> list[str]:
    ours = any(key.provider == "openai" for key in keys)
    others = sorted({key.provider for key in keys if key.provider != "openai"})
    where = [f"at {_KEYS_PAGE}"] if ours else []
    where += [f"where it was made ({escape(', '.join(others))})"] if others else []
    return [
        f"Revoke it {' and '.join(where)}: it stops working at once. If it is not yours, tell its owner.",
        "Make a new one and put it where the program reads it, not into a chat.",
    ]


def _named(keys: Sequence[FoundKey]) -> str:
    shown = ", ".join(quoted(key.masked, 40) for key in keys[:MOST_NAMED])
    more = len(keys) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown
