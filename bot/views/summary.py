"""The summary of a diagnosis: a plain text to copy, or to show in a channel.

It rides in the value of the buttons under the verdict, so that they work after a restart
and in a direct message, and is short enough for that. It holds no key, only its mask.
"""

from typing import Any, Final

from bot.domain.diagnosis import Diagnosis
from bot.views.blocks import (
    TEXT_LIMIT,
    TITLE_LIMIT,
    VALUE_LIMIT,
    Message,
    View,
    context,
    decent,
    divider,
    escape,
    fit,
    modal,
    plain,
    preformatted,
    section,
)
from bot.views.findings import marked
from bot.views.headline import effort, headline, key_line

SHARE: Final = "share"
COPY: Final = "copy"
CHANNEL: Final = "channel"


def summary(diagnosis: Diagnosis) -> str:
    """The diagnosis in a few plain lines."""
    steps = [
        f"{place}. {decent(one, 200)}" for place, one in enumerate(diagnosis.next_steps[:4], 1)
    ]
    lines = [
        headline(diagnosis),
        key_line(diagnosis),
        decent(diagnosis.summary, 300),
        *(["", "What to do", *steps] if steps else []),
        "",
        *(marked(finding) for finding in diagnosis.findings),
        "",
        f"Checked with /openai-diagnose. {effort(diagnosis)}",
    ]
    return decent("\n".join(lines), VALUE_LIMIT)


def to_copy(text: str) -> View:
    """The modal with the summary to select and copy."""
    blocks = [section("Select the text and copy it. It holds no key."), preformatted(text)]
    return modal("Summary", blocks, callback=COPY, close="Back")


def to_share(text: str) -> View:
    """The modal that asks where the summary goes."""
    picker = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "placeholder": plain("Choose", 150),
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    }
    ask = {
        "type": "input",
        "block_id": CHANNEL,
        "label": plain("Where to", 48),
        "element": picker,
    }
    shown = [context("This is what will be posted. It holds no key."), preformatted(text)]
    view = modal("Share the summary", [ask, divider(), *shown], callback=SHARE, close="Back")
    return view | {"submit": plain("Share", TITLE_LIMIT), "private_metadata": text}


def read_share(view: dict[str, Any]) -> str:
    """The summary that a submission of `to_share` wants to be posted."""
    return str(view.get("private_metadata") or "")


def shared(text: str, person: str) -> Message:
    """The summary as a message in a channel; `person` is the id of whoever shares it."""
    first, _, rest = text.partition("\n")
    by = f"Shared by <@{person}>"
    blocks = (
        section(f"*{escape(first)}*"),
        {"type": "section", "text": plain(rest.strip(), VALUE_LIMIT)},
        context(f"{by} · check yours with `/openai-diagnose check`"),
    )
    return Message(fit(f"{by}\n{escape(text, VALUE_LIMIT)}", TEXT_LIMIT), blocks)


def sharing() -> View:
    """While the message is on its way."""
    return modal("Share the summary", [section("Posting …")], callback="sharing", close="Back")


def told(*, posted: bool) -> View:
    """Whether the message got there."""
    said = (
        "Posted."
        if posted
        else "Slack did not let me post there. Copy the summary instead and post it yourself."
    )
    return modal("Share the summary", [section(said)], callback="sharing", close="Back")
