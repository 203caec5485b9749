"""Texts that have the shape of something else than a key, told before anything is sent."""

import re
from typing import Final

from bot.domain.case import Slip
from bot.domain.keys import KINDS, MINTED, prefix_of
from bot.domain.slips import slip

_MASKED: Final = re.compile(
    r"…|\.{3}|\*{3}|•{2}|●{2}|·{3}|█{2}|\[redacted|<redacted", re.IGNORECASE
)
_KEYISH: Final = re.compile(r"(?!sk-)[\w-]{20,}", re.ASCII | re.IGNORECASE)
_URL: Final = re.compile(r"[a-z][a-z0-9+]{1,10}://|www\.", re.IGNORECASE)
_JWT: Final = re.compile(r"eyJ[\w-]{5,}\.|eyJ[\w-]{20,}$")
_ID: Final = re.compile(
    r"(org-|proj_|asst_|key_|user-|thread_|file-|run_|vs_|req_|resp_|batch_|chatcmpl-|ftjob-|svcacct_)"
    r"[\w-]{2,}"
)
_START: Final = re.compile(r"(?:sk-)?(?:(?:proj|svcacct|admin)-)?")
_STAND_INS: Final = frozenset(
    [
        "your",
        "my",
        "insert",
        "replace",
        "enter",
        "paste",
        "put",
        "add",
        "example",
        "placeholder",
        "change",
        "changeme",
        "dummy",
        "fake",
        "test",
        "here",
        "key",
        "apikey",
        "token",
        "secret",
        "none",
        "null",
        "undefined",
        "todo",
        "foo",
        "bar",
        "yourkey",
        "mykey",
        "yourapikey",
        "openai",
        "api",
    ],
)
_REPEATED: Final = re.compile(r"(?:sk-)?(?:(?:proj|svcacct|admin)-)?(?:(.)\1{4,}|0?123456789?0?)")
_LONG: Final = 40
_SHORT: Final = 20
_LEGACY_LENGTH: Final = 51
_TAILS: Final = frozenset({20, 58, 74})
_CUT_TAIL: Final = 16


_SHAPES: Final = (
    ("masked_copy", _MASKED.search),
    ("url", _URL.match),
    ("session_token", re.compile(r"sess-").match),
    ("web_token", _JWT.match),
)


def shape_slip(text: str) -> Slip | None:
    """What the text is instead of a key; None if it may be one."""
    if not text:
        return slip("empty")
    if name := next((name for name, fits in _SHAPES if fits(text)), None):
        return slip(name)
    if named := _ID.fullmatch(text):
        return slip("id", named[1])
    if MINTED in text and not prefix_of(text) and _KEYISH.fullmatch(text):
        return slip("truncated")  # at its beginning
    return slip("placeholder") if is_placeholder(text) else None


def is_placeholder(text: str) -> bool:
    """Whether it is an example's stand-in: words only, one letter over and over, or counting."""
    if MINTED in text or len(text) > _LONG * 2:
        return False
    inner = text.strip("<>[]{}()\"' ")
    if _REPEATED.fullmatch(inner):
        return True
    rest = _START.sub("", inner, count=1)
    words = re.split(r"[-_ .]+", rest.lower())
    return not _STAND_INS.isdisjoint(words) and all(word.isalpha() for word in words if word)


def looks_whole(text: str) -> bool:
    """Whether a key has its full length, so that what follows it is something else."""
    _, infix, tail = text.partition(MINTED)
    if prefix_of(text) in KINDS:
        return bool(infix) and len(tail) in _TAILS
    return len(text) >= _LEGACY_LENGTH if infix else len(text) >= _LONG


def odd_shape(text: str) -> tuple[Slip, ...]:
    """A hint, never a verdict: OpenAI documents no format. Cut off only if nothing is left."""
    prefix = prefix_of(text)
    _, infix, tail = text.partition(MINTED)
    too_short = len(text) < (_LONG if prefix in KINDS else _SHORT)
    if too_short or (infix and len(tail) < _CUT_TAIL):
        return (slip("truncated"),)
    if not infix or len(tail) not in _TAILS:
        return (slip("odd_shape"),)
    return ()
