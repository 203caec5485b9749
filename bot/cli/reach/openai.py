"""OpenAI: does it answer from here, and through which proxy?

The same ladder as in a check, so that the rung that breaks is named. No key is sent: a 401
is the healthy answer.
"""

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.cli.reach.seen import CHECK_ADDRESS, Seen, bad, fine, passed_over
from bot.domain.case import Outcome, Rung, Step
from bot.settings import Settings


async def look(settings: Settings) -> list[Seen]:
    """Climb to the base URL where keys are checked."""
    url = settings.openai_base_url
    rungs = [rung async for rung in HttpLadder(SystemClock()).climb(url)]
    broken = next((rung for rung in rungs if rung.outcome is Outcome.FAIL), None)
    proxy = [_proxy(rung) for rung in rungs if rung.step is Step.PROXY and rung is not broken]
    if broken is not None:
        return [*proxy, bad("OpenAI", f"{url}: {broken.detail}", CHECK_ADDRESS)]
    said = rungs[-1].detail if rungs else "no answer"
    return [*proxy, fine("OpenAI", f"{url}: {said}")]


def _proxy(rung: Rung) -> Seen:
    return passed_over("Proxy", rung.detail)
