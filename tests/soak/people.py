"""People who type commands, check keys, paste errors and press buttons, and remember what came of it.

Each does one thing after the other and waits for the answer as somebody at a screen would.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from bot.sandbox.slack import LocalSlack, render_text
from bot.sandbox.slack.inputs import NotOffered
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.wire import Refused
from bot.sandbox.slack.workspace import User, mint
from tests.soak.breaking import now

COMMAND = "/openai-diagnose"
NAMES = ("bert", "carla", "dora", "emil", "fred", "gina")
PATIENCE_S = 20.0
THINKS_S = (1.0, 4.0)
KEPT = 20
VERDICT = "verdict"
TYPED = (
    "status", "alerts", "services", "service service-03", "keys", "rules", "help", "subscriptions",
    "ack 1", "ack 2", "silence 3 30m", "silence service-05 30m", "report-check service-01",
    "explain Error code: 429 - {'error': {'code': 'insufficient_quota'}}",
    f"explain Incorrect API key provided: {WORKING_KEY.key}",
    f"check {WORKING_KEY.key}", "chekc", "status now please",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """One thing that somebody did (unix seconds), and what they saw: "" is nothing at all.

    `failed` is what Slack itself said, where the bot did not take the request.
    """

    what: str
    since: float
    until: float
    saw: str = ""
    failed: str | None = None
    twice: str = ""


def hire(slack: LocalSlack) -> list[Person]:
    """More people for the workspace, all in #general and #ops."""
    workspace = slack.workspace
    for name in NAMES:
        user = User(id=mint("U"), name=name, real_name=name.title(), team_id=workspace.team_id)
        workspace.users[user.id] = user
        for channel in ("general", "ops"):
            workspace.channel(channel).members.add(user.id)
    return [slack.person(name) for name in NAMES]


class AtWork:
    """One person at work."""

    def __init__(self, slack: LocalSlack, person: Person, seed: int) -> None:
        self._slack = slack
        self.person = self._person = person
        self._rng = random.Random(f"{seed}/{person.user.name}")  # noqa: S311  # as in `plan`
        self.did: list[Did] = []
        self.stumbled: list[str] = []

    async def run(self) -> None:
        """Do one thing after the other until cancelled."""
        deeds: tuple[tuple[int, Callable[[], Awaitable[Did]]], ...] = (
            (10, self._command), (5, self._check), (3, self._click), (1, self._home),
        )  # fmt: skip
        weights, choices = zip(*deeds, strict=True)
        while True:
            (deed,) = self._rng.choices(choices, weights)
            try:
                self.did.append(await deed())
            except (NotOffered, Refused):
                pass  # a button that is not there (yet)
            except Exception as error:  # noqa: BLE001  # half an hour is not lost for it
                self.stumbled.append(f"{deed.__name__}: {error!r}")
            await asyncio.sleep(self._rng.uniform(*THINKS_S))
            self._tidy()

    def _heard(self) -> list[str]:
        whispers = [render_text(one.message) for one in self._person.ephemerals]
        direct = [one["text"] for one in self._person.dms if "bot_id" in one]
        return whispers + direct

    async def _command(self) -> Did:
        typed, since = self._rng.choice(TYPED), now()
        before = len(self._heard())
        commanded = await self._person.command(COMMAND, typed)
        what = typed.split()[0]
        if commanded.failed:
            return Did(what=what, since=since, until=now(), failed=commanded.failed)
        saw = await self._sees(lambda: self._person.modal_text or "\n".join(self._heard()[before:]))
        await self._close()
        heard = Counter(self._heard()[before:])
        twice = next((text[:80] for text, n in heard.items() if n > 1), "")
        return Did(what=what, since=since, until=now(), saw=saw, twice=twice)

    async def _check(self) -> Did:
        since, person = now(), self._person
        sample = self._rng.choice((WORKING_KEY, *SAMPLE_KEYS))
        before = len(self._heard())
        commanded = await person.command(COMMAND, "check")
        if commanded.failed:
            return Did(what="check", since=since, until=now(), failed=commanded.failed)
        if not await self._sees(lambda: person.modal_text):
            heard = "\n".join(self._heard()[before:])
            return Did(what="check", since=since, until=now(), saw=heard)
        wanted = {name: getattr(sample, name) for name in ("model", "base_url", "sdk")}
        handed_in = await person.submit(
            {"key": sample.paste} | {name: value for name, value in wanted.items() if value}
        )
        if handed_in.failed:
            await self._close()
            return Did(what="submission", since=since, until=now(), failed=handed_in.failed)
        before = len(self._heard())
        saw = await self._sees(lambda: self._verdict() or "\n".join(self._heard()[before:]))
        await self._close()
        return Did(what="submission", since=since, until=now(), saw=saw)

    def _verdict(self) -> str:
        view = self._person.modal
        return render_text(view) if view and view["callback_id"] != "running" else ""

    async def _click(self) -> Did:
        since = now()
        action = self._rng.choice(("alert_ack", "alert_details", "alert_unack"))
        before = len(self._heard())
        clicked = await self._person.click(action)
        if clicked.failed is None and action == "alert_details":
            saw = await self._sees(
                lambda: self._person.modal_text or "\n".join(self._heard()[before:])
            )
        else:
            saw = "" if clicked.failed else "taken"
        await self._close()
        return Did(what=action, since=since, until=now(), saw=saw, failed=clicked.failed)

    async def _home(self) -> Did:
        since = now()
        await self._person.open_home()
        saw = await self._sees(lambda: "a home" if self._person.home else "")
        return Did(what="home", since=since, until=now(), saw=saw)

    async def _sees(self, what: Callable[[], str | None]) -> str:
        with contextlib.suppress(TimeoutError):
            return await self._slack.until(what, PATIENCE_S) or ""
        return ""

    async def _close(self) -> None:
        while self._person.modal is not None:
            await self._person.close_modal()

    def _tidy(self) -> None:
        """Forget what was read long ago: only the bot's memory is measured, but ours is not endless."""
        whispers, me = self._slack.workspace.ephemerals, self._person
        for old in me.ephemerals[:-KEPT]:
            whispers.remove(old)
        # What bears a name is judged at the end.
        me.dms[:-KEPT] = [old for old in me.dms[:-KEPT] if old.get("metadata")]
