"""What Slack's refusals mean for a delivery.

Slack has some hundred words for "no". Those that are listed were looked up; a word that is not
listed is an answer all the same, so nothing was posted, and it counts as "Slack does not take
this", which is told to the operator and not tried for ever.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.domain.desired.steps import Act, NotDone, Why

_CHANNEL: Final = (
    "channel_not_found", "is_archived", "not_in_channel", "is_inactive", "user_not_found",
    "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel", "restricted_action_thread_locked",
    "cannot_reply_to_message", "posting_to_general_channel_denied", "access_denied",
    "messages_tab_disabled", "not_allowed_for_team",
)  # fmt: skip
_TOKEN: Final = (
    "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired",
    "no_permission", "org_login_required", "ekm_access_denied", "team_access_not_granted",
    "two_factor_setup_required", "enterprise_is_restricted", "missing_scope",
    "not_allowed_token_type", "accesslimited", "method_deprecated", "deprecated_endpoint",
)  # fmt: skip
# "It's possible some aspect of the operation succeeded before the error was raised."
_UNCLEAR: Final = (
    "fatal_error", "internal_error", "service_unavailable", "request_timeout",
    "team_added_to_org", "failed_to_post",
)  # fmt: skip
_WORDS: Final[Mapping[str, Why]] = {
    **dict.fromkeys(_CHANNEL, Why.NO_CHANNEL),
    **dict.fromkeys(_TOKEN, Why.TURNED_AWAY),
    **dict.fromkeys(_UNCLEAR, Why.UNKNOWN),
    "ratelimited": Why.BUSY,
    "rate_limited": Why.BUSY,
    "message_limit_exceeded": Why.BUSY,
    "thread_not_found": Why.NO_MESSAGE,
    "message_not_found": Why.NO_MESSAGE,
    "cant_update_message": Why.NO_EDIT,
    "edit_window_closed": Why.NO_EDIT,
    "update_failed": Why.UNKNOWN,
}
# A look may lack its right without the bot being locked out.
_NOT_READABLE: Final = frozenset(
    {"missing_scope", "not_in_channel", "channel_not_found", "no_permission", "access_denied"}
)
_DEFAULT_WAIT_S: Final = 1.0
_TOO_MANY: Final = 429
_SERVER_ERROR: Final = 500


def meaning(error: Exception, act: Act) -> NotDone:
    """What an exception of the SDK says, in our words."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotDone(Why.AWAY, "not reached")
    if not isinstance(error, SlackApiError):
        # Cut off in the middle, or not in Slack's language: it may have been done.
        slow = isinstance(error, asyncio.TimeoutError)
        return NotDone(Why.UNKNOWN, "no answer in time" if slow else "the answer was lost")
    data = getattr(error.response, "data", error.response)
    word = str(data.get("error") or "") if isinstance(data, dict) else ""
    status = int(getattr(error.response, "status_code", 200))
    if status == _TOO_MANY or _WORDS.get(word) is Why.BUSY:
        return NotDone(Why.BUSY, word, _wait(getattr(error.response, "headers", {})))
    if status >= _SERVER_ERROR or not word:
        return NotDone(Why.UNKNOWN, word or f"status {status}")
    if act is Act.LOOK and word in _NOT_READABLE:
        return NotDone(Why.NO_LOOK, word)
    otherwise = Why.NO_LOOK if act is Act.LOOK else Why.MALFORMED
    return NotDone(_WORDS.get(word, otherwise), word)


def _wait(headers: Any) -> float:  # noqa: ANN401  # a dict, or aiohttp's own
    try:
        return float(headers.get("Retry-After") or _DEFAULT_WAIT_S)
    except ValueError:
        return _DEFAULT_WAIT_S
