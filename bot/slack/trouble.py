"""Errors nobody expected: a reference for the person, kind and place for the log.

The reference is the id of the person's request, so that it finds all lines that came of it.

The text of an exception is not written: h11 puts a whole header value into it, a parser
the text it choked on. Kind and place are enough to find the line.
"""

import logging
import secrets
import traceback
from pathlib import Path
from typing import Final

from structlog.contextvars import get_contextvars

_log: Final = logging.getLogger(__name__)


def write_down(error: BaseException, what: str) -> str:
    """Log that `what` failed, and give the reference to tell the person."""
    reference = str(get_contextvars().get("request") or secrets.token_hex(4))
    frames = traceback.extract_tb(error.__traceback__)
    way = " > ".join(f"{Path(one.filename).name}:{one.lineno}" for one in frames[-6:])
    _log.error("%s failed, reference %s: %s at %s", what, reference, type(error).__name__, way)
    return reference
