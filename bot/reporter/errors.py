"""How a call ended, as a value of `error.type`: from an exception, or from a status.

Nothing of the SDK or of httpx is imported: their exceptions are known by the names in their
line of descent, which are the same in all releases, and in httpx2.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.reports.report import OTHER

_TIMEOUT: Final = "timeout"
_CONNECTION: Final = "connection_error"
_SERVER: Final = "server_error"
_NAMES: Final[Mapping[str, str]] = {
    "APITimeoutError": _TIMEOUT,
    "TimeoutException": _TIMEOUT,
    "TimeoutError": _TIMEOUT,
    "APIConnectionError": _CONNECTION,
    "TransportError": _CONNECTION,
    "ConnectionError": _CONNECTION,
    "OSError": _CONNECTION,
    "APIError": OTHER,  # the SDK's, of a kind of its own
    "HTTPError": OTHER,  # httpx's
}
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_LOOKED_AT: Final = 65_536  # bytes of a body
_FIRST_ERROR: Final = 400
_FIRST_OF_SERVER: Final = 500


def type_of(error: BaseException) -> str | None:
    """The value for an exception that a call ended with; None if it is no failure of a call.

    A wrong argument, a cancelled task: nothing was asked of OpenAI, or nobody waited for it.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        code = getattr(error, "code", None)
        if code is None:  # the first releases of the SDK do not take it out of the body
            return type_of_status(status, *said(getattr(error, "response", None)))
        return type_of_status(status, code, getattr(error, "type", None))
    for kind in type(error).__mro__:
        known = _NAMES.get(kind.__name__)
        if known is not None:
            return known
    return None


def said(response: Any) -> tuple[object, object]:  # noqa: ANN401  # of httpx or of httpx2
    """The code and the type of a refusal, where its body was read already."""
    body = getattr(response, "_content", b"")
    try:
        error = json.loads(body[:_LOOKED_AT])["error"]
        return error.get("code"), error.get("type")
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return None, None


def type_of_status(status: int, code: Any = None, kind: Any = None) -> str:  # noqa: ANN401  # as it stood in the answer
    """The value for an HTTP status and what OpenAI's body says beside it; "" for a success."""
    if status < _FIRST_ERROR:
        return ""
    if isinstance(code, str) and _CODE.fullmatch(code):
        return code
    if isinstance(kind, str) and kind == "insufficient_quota":
        return kind
    return _SERVER if status >= _FIRST_OF_SERVER else str(status)
