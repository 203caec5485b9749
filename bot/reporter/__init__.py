"""What a service imports to report its OpenAI calls; nothing heavier than `redis` behind it."""
