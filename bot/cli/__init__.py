"""The command line: one file a subcommand, listed in `commands.py`."""
