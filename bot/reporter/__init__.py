"""What a service imports to report its OpenAI calls; nothing heavier than `redis` behind it.

    from bot.reporter import Reporter

    client = Reporter.from_env().watch(OpenAI())

That is all: calls are counted in the process, sent every ten seconds, and nothing that happens
on the way to Redis is ever felt by the caller.
"""

from bot.reporter.identity import Identity
from bot.reporter.reporter import Reporter

__all__ = ["Identity", "Reporter"]
