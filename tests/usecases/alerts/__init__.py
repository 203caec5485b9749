"""The leader's work on alerts against a real Redis and the local Slack."""
