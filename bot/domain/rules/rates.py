"""What a share of failures says, and what it does not say yet.

A few calls prove little, so a rate is judged by the lower end of Wilson's interval: the true
rate lies above it with 95 %. That is no rule about the sample by itself (one failure in one call has a
bound of 27 %), hence the floors on calls and on errors.
"""

from math import ceil, log, sqrt
from typing import Final

Z: Final = 1.645  # one-sided 95 %
IN_DOUBT: Final = 0.05


def bound(k: int, n: int, z: float = Z) -> float:
    """The rate that k failures in n calls prove at least."""
    if n <= 0:
        return 0.0
    share, square = k / n, z * z
    middle = share + square / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + square / n))


def proves(k: int, n: int, limit: float, *, least_calls: float, least_errors: float) -> bool:
    """Whether the rate is above the limit beyond doubt."""
    return n >= least_calls and k >= least_errors and bound(k, n) > limit


def row_that_clears(limit: float) -> int:
    """How many successes in a row make a rate of `limit` or more improbable (below 5 %)."""
    return ceil(log(IN_DOUBT) / log(1 - limit)) if 0 < limit < 1 else 1
