"""Whatever the leader tells, as a message: of an incident or of an alert."""

from bot.domain.desired.alerts import AlertSaid, AlertShown, ChartShown
from bot.views import alert, incident
from bot.views.blocks import Message


def render(content: object) -> Message:
    """The message of a part's content."""
    if isinstance(content, AlertShown | AlertSaid | ChartShown):
        return alert.render(content)
    return incident.render(content)
