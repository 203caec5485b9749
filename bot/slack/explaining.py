"""An error is explained where somebody points at it, or pastes it.

The shortcut answers in a modal, since that works in channels where the bot is no member;
its trigger lives for three seconds, and an explanation takes some milliseconds.
"""

import logging
from collections.abc import Sequence
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.explain.explanation import UNKNOWN
from bot.domain.leaks import whole_keys_in
from bot.slack.answering import answer_to
from bot.slack.answers import Occasion, OpenModal, PushModal, Whisper
from bot.slack.burnt import Burnt
from bot.slack.effects import Effects
from bot.slack.said import Said, read_message
from bot.slack.tasks import Tasks
from bot.slack.threads import Thread, read_thread
from bot.slack.web import Refused, Slack
from bot.views import explain_form, explained
from bot.views.blocks import escape
from bot.views.burnt import burnt_note, told_author
from bot.views.explain_form import explain_form as form
from bot.views.notes import note

SHORTCUT: Final = "explain_error"  # in the manifest
YOURS: Final = "I masked it before I read the text."
AN_APP: Final = "An app posted it; I masked it before I read the text."
NOTHING: Final = "There is no text in this message that I could read."
INSTEAD: Final = "Paste the error here instead."
IN_THREAD: Final = "The message itself tells no error that I know; this one stands in its thread."
IF_THERE: Final = "If the error stands there, press “Another text…” and paste it."
THE_THREAD: Final = "the other messages of the thread"  # as `said` names it
NO_MEMBER: Final = frozenset({"not_in_channel", "channel_not_found"})

_log: Final = logging.getLogger(__name__)

Body = dict[str, Any]


class Explaining:
    """The listeners around explanations."""

    def __init__(self, *, slack: Slack, effects: Effects, burnt: Burnt, tasks: Tasks) -> None:
        self._slack = slack
        self._effects = effects
        self._burnt = burnt
        self._tasks = tasks

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        app.shortcut(SHORTCUT)(self.on_message)
        app.view(explain_form.CALLBACK)(self.on_paste)
        app.action(explained.POST)(self.on_post)

    async def on_message(self, ack: AsyncAck, body: Body) -> None:
        """The shortcut in the menu of a message."""
        await ack()
        occasion = Occasion.of(body)
        channel = str((body.get("channel") or {}).get("id") or "")
        said = read_message(body.get("message") or {}, channel)
        thread = await self._thread_of(said)
        found = _telling(thread.said)
        unread = _unread(said, thread)
        if not said.text.strip() and found is None:
            why = " ".join(filter(None, [NOTHING, unread, INSTEAD]))
            await self._effects.perform(OpenModal(form(why)), occasion)
            return
        told = found or said
        notes = [note for one in (said, *thread.said) for note in _key_notes(one, occasion.person)]
        notes += [IN_THREAD] if found else []
        notes += [f"{unread} {IF_THERE}"] if unread and found is None else []
        await self._show(answer_to(told.text, notes, f"{said.channel}:{said.thread}"), occasion)
        for one in (said, *thread.said):
            keys = whole_keys_in(one.text)
            if keys and one.author and one.author != occasion.person:
                self._tasks.start(self._burnt.warn_author(keys, one))

    async def _thread_of(self, said: Said) -> Thread:
        """The thread around a message, where the message alone tells nothing."""
        if THE_THREAD not in said.unread or _is_telling(said):
            return Thread()
        return await read_thread(self._slack, said)

    async def on_paste(self, ack: AsyncAck, body: Body) -> None:
        """The form with the text was handed in."""
        text = explain_form.read(body["view"])
        if not text.strip():
            errors = {explain_form.ERROR: "There is nothing in here. Paste the error."}
            await ack(response_action="errors", errors=errors)
            return
        keys = whole_keys_in(text)
        notes = [burnt_note(keys, YOURS)] if keys else []
        view = explained.answer_view(answer_to(text, notes))
        await ack(response_action="update", view=view)

    async def on_post(self, ack: AsyncAck, body: Body) -> None:
        """The button that posts an explanation into the thread."""
        await ack()
        occasion = Occasion.of(body)
        action = (body.get("actions") or [{}])[0]
        channel, ts, text = explained.place_and_text(str(action.get("value") or ""))
        told = explained.was_posted()
        try:
            message = explained.posted(text, occasion.person)
            await self._slack.post(channel, message, thread=ts)
        except Refused as refused:
            _log.info("slack refused a post into a thread: %s", refused.why)
            told = explained.not_posted(is_member=refused.why not in NO_MEMBER)
        answer = PushModal(note(told)) if occasion.view_id else Whisper(told)
        await self._effects.perform(answer, occasion)

    async def _show(self, answered: explained.Answered, occasion: Occasion) -> None:
        try:
            await self._slack.open(occasion.trigger, explained.answer_view(answered))
        except Refused as refused:
            # The answer is there already: no button has to try again.
            _log.info("slack refused the modal of an explanation: %s", refused.why)
            await self._effects.tell(explained.answer_message(answered), occasion)


def _is_telling(said: Said) -> bool:
    return bool(said.text.strip()) and answer_to(said.text).explanation.cause != UNKNOWN


def _telling(thread: Sequence[Said]) -> Said | None:
    """The message of the thread that tells most surely; not one of our own answers."""
    told = [one for one in thread if explained.OURS not in one.text and _is_telling(one)]
    return max(told, key=lambda one: answer_to(one.text).explanation.confidence, default=None)


def _key_notes(said: Said, person: str) -> list[str]:
    keys = whole_keys_in(said.text)
    if not keys:
        return []
    if said.author in {"", person}:
        return [burnt_note(keys, YOURS if said.author else AN_APP)]
    return [told_author(keys, said.author)]


def _unread(said: Said, thread: Thread) -> str:
    """What stands there and was not read, as a sentence; empty if there is nothing."""
    around = THE_THREAD in said.unread
    read = around and not thread.why
    left = [thing for thing in said.unread if not (read and thing == THE_THREAD)]
    if not left:
        return ""
    things = escape(" and ".join(left), 600)
    why = f": {thread.why}" if thread.why else ": I read the message itself and nothing else"
    return f"📎 I could not read {things}{why}."
