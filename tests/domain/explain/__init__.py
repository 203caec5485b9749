"""Error texts and what the engine makes of them."""
