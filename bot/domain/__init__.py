"""Facts and decisions: no IO, no clock, no async, nothing but the standard library."""
