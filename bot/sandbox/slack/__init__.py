"""A Slack workspace in small: `LocalSlack`, and `render_text` for what a person would read."""

from bot.sandbox.slack.render import render_text
from bot.sandbox.slack.server import LocalSlack

__all__ = ["LocalSlack", "render_text"]
