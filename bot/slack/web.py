"""The few calls of Slack's Web API that the bot makes, with one error for all of them.

The SDK raises half a dozen kinds of exception, and those of Slack's own refusals carry the
whole request, token included. None of them gets past this file: what goes on is `Refused`
with Slack's word for the reason.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.views.blocks import Message, View

T = TypeVar("T")
UNREACHABLE: Final = "unreachable"
RATE_LIMITED: Final = "ratelimited"
DEFAULT_WAIT: Final = 1.0
_NO_MEMBER: Final = ("is_restricted", "is_ultra_restricted", "is_bot", "is_stranger", "deleted")


class Refused(Exception):
    """Slack did not do it; `why` is its own word for the reason, `wait` the seconds it asks for."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Workspace:
    """Who we are and where we live, as auth.test tells it."""

    team: str
    enterprise: str
    bot: str
    bot_user: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a workspace says of one of its people."""

    is_admin: bool  # or an owner
    zone: str  # the name of their time zone, "" if it is not told
    is_member: bool = True  # neither a guest nor a bot, and not gone
    team: str = ""  # the workspace that they belong to


class Slack:
    """Slack, as the bot needs it."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def introduce(self) -> Workspace:
        """Ask who we are."""
        told = await _done(self._client.auth_test())
        return Workspace(
            team=str(told.get("team_id") or ""),
            enterprise=str(told.get("enterprise_id") or ""),
            bot=str(told.get("bot_id") or ""),
            bot_user=str(told.get("user_id") or ""),
        )

    async def account(self, person: str) -> Account:
        """Ask who somebody is; needs the scope users:read."""
        user = (await _done(self._client.users_info(user=person))).get("user") or {}
        return Account(
            is_admin=bool(
                user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")
            ),
            zone=str(user.get("tz") or ""),
            is_member=not any(user.get(mark) for mark in _NO_MEMBER),
            team=str(user.get("team_id") or ""),
        )

    async def open(self, trigger: str, view: View) -> None:
        """Open a modal, within three seconds of what the trigger came from."""
        await _done(self._client.views_open(trigger_id=trigger, view=view))

    async def push(self, trigger: str, view: View) -> None:
        """Open a modal on top of another one."""
        await _done(self._client.views_push(trigger_id=trigger, view=view))

    async def update(self, view_id: str, view: View) -> None:
        """Draw a modal anew; refused with "not_found" when it was closed."""
        await _done(self._client.views_update(view_id=view_id, view=view))

    async def publish(self, person: str, view: View, hash: str = "") -> str:  # noqa: A002  # Slack's
        """Set somebody's App Home, and give the hash of what stands there now.

        With the hash of an earlier one it is refused with "hash_conflict" if another came since.
        """
        told = await _done(self._client.views_publish(user_id=person, view=view, hash=hash or None))
        return str((told.get("view") or {}).get("hash") or "")

    async def direct(self, person: str, message: Message) -> None:
        """Send a direct message."""
        await self.post(person, message)

    async def post(self, channel: str, message: Message, thread: str | None = None) -> None:
        """Post where the bot is a member; into a thread, if one is named."""
        await _done(
            self._client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread,
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    async def replies(self, channel: str, thread: str, most: int) -> list[dict[str, Any]]:
        """The messages of a thread, its first one included; only where the bot is a member."""
        told = await _done(
            self._client.conversations_replies(channel=channel, ts=thread, limit=most)
        )
        return [one for one in told.get("messages") or () if isinstance(one, dict)]

    async def whisper(self, channel: str, person: str, message: Message, thread: str) -> None:
        """Show a message to one person where the bot is a member; Slack may drop it unseen."""
        await _done(
            self._client.chat_postEphemeral(
                channel=channel,
                user=person,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread or None,
            )
        )

    async def respond(self, url: str, message: Message, *, in_channel: bool = False) -> None:
        """Answer by the URL that came with the request; works where the bot is no member."""
        hook = AsyncWebhookClient(
            url, session=self._client.session, logger=self._client.logger, timeout=10
        )
        hook.proxy = self._client.proxy
        try:
            answer = await hook.send(
                text=message.text,
                blocks=list(message.blocks),
                response_type="in_channel" if in_channel else "ephemeral",
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        except Exception as error:  # noqa: BLE001  # see _refused
            raise _refused(error) from None
        if answer.status_code != 200:  # noqa: PLR2004  # HTTP's own word
            raise Refused(answer.body[:80] or str(answer.status_code), _wait(answer.headers))


async def _done(call: Awaitable[T]) -> Any:  # noqa: ANN401  # the SDK's own type has no fields
    try:
        return await call
    except Exception as error:  # noqa: BLE001  # see _refused
        raise _refused(error) from None


def _refused(error: Exception) -> Refused:
    """Slack's reason, or that it could not be reached.

    For an answer that is no JSON the SDK raises what it stumbles over, AttributeError
    among them, hence any exception is taken.
    """
    if not isinstance(error, SlackApiError):
        return Refused(UNREACHABLE)
    response = error.response
    data = getattr(response, "data", response)
    why = data.get("error") if isinstance(data, dict) else None
    return Refused(str(why or UNREACHABLE), _wait(getattr(response, "headers", {})))


def _wait(headers: Any) -> float:  # noqa: ANN401  # a dict, or aiohttp's own
    try:
        return float(headers.get("Retry-After") or 0)
    except ValueError:
        return DEFAULT_WAIT
