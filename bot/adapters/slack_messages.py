"""The bot's messages in channels: post, edit, and look for one that may have been posted.

Slack knows no idempotency key (`client_msg_id` is not documented), so each message bears its
name in its metadata, and a post of unknown outcome is looked for among what the channel got
in those minutes. For that the app needs `channels:history` and `groups:history`; without them
it cannot look, and a post whose answer was lost is made again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_errors import meaning
from bot.domain.desired.steps import CALL_TIMEOUT, Done, NotDone, Outcome, Step, Why
from bot.domain.secret import Secret
from bot.views.blocks import Message

EVENT: Final = "openai_diagnose"
_BEFORE: Final = timedelta(minutes=2)  # Slack's clock and ours need not agree
_AFTER: Final = timedelta(minutes=5)
_PAGE: Final = 200
_MOST_PAGES: Final = 10
_NOT_READY_S: Final = 0.6  # how long Slack may work on a picture before a message can show it

_log: Final = logging.getLogger(__name__)
Render = Callable[[object], Message]
Pictures = Callable[[object], Awaitable[Message | None]]
_Said = dict[str, Any]


def one_try_client(
    *, token: Secret, base_url: str, session: aiohttp.ClientSession, logger: logging.Logger
) -> AsyncWebClient:
    """A client that sends nothing twice.

    The SDK's own default repeats a request whose connection broke, and a post among them may
    have arrived.
    """
    client = AsyncWebClient(
        token=token.reveal(),
        base_url=base_url,
        session=session,
        logger=logger,
        retry_handlers=[],
    )
    client.proxy = None  # the SDK heeds HTTPS_PROXY but not NO_PROXY; the session heeds both
    return client


class SlackMessages:
    """Announces in Slack; see the port.

    `render` makes a message of a part's content; `pictures` makes one with a picture, or none.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        render: Render,
        timeout: timedelta = CALL_TIMEOUT,
        pictures: Pictures | None = None,
    ) -> None:
        if client.retry_handlers:
            raise ValueError("a client that repeats requests would post twice: one_try_client")
        self._client = client
        self._render = render
        self._pictures = pictures
        self._timeout = timeout.total_seconds()

    async def post(self, step: Step) -> Outcome:
        async def send(said: _Said) -> Outcome:
            if step.thread:
                said |= {"thread_ts": step.thread, "reply_broadcast": step.part.broadcast}
            answer = await self._client.chat_postMessage(
                channel=step.message.channel, unfurl_links=False, unfurl_media=False, **said
            )
            return Done(str(answer["ts"]))

        return await self._tried(step, self._say(step, send))

    async def edit(self, step: Step) -> Outcome:
        async def send(said: _Said) -> Outcome:
            await self._client.chat_update(channel=step.message.channel, ts=step.ts, **said)
            return Done(step.ts)

        return await self._tried(step, self._say(step, send))

    async def look(self, step: Step) -> Outcome:
        return await self._tried(step, self._find(step))

    async def _tried(self, step: Step, call: Awaitable[Outcome]) -> Outcome:
        """The outcome, in time: whoever leads next counts on it that nothing goes out later."""
        try:
            async with asyncio.timeout(self._timeout):
                outcome = await call
        except Exception as error:  # noqa: BLE001  # the SDK raises whatever it stumbles over
            outcome = meaning(error, step.act)
        if isinstance(outcome, NotDone):
            _log.info("slack %s of %s: %s", step.act, step.message.id, outcome.says)
        return outcome

    async def _say(self, step: Step, send: Callable[[_Said], Awaitable[Outcome]]) -> Outcome:
        try:
            message = self._render(step.part.content)
        except Exception:  # noqa: BLE001  # one message of ours must not hold up all others
            _log.exception("cannot render %s", step.message.id)
            return NotDone(Why.MALFORMED, "it cannot be rendered")
        metadata = {"event_type": EVENT, "event_payload": _name(step)}
        picture = await self._pictures(step.part.content) if self._pictures else None
        if picture is not None and (outcome := await self._show(picture, metadata, step, send)):
            return outcome
        said: _Said = {
            "text": message.text,
            "blocks": list(message.blocks),
            "metadata": metadata,
        }
        try:
            return await send(said)
        except SlackApiError as error:
            refusal = meaning(error, step.act)
            if refusal.why is not Why.MALFORMED:
                return refusal
        # Refused, so not posted; the text alone says the same.
        _log.error("slack does not take the blocks of %s: %s", step.message.id, refusal.says)
        return await send(said | {"blocks": []})

    async def _show(
        self,
        picture: Message,
        metadata: _Said,
        step: Step,
        send: Callable[[_Said], Awaitable[Outcome]],
    ) -> Outcome | None:
        """Say it with a picture; None, and nothing was posted, where Slack does not show it."""
        said: _Said = {"text": picture.text, "blocks": list(picture.blocks), "metadata": metadata}
        for pause in (_NOT_READY_S, 0.0):
            try:
                return await send(dict(said))
            except SlackApiError as error:
                refusal = meaning(error, step.act)
                if refusal.why is not Why.MALFORMED:
                    return refusal
                # It is refused alike while Slack works on it, and where it will never do.
                await asyncio.sleep(pause)
        return None

    async def _find(self, step: Step) -> Outcome:
        name = {key: value for key, value in _name(step).items() if key != "version"}
        async for said in self._said(step):
            metadata = said.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == EVENT and name.items() <= payload.items():
                return Done(str(said["ts"]))
        return NotDone(Why.NOTHING)

    async def _said(self, step: Step) -> AsyncIterator[dict[str, Any]]:
        """What the channel, or the thread, got around the time of the attempt."""
        if step.attempt is None:
            return
        between: dict[str, Any] = {
            "oldest": f"{(step.attempt.at - _BEFORE).timestamp():.6f}",
            "latest": f"{(step.attempt.at + _AFTER).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": _PAGE,
        }
        cursor = ""
        for _ in range(_MOST_PAGES):
            if step.thread:
                answer = await self._client.conversations_replies(
                    channel=step.message.channel, ts=step.thread, cursor=cursor, **between
                )
            else:
                answer = await self._client.conversations_history(
                    channel=step.message.channel, cursor=cursor, **between
                )
            for said in answer.get("messages") or ():
                yield said
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def _name(step: Step) -> dict[str, str]:
    """The name that a message bears; it says which version it was posted in."""
    part = step.part
    return {"id": step.message.id, "part": part.key or "root", "version": part.version}
