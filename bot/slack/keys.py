"""Which keys the services report: the desk of `keys`."""

from dataclasses import dataclass

from bot.domain.key_use import uses
from bot.ports import Clock, Counted, Unavailable
from bot.slack.answers import Answer, Occasion, Whisper
from bot.views import alert_answers
from bot.views.keys import keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The desk. `most_days`: from which age on a key is called old, 0 never."""

    counted: Counted
    clock: Clock
    most_days: int

    async def answer(self, _: Occasion) -> Answer:
        """Answer the command."""
        try:
            latest = await self.counted.series()
        except Unavailable as error:
            return Whisper(alert_answers.away(str(error)))
        return Whisper(keys(uses(latest), self.clock.now(), self.most_days))
