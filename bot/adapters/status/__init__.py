"""OpenAI's status page over HTTP: the feed in bytes to incidents, and what its JSON adds."""
