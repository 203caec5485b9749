"""The modal while a check runs.

Its block ids are not those of the form, so that Slack forgets what was typed there, and it
tells when it is closed: then the verdict comes as a direct message.
"""

from collections.abc import Sequence
from typing import Final

from bot.domain.diagnosis import Finding
from bot.views.blocks import View, context, modal, quoted, section
from bot.views.findings import waiting

CALLBACK: Final = "running"

_MEANWHILE: Final = (
    "This takes ten seconds at most. You may close the window: the result then comes to you as "
    "a direct message."
)


def running(masked: str, findings: Sequence[Finding], nonce: str) -> View:
    """Draw the checks as far as they have come; without findings, before the first answer."""
    blocks = [section(f"Checking {quoted(masked)} …")] if masked else [section("Checking …")]
    if findings:
        blocks.append(section(waiting(findings)))
    blocks.append(context(_MEANWHILE))
    view = modal("Checking the key", blocks, callback=CALLBACK)
    return view | {"notify_on_close": True, "private_metadata": nonce}
