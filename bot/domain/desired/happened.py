"""When that happened of which a part of a message tells; None where nobody can say.

With it the way from a change to a message can be measured, whoever led meanwhile.
"""

from datetime import datetime

from bot.domain.desired.alerts import AlertSaid, AlertShown
from bot.domain.desired.incidents import IncidentShown, UpdateSaid
from bot.domain.desired.message import DesiredMessage, Part


def happened_at(message: DesiredMessage, part: Part) -> datetime | None:
    """When it happened."""
    match part.content:
        case UpdateSaid(update=update):
            return update.at
        case AlertSaid(happened=happened):
            return happened.at
        case IncidentShown() | AlertShown():
            return message.since
        case _:
            return None
