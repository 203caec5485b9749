"""What should stand in Slack, against what does."""
