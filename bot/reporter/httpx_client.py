"""Watching a client of httpx (or httpx2) that speaks with OpenAI without the SDK.

Its `send` is replaced on the one object, since httpx's own hooks hear of no connection that
failed. Every request is counted, retries of the caller's own among them, so give it a client that
asks OpenAI alone. What a refusal says is read only where httpx has read it already: a stream is
the caller's. Nothing here may raise into the caller.
"""

import contextlib
import functools
import inspect
import re
import time
from collections.abc import Callable
from typing import Any, Final

from bot.domain.keys import mask
from bot.domain.reports.report import UNKNOWN_MODEL
from bot.reporter.call import Call, Line
from bot.reporter.errors import said, type_of, type_of_status
from bot.reporter.headers import headroom

Count = Callable[[Call], None]
_LOOKED_AT: Final = 65_536  # bytes of a request's body
_MODEL: Final = re.compile(rb'"model"\s{0,8}:\s{0,8}"([^"\\]{1,128})"')


def is_httpx_client(client: object) -> bool:
    """Whether it is a client of httpx: what it can do decides."""
    return callable(getattr(client, "send", None)) and hasattr(client, "event_hooks")


def watch(client: Any, count: Count) -> None:  # noqa: ANN401  # of httpx or of httpx2
    """Count the requests of this client from now on."""
    send = client.send
    client.send = (_awaited if inspect.iscoroutinefunction(send) else _called)(send, count)


def _called(send: Callable[..., Any], count: Count) -> Callable[..., Any]:
    @functools.wraps(send)
    def counted(request: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        begun = time.perf_counter()
        try:
            response = send(request, **kwargs)
        except Exception as error:
            with contextlib.suppress(Exception):
                _failed(request, error, begun, count)
            raise
        with contextlib.suppress(Exception):
            _answered(request, response, begun, count)
        return response

    return counted


def _awaited(send: Callable[..., Any], count: Count) -> Callable[..., Any]:
    @functools.wraps(send)
    async def counted(request: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        begun = time.perf_counter()
        try:
            response = await send(request, **kwargs)
        except Exception as error:
            with contextlib.suppress(Exception):
                _failed(request, error, begun, count)
            raise
        with contextlib.suppress(Exception):
            _answered(request, response, begun, count)
        return response

    return counted


def _failed(request: Any, error: Exception, begun: float, count: Count) -> None:  # noqa: ANN401
    ended = type_of(error)
    if ended is not None:
        seconds = time.perf_counter() - begun
        count(Call(line=_line(request), error=ended, seconds=seconds))


def _answered(request: Any, response: Any, begun: float, count: Count) -> None:  # noqa: ANN401
    headers = response.headers
    count(
        Call(
            line=_line(request),
            error=type_of_status(response.status_code, *said(response)),
            seconds=time.perf_counter() - begun,
            requests=headroom(headers, "requests"),
            tokens=headroom(headers, "tokens"),
        )
    )


def _line(request: Any) -> Line:  # noqa: ANN401
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return Line(_model(request), "", mask(key) if key and scheme.lower() == "bearer" else "")


def _model(request: Any) -> str:  # noqa: ANN401
    # A body that is being streamed is not here to be read.
    body = getattr(request, "_content", b"")
    found = _MODEL.search(body, 0, _LOOKED_AT) if isinstance(body, bytes) else None
    return found[1].decode("utf-8", "replace") if found else UNKNOWN_MODEL
