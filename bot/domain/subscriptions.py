"""What a channel wants to hear of.

A subscription only says which incidents begin a message in the channel; what was posted is
followed to its end whatever becomes of the filter. Where OpenAI does not say what is hit or
how badly, the incident passes: silence would be a claim that nobody made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.states import Impact, Kind

HERE: Final = "here"  # among the mentions: whoever is active in the channel
SEVERITIES: Final = (Impact.DEGRADED, Impact.PARTIAL_OUTAGE, Impact.FULL_OUTAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A component that a channel wants to hear of.

    Without a group it is meant wherever it stands; without a name the whole group is meant.
    """

    name: str = ""
    group: str = ""

    def means(self, component: Component) -> bool:
        """Whether this component is meant, or may be: its group is not always known."""
        named = not self.name or self.name == component.name
        grouped = not self.group or not component.groups or self.group in component.groups
        return named and grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """The hours of each day in which nothing new is posted, in the channel's time zone."""

    begin: time
    end: time
    zone: str = "UTC"

    def until(self, now: datetime) -> datetime | None:
        """When the quiet hours end that it is in now; None if it is in none."""
        local = now.astimezone(ZoneInfo(self.zone))
        clock = local.time().replace(tzinfo=None)
        overnight = self.end <= self.begin
        if overnight:
            quiet = clock >= self.begin or clock < self.end
        else:
            quiet = self.begin <= clock < self.end
        if not quiet or self.begin == self.end:
            return None
        day = local.date() + timedelta(days=1 if overnight and clock >= self.begin else 0)
        return datetime.combine(day, self.end, ZoneInfo(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """That a channel cannot be posted to: since when, and Slack's word for it."""

    since: datetime
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What one channel wants.

    `components`: empty for all. `least`: from which impact on. `thread_only`: updates stand
    in the thread alone; else a change of state is shown in the channel too. `mentions`: ids
    of people (U…, W…) and groups (S…), or `HERE`, who are called from `mention_from` on, and
    for an alert when it is critical.
    `paused` is not what the channel wants but what became of it.
    """

    channel: str
    incidents: bool = True
    maintenance: bool = True
    alerts: bool = False
    components: tuple[Wanted, ...] = ()
    least: Impact = Impact.DEGRADED
    thread_only: bool = True
    mentions: tuple[str, ...] = ()
    mention_from: Impact = Impact.FULL_OUTAGE
    quiet: QuietHours | None = None
    paused: Paused | None = field(default=None, compare=False)

    @property
    def wants_nothing(self) -> bool:
        return not (self.incidents or self.maintenance or self.alerts)

    def ended(self) -> Self:
        """The same, wanting nothing any more."""
        return replace(self, incidents=False, maintenance=False, alerts=False, paused=None)

    def with_pause(self, paused: Paused | None) -> Self:
        """The same, and what became of it."""
        return replace(self, paused=paused)

    def passes(self, incident: Incident) -> bool:
        """Whether the channel is to hear of an incident of which it knows nothing yet."""
        wanted = self.maintenance if incident.kind is Kind.MAINTENANCE else self.incidents
        return wanted and self._is_bad_enough(incident) and self._is_about(incident)

    def calls_for(self, incident: Incident) -> bool:
        """Whether people are mentioned."""
        named = bool(self.mentions) and incident.kind is Kind.INCIDENT
        return named and incident.impact.rank >= self.mention_from.rank

    def quiet_until(self, incident: Incident, now: datetime) -> datetime | None:
        """Until when nothing is added; what people are called for waits for nobody's sleep."""
        if self.quiet is None or self.calls_for(incident):
            return None
        return self.quiet.until(now)

    def _is_bad_enough(self, incident: Incident) -> bool:
        unstated = incident.impact is Impact.UNSTATED or incident.kind is Kind.MAINTENANCE
        return unstated or incident.impact.rank >= self.least.rank

    def _is_about(self, incident: Incident) -> bool:
        hit = (*incident.components, *incident.touched)
        if not hit or not self.components:
            return True
        return any(wanted.means(component) for wanted in self.components for component in hit)


def in_force(
    chosen: Mapping[str, Subscription],
    incident_channels: Iterable[str] = (),
    alert_channels: Iterable[str] = (),
) -> dict[str, Subscription]:
    """The subscriptions by channel: what people chose, else what the settings say."""
    from_settings = {
        channel: Subscription(channel=channel, alerts=False) for channel in incident_channels
    }
    for channel in alert_channels:
        plain = Subscription(channel=channel, incidents=False, maintenance=False)
        from_settings[channel] = replace(from_settings.get(channel, plain), alerts=True)
    return {**from_settings, **chosen}
