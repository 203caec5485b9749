"""Who may change what a channel hears of: those that a setting names, else admins and owners.

The second needs the scope users:read.
"""

import logging
from dataclasses import dataclass
from typing import Final

from bot.ports import Clock
from bot.slack.accounts import Accounts
from bot.slack.web import Account, Refused, Slack
from bot.views.blocks import Message
from bot.views.permissions import not_known, only_admins

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
        self._people = people
        self._accounts = Accounts(slack, clock)

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
        try:
            return await self._accounts.of(person)
        except Refused as refused:
            _log.info("slack does not say who somebody is: %s", refused.why)
            return None
