"""The releases whose texts are kept."""

from collections.abc import Mapping
from typing import Final

from tests.stored import alerting, release_0_1_0
from tests.stored.release import Examples

RELEASES: Final[Mapping[str, Examples]] = {"0.1.0": {**release_0_1_0.EXAMPLES, **alerting.ALERTING}}
