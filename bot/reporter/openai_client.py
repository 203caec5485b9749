"""Watching a client of the `openai` SDK, of any release since 1.0.

Every resource of the SDK ends in the client's `request`, in which the retries are made too, so
that method is where a logical call begins and ends. It is replaced on the one object; the
headers come from the answers that its httpx client hears meanwhile. Clients that are made from
this one (`with_options`) are watched like it. Nothing here may raise into the caller.
"""

import contextlib
import contextvars
import functools
import inspect
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.keys import mask
from bot.domain.reports.report import UNKNOWN_MODEL
from bot.reporter.call import Call, Line
from bot.reporter.errors import type_of
from bot.reporter.headers import headroom

Count = Callable[[Call], None]
_current: Final = contextvars.ContextVar[Call | None]("openai_diagnose_call", default=None)
_COPIES: Final = ("copy", "with_options")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a client says of itself."""

    sdk: str
    key: str


def is_openai_client(client: object) -> bool:
    """Whether it is a client of the SDK: what it can do decides, not where it comes from."""
    return callable(getattr(client, "request", None)) and hasattr(client, "with_options")


def watch(client: Any, count: Count) -> None:  # noqa: ANN401  # a class of the SDK, which is not imported
    """Count the calls of this client from now on."""
    labels = Labels(_sdk(client), _key(client))
    request = client.request
    one = _awaited if inspect.iscoroutinefunction(request) else _called
    client.request = one(request, labels, count)
    for name in _COPIES:
        setattr(client, name, _watched_copy(getattr(client, name), count))
    _hear(client)


def _called(request: Callable[..., Any], labels: Labels, count: Count) -> Callable[..., Any]:
    @functools.wraps(request)
    def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        call = Call(line=_line(labels, args, kwargs))
        token, begun = _current.set(call), time.perf_counter()
        try:
            result = request(*args, **kwargs)
        except Exception as error:
            with contextlib.suppress(Exception):
                _failed(call, error, begun, count)
            raise
        finally:
            _current.reset(token)
        with contextlib.suppress(Exception):
            _went_well(call, result, begun, count)
        return result

    return counted


def _awaited(request: Callable[..., Any], labels: Labels, count: Count) -> Callable[..., Any]:
    @functools.wraps(request)
    async def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        call = Call(line=_line(labels, args, kwargs))
        token, begun = _current.set(call), time.perf_counter()
        try:
            result = await request(*args, **kwargs)
        except Exception as error:
            with contextlib.suppress(Exception):
                _failed(call, error, begun, count)
            raise
        finally:
            _current.reset(token)
        with contextlib.suppress(Exception):
            _went_well(call, result, begun, count)
        return result

    return counted


def _watched_copy(make: Callable[..., Any], count: Count) -> Callable[..., Any]:
    @functools.wraps(make)
    def copied(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        made = make(*args, **kwargs)
        watch(made, count)
        return made

    return copied


def _failed(call: Call, error: Exception, begun: float, count: Count) -> None:
    ended = type_of(error)
    if ended is not None:
        call.error = ended
        call.seconds = time.perf_counter() - begun
        count(call)


def _went_well(call: Call, result: object, begun: float, count: Count) -> None:
    call.seconds = time.perf_counter() - begun
    usage = getattr(result, "usage", None)
    if usage is not None:
        call.input_tokens = _number(usage, "input_tokens", "prompt_tokens")
        call.output_tokens = _number(usage, "output_tokens", "completion_tokens")
    count(call)


def _number(usage: object, *names: str) -> int:
    for name in names:
        value = getattr(usage, name, None)
        if isinstance(value, int) and value >= 0:
            return value
    return 0


def _line(labels: Labels, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Line:
    options = kwargs.get("options", args[1] if len(args) > 1 else None)
    body = getattr(options, "json_data", None)
    model = body.get("model") if isinstance(body, dict) else None
    return Line(
        model if isinstance(model, str) and model else UNKNOWN_MODEL, labels.sdk, labels.key
    )


def _sdk(client: object) -> str:
    package = type(client).__module__.partition(".")[0]
    version = getattr(sys.modules.get(package), "__version__", "")
    return f"openai-python/{version}" if package == "openai" and version else ""


def _key(client: object) -> str:
    key = getattr(client, "api_key", "")  # newer releases also take a function here
    return mask(key) if isinstance(key, str) and key else ""


def _hear(client: object) -> None:
    """Read the headers of each answer, whichever httpx the client speaks with."""
    http = getattr(client, "_client", None)
    hooks = getattr(http, "event_hooks", None)
    if http is None or not isinstance(hooks, dict):
        return
    heard = hooks.get("response", [])
    if _hear_answer in heard or _hear_answer_async in heard:
        return  # a copy shares the connection of its original
    waits = inspect.iscoroutinefunction(getattr(http, "send", None))
    http.event_hooks = {
        **hooks,
        "response": [*heard, _hear_answer_async if waits else _hear_answer],
    }


def _hear_answer(response: Any) -> None:  # noqa: ANN401  # of httpx or of httpx2
    call = _current.get()
    if call is not None:
        headers = response.headers
        call.requests = headroom(headers, "requests") or call.requests
        call.tokens = headroom(headers, "tokens") or call.tokens


async def _hear_answer_async(response: Any) -> None:  # noqa: ANN401
    _hear_answer(response)
