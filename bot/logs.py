"""The log: one line an event, for machines or for people, with no secret in it.

The libraries print more than they should: slack_bolt the whole body of a badly signed
request at INFO, slack_sdk every socket frame at DEBUG, h11 a header's whole value in its
exception. So their loggers are pinned, and whatever still comes is masked in the finished
line, on the handler: only there are message, arguments, traceback and stack together.
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Final, TextIO

import structlog
from structlog.typing import Processor

from bot.domain.secret import HIDDEN

# No boundary is asked for in front: in an escaped text the letter before is often an `n`.
_SHAPES: Final = (
    (re.compile(r"sk-[^\s\"'\\<>…*•]{12,}"), f"sk-{HIDDEN}"),
    (re.compile(r"(xox[a-z]|xapp|xwfp|sess)-[^\s\"'\\<>…*]{6,}"), rf"\1-{HIDDEN}"),
    (re.compile(r"(gsk_|AIza|hf_|xai-|pplx-|r8_|gh[pousr]_|eyJ)[\w.\-]{16,}"), rf"\1{HIDDEN}"),
    (re.compile(r"(bearer|basic)(\s+|%20|\+)[^\s\"'\\<>…*]{8,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (re.compile(r"(hooks\.slack\.com)(?:/|%2F)[^\s\"'\\<>]+", re.IGNORECASE), rf"\1/{HIDDEN}"),
    (
        re.compile(r"(response_url(?:\W|%[0-9A-F]{2}){1,12})(?:https?[^\s\"'\\&,}]+)"),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(trigger_id(?:\W|%[0-9A-F]{2}){1,12})(?=[\w.\-]*\d)[\w.\-]{6,}"), rf"\1{HIDDEN}"),
    (re.compile(r"(ticket(?:=|%3D))[^\s\"'\\&]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(token(?:\W|%[0-9A-F]{2}){1,8})[A-Za-z0-9]{20,}"), rf"\1{HIDDEN}"),
    (re.compile(r"(://[^\s:/@\"']*):[^\s/\"']+@"), rf"\1:{HIDDEN}@"),
)

_PINS: Final[Mapping[str, int]] = {
    "aiohttp": logging.WARNING,
    "asyncio": logging.INFO,
    "h11": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "redis": logging.WARNING,
    "slack_bolt": logging.INFO,
    "slack_bolt.RequestVerification": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "websockets": logging.WARNING,
}


def redact(text: str) -> str:
    """Mask all in a text that has the shape of a secret."""
    for shape, mask in _SHAPES:
        text = shape.sub(mask, text)
    return text


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Masks the finished line: message, arguments, traceback and stack alike."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up(level: str, style: str, stream: TextIO = sys.stderr, *, colors: bool = False) -> None:
    """Send every logger's lines to `stream`, in the given style ("json" or "console")."""
    shared: tuple[Processor, ...] = (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        _Redacting(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendered(style, colors=colors),
            ],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(capture=True)
    pin_libraries()


def _rendered(style: str, *, colors: bool) -> tuple[Processor, ...]:
    # Tracebacks are plain in both: the pretty ones print local variables, keys among them.
    if style == "json":
        return (
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        )
    plain = structlog.dev.plain_traceback
    return (structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain),)


def pin_libraries() -> None:
    """Hold the libraries' loggers, whatever the level of the log.

    To be called again once the Bolt app is built: Bolt copies root's level onto its loggers.
    """
    for name in {*_PINS, *logging.root.manager.loggerDict}:
        pins = [pin for pin in _PINS if name == pin or name.startswith(f"{pin}.")]
        if pins:
            pin = _PINS[max(pins, key=len)]
            logging.getLogger(name).setLevel(max(pin, logging.root.level))
