"""Short words to whoever wanted to do something to an alert."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bot.domain.alerts.acts import Refused, Why
from bot.domain.alerts.alert import Act, Alert, Deed
from bot.domain.durations import EXAMPLES
from bot.views.alert_text import first_line, name, person
from bot.views.blocks import Message, escape, quoted, section
from bot.views.incident_text import moment

SHORT: Final = 64
_WHY: Final[Mapping[Why, str]] = MappingProxyType(
    {
        Why.UNKNOWN: "There is no such alert any more: it ended more than a week ago.",
        Why.RESOLVED: "It is over already",
        Why.ACKNOWLEDGED: "It is acknowledged already",
        Why.NOT_ACKNOWLEDGED: "Nobody has acknowledged it: there is nothing to take back.",
        Why.SILENCED: "It is silenced already",
        Why.NOT_SILENCED: "It is not silenced: there is nothing to end.",
        Why.OVERTAKEN: "Something happened to it after you looked, so I left it as it is now",
        Why.NO_TIME: "That time is over already: nothing was silenced.",
    }
)
_DONE: Final[Mapping[Deed, str]] = MappingProxyType(
    {
        Deed.ACKNOWLEDGE: "👀 You have acknowledged",
        Deed.UNACKNOWLEDGE: "↩️ You no longer take charge of",
        Deed.SILENCE: "🔕 You have silenced",
        Deed.UNSILENCE: "🔊 You have ended the silence of",
    }
)


def refused(why: Refused, about: str) -> Message:
    """What was not done, and why."""
    said = _WHY[why.why]
    if not said.endswith("."):
        said += f", by {person(why.by)}" if why.by else ""
        said += f", since {moment(why.at)}" if why.at else ""
        said += f", until {moment(why.until)}" if why.until else ""
        said += "."
    return _say(f"{about}: {said}" if about else said)


def done(act: Act, alert: Alert) -> Message:
    """What was done to an alert; its message shows it a moment later."""
    until = f" until {moment(act.until)}" if act.until else ""
    return _say(f"{_DONE[act.deed]} {about(alert)}{until}.")


def done_to_service(act: Act, service: str) -> Message:
    """What was done to all that a service has and gets."""
    shown = quoted(service, SHORT)
    if act.until is None:
        return _say(f"🔊 You have ended the silence over {shown}.")
    return _say(
        f"🔕 You have silenced {shown} until {moment(act.until)}: what is open there, and whatever "
        f"opens meanwhile. `/openai-diagnose silence {escape(service, SHORT)} off` ends it."
    )


def about(alert: Alert) -> str:
    """An alert by its number and what it measured."""
    return f"*{name(alert)}* ({first_line(alert)})"


def no_such_alert(number: str) -> Message:
    """The number is none, or that of an alert which is forgotten."""
    return _say(
        f"I know no alert {quoted(number, SHORT)}. `/openai-diagnose alerts` lists them by number."
    )


def no_such_service(service: str, near: Sequence[str], then: str) -> Message:
    """Nobody of that name reports."""
    said = f"No service {quoted(service, SHORT)} has reported in the last 35 days."
    if near:
        said += f" Did you mean {' or '.join(quoted(one, SHORT) for one in near)}?"
    return _say(f"{said} {then}".strip())


def no_such_time(text: str) -> Message:
    """A duration that is none."""
    return _say(f"I cannot read {quoted(text, 40)} as a time. I take {EXAMPLES}, up to 4 weeks.")


def usage(said: str, *examples: str) -> Message:
    """How the command is meant."""
    return _say("\n".join((said, *(f"`/openai-diagnose {one}`" for one in examples))))


def away(why: str) -> Message:
    """What is stored is out of reach."""
    return _say(f"I cannot look that up or change it now: {escape(why, 200)}. Nothing was changed.")


def _say(said: str) -> Message:
    return Message(said, (section(said),))
