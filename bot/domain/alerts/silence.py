"""A silence over a whole service: for all that is open there, and all that opens meanwhile.

It is for times in which things are expected to break, so it holds whatever happens. The
silence of one alert is another thing: it ends when the alert becomes critical.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

SERVICE: Final = "service/"


@dataclass(frozen=True, slots=True)
class Silence:
    """Who wanted quiet about a service, and until when."""

    by: str
    until: datetime
    at: datetime


def service_of(act_on: str) -> str:
    """The service that an act is about; "" if it is about one alert."""
    return "" if "#" in act_on else act_on.removeprefix(SERVICE)
