"""Who may change what a channel hears of: those that a setting names, else admins and owners.

The second needs the scope users:read, the one place where the bot reads who somebody is.
What Slack said is kept for some minutes: an admin who fills in a form is asked for twice.
"""

import logging
from dataclasses import dataclass
from typing import Final

from bot.ports import Clock
from bot.slack.web import Account, Refused, Slack
from bot.views.blocks import Message
from bot.views.permissions import not_known, only_admins

KEPT_SECONDS: Final = 300.0
MOST_KEPT: Final = 1000

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether somebody may, what to tell them if not, and their time zone."""

    may: bool
    told: Message
    zone: str = ""


class Admins:
    """Knows who may."""

    def __init__(self, slack: Slack, people: tuple[str, ...], clock: Clock) -> None:
        self._slack = slack
        self._people = people
        self._clock = clock
        self._known = dict[str, tuple[float, Account]]()

    async def standing(self, person: str) -> Standing:
        """Look it up."""
        told = only_admins(self._people)
        account = await self._account(person)
        zone = account.zone if account else ""
        if self._people:
            return Standing(may=person in self._people, told=told, zone=zone)
        if account is None:
            return Standing(may=False, told=not_known())
        return Standing(may=account.is_admin, told=told, zone=zone)

    async def _account(self, person: str) -> Account | None:
        now = self._clock.seconds()
        until, known = self._known.get(person, (0.0, None))
        if known is not None and now < until:
            return known
        try:
            account = await self._slack.account(person)
        except Refused as refused:
            _log.info("slack does not say who somebody is: %s", refused.why)
            return None
        while len(self._known) >= MOST_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[person] = (now + KEPT_SECONDS, account)
        return account
