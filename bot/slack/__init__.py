"""Slack's side: events in, effects out. Handlers say what should happen; listeners do it."""
