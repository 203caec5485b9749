"""The leader's work against a real Redis and the local Slack."""
