"""The reports of services in Redis: read once, counted once, looked at by whoever leads."""
