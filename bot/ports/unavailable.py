"""The one error that may come out of a port."""


class Unavailable(Exception):
    """A service that the bot leans on does not answer; the text names it and holds no secret."""
