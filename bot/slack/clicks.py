"""What a click asks for. The value of the button says all; nothing is remembered between."""

from collections.abc import Callable
from typing import Any, Final

from bot.slack.answers import Answer, Nothing, OpenModal, PushModal, ReplaceModal
from bot.slack.command import press
from bot.views.asked import Asked
from bot.views.blocks import View
from bot.views.notes import RUN
from bot.views.summary import to_copy, to_share
from bot.views.verdict import AGAIN, COPY, SHARE

FormOf = Callable[[Asked | None], View]


def clicked(action: dict[str, Any], person: str, form_of: FormOf, *, in_modal: bool) -> Answer:
    """Answer a click on one of our buttons."""
    action_id, value = str(action.get("action_id")), str(action.get("value") or "")
    if action_id == AGAIN:
        form = form_of(Asked.unpacked(value))
        return ReplaceModal(form) if in_modal else OpenModal(form)
    if action_id in _ON_TOP:
        view = _ON_TOP[action_id](value)
        return PushModal(view) if in_modal else OpenModal(view)
    if action_id.startswith(RUN):
        return press(action_id.removeprefix(RUN), person, lambda: form_of(None))
    return Nothing()


_ON_TOP: Final[dict[str, Callable[[str], View]]] = {COPY: to_copy, SHARE: to_share}
