"""Who somebody is, as Slack tells it (the scope users:read), kept for some minutes.

A form is asked for by its opening, its sending and each click in it: Slack is asked once.
"""

from typing import Final

from bot.ports import Clock
from bot.slack.web import Account, Slack

KEPT_SECONDS: Final = 300.0
MOST_KEPT: Final = 1000


class Accounts:
    """The accounts of a workspace."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._known = dict[str, tuple[float, Account]]()

    async def of(self, person: str) -> Account:
        """Look somebody up; raises `Refused` where Slack does not say."""
        now = self._clock.seconds()
        until, known = self._known.get(person, (0.0, None))
        if known is not None and now < until:
            return known
        account = await self._slack.account(person)
        while len(self._known) >= MOST_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[person] = (now + KEPT_SECONDS, account)
        return account
