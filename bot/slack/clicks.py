"""What a click asks for. The value of the button says all; nothing is remembered between."""

from collections.abc import Callable
from typing import Any, Final

from bot.slack.answers import Answer, Nothing, OpenModal, PushModal, ReplaceModal
from bot.slack.command import press
from bot.views.alert import CHECK_KEY
from bot.views.asked import Asked
from bot.views.blocks import View
from bot.views.explained import CHECK
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
        return _on_top(_ON_TOP[action_id](value), in_modal=in_modal)
    if action_id in {CHECK, CHECK_KEY}:
        return _on_top(form_of(Asked.unpacked(value)), in_modal=in_modal)
    if action_id.startswith(RUN):
        answer = press(action_id.removeprefix(RUN), person, lambda: form_of(None))
        return _on_top(answer.view, in_modal=in_modal) if isinstance(answer, OpenModal) else answer
    return Nothing()


def _on_top(view: View, *, in_modal: bool) -> Answer:
    return PushModal(view) if in_modal else OpenModal(view)


_ON_TOP: Final[dict[str, Callable[[str], View]]] = {COPY: to_copy, SHARE: to_share}
