"""The rules as people chose them: read, and changed without overwriting what nobody saw."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.rules.choices import BadRules, Choices
from bot.domain.rules.chosen import save
from bot.ports import Clock, Rules

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """The choices at a revision; `faults` are what is wrong with them."""

    choices: Choices
    revision: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseRules:
    """The use case. `filed` gives the tree of the file of rules, empty without one."""

    rules: Rules
    filed: Callable[[], Mapping[str, Any]]
    clock: Clock

    async def read(self) -> Read:
        """What is in force; raises `Unavailable`."""
        # The revision first: a change in between makes a later write fail, and not get lost.
        revision = await self.rules.revision()
        try:
            return Read(Choices.parse(await self.rules.all(), self.filed()), revision)
        except BadRules as bad:
            return Read(bad.sound, revision, bad.faults)

    async def put(self, scope: str, choices: Choices, after: int, by: str) -> bool:
        """Write down one scope; False where somebody was quicker. Raises `Unavailable`."""
        text = save(choices.scope(scope))
        done = await self.rules.put(scope, text, after, by, self.clock.now())
        if done:
            _log.info("%s changed the rules of %s", by, scope or "all services")
        return done
