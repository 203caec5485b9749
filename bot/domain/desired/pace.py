"""How soon the next call may be made.

Slack allows one post a second and channel, and about fifty edits and reads a minute for the
whole workspace; when it says "later" it says when. A Slack that is away is asked again by one
call at a time, ever less often: two hundred channels need not all find out for themselves.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.domain.desired.steps import Act, Done, NotDone, Outcome, Step, Why

MOST_AT_ONCE: Final = 40
BETWEEN_POSTS: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)
A_MINUTE: Final[Mapping[Act, int]] = MappingProxyType({Act.EDIT: 45, Act.LOOK: 45})
LONGEST_AWAY: Final = timedelta(seconds=30)
CLOSED_FOR: Final = timedelta(minutes=10)  # then it is tried again: somebody may have let us in
UNTIL_RENEWED: Final = timedelta(seconds=0.5)
LEAST_WAIT: Final = timedelta(seconds=1)


@dataclass(slots=True)
class Pace:
    """What of Slack's limits is used up; `busy` are the channels with a call under way."""

    busy: set[str] = field(default_factory=set)
    failures: int = 0
    _posted: dict[str, datetime] = field(default_factory=dict)
    _closed: dict[str, datetime] = field(default_factory=dict)
    _held: dict[Act, datetime] = field(default_factory=dict)
    _away: datetime | None = None
    _made: dict[Act, deque[datetime]] = field(
        default_factory=lambda: {act: deque() for act in A_MINUTE}
    )

    @property
    def slots(self) -> int:
        """How many calls may begin now."""
        most = 1 if self.failures else MOST_AT_ONCE
        return max(0, most - len(self.busy))

    def allowed_at(self, act: Act, channel: str) -> datetime | None:
        """The earliest time for such a call; None: at any time."""
        times = [self._away, self._closed.get(channel), self._held.get(act)]
        if act is Act.POST and channel in self._posted:
            times.append(self._posted[channel] + BETWEEN_POSTS)
        if act in A_MINUTE and len(self._made[act]) >= A_MINUTE[act]:
            times.append(self._made[act][0] + MINUTE)
        return max((time for time in times if time is not None), default=None)

    def begin(self, step: Step, now: datetime) -> None:
        """A call is made."""
        self.busy.add(step.message.channel)
        if step.act in A_MINUTE:
            made = self._made[step.act]
            made.append(now)
            if len(made) > A_MINUTE[step.act]:
                made.popleft()

    def end(self, step: Step, outcome: Outcome, now: datetime) -> None:
        """A call has come to its end."""
        channel = step.message.channel
        self.busy.discard(channel)
        if step.act is Act.POST:
            self._posted[channel] = now
        if isinstance(outcome, Done):
            self.failures, self._away = 0, None
            self._closed.pop(channel, None)
            return
        self._learn(step, outcome, now)

    def open_again(self, channels: Iterable[str]) -> None:
        """Somebody said that these can be posted to now."""
        for channel in channels:
            self._closed.pop(channel, None)

    def _learn(self, step: Step, outcome: NotDone, now: datetime) -> None:
        channel = step.message.channel
        if outcome.why in {Why.UNKNOWN, Why.AWAY, Why.TURNED_AWAY}:
            self._back_off(outcome, now)
            return
        if outcome.why is Why.NOT_NOW:
            self._away = now + UNTIL_RENEWED
            return
        # Any other refusal is an answer: Slack is there.
        self.failures = 0
        if outcome.why is Why.BUSY:
            wait = max(LEAST_WAIT, timedelta(seconds=outcome.wait_s))
            self._held[step.act] = max(now + wait, self._held.get(step.act, now))
        elif outcome.why is Why.NO_CHANNEL:
            self._closed[channel] = now + CLOSED_FOR

    def _back_off(self, outcome: NotDone, now: datetime) -> None:
        if self._away is not None and now < self._away:
            return  # one of many that were under way together: they are one failure
        self.failures += 1
        seconds = min(2.0 ** (self.failures - 1), LONGEST_AWAY.total_seconds())
        self._away = now + timedelta(seconds=max(seconds, outcome.wait_s))
