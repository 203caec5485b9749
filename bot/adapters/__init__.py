"""Where the bot touches the outside: one technology a file, each keeping the promise of a port."""
