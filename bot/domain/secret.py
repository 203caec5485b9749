"""The one type that holds a secret.

Every printed form of it is a mask, so that a log line, an f-string, a traceback or a
failed assertion cannot carry the value. The value comes out by `reveal()` alone, which
only the code that puts it on the wire may call.
"""

import hashlib
import hmac
from typing import Final, NoReturn

HIDDEN: Final = "**********"


class Secret:
    """A value that cannot be printed, pickled or copied by accident."""

    __slots__ = ("_masked", "_value")

    def __init__(self, value: str, *, masked: str = HIDDEN) -> None:
        self._value = value
        self._masked = masked

    def reveal(self) -> str:
        """Give the value itself: for the wire, never for a text that anybody reads."""
        return self._value

    @property
    def masked(self) -> str:
        """What may be shown in its place."""
        return self._masked

    def fingerprint(self, pepper: bytes) -> str:
        """Name the value without telling it: HMAC-SHA-256 under `pepper`, 16 hex digits.

        Keyed, since an unkeyed hash would let anybody who holds a leaked key look it up.
        """
        return hmac.new(pepper, self._value.encode(), hashlib.sha256).hexdigest()[:16]

    def __str__(self) -> str:
        return self._masked

    def __repr__(self) -> str:
        return f"Secret({self._masked})"

    def __format__(self, spec: str) -> str:
        return format(self._masked, spec)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    __hash__ = None  # type: ignore[assignment]  # a hash would be a lookup key that outlives the check

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled or copied")
