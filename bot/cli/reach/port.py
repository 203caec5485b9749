"""The HTTP port: may the bot listen there?"""

import asyncio
from typing import Final

from bot.cli.reach.seen import Seen, bad, fine
from bot.settings import Settings

_ABOUT: Final = "HTTP port"


async def look(settings: Settings) -> list[Seen]:
    """Listen for a moment."""
    where = f"{settings.host}:{settings.port}"
    try:
        server = await asyncio.start_server(lambda *_: None, settings.host, settings.port)
    except OSError as error:
        do = "set PORT to a free one (or HOST to an address of this machine)"
        return [bad(_ABOUT, f"{where} cannot be used: {error.strerror or 'no such host'}", do)]
    server.close()
    await server.wait_closed()
    return [fine(_ABOUT, f"{where} is free")]
