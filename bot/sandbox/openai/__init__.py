"""OpenAI's API in small: `LocalOpenAI`, its accounts, and what it answers."""

from bot.sandbox.openai.accounts import Account, Limits, Stage, admin, refuses, restricted
from bot.sandbox.openai.server import LocalOpenAI

__all__ = ["Account", "Limits", "LocalOpenAI", "Stage", "admin", "refuses", "restricted"]
