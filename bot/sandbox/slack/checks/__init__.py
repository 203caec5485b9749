"""Slack's rules for blocks, messages and views; a rule that is broken is named with its place."""
