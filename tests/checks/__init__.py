"""Steps of `make check` that need a word more than a tool's own command line."""
