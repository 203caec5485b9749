"""Small real servers on loopback: one that answers with given bytes, and a proxy."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot.adapters.openai import HttpOpenAI
from bot.domain.probes import Reply
from tests.builders import a_case, a_probe

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter
Handler = Callable[[Reader, Writer], Awaitable[None]]

HOST = "127.0.0.1"
NO_KEY = b'{"error":{"message":"You didn\'t provide an API key.","type":"invalid_request_error"}}'


def without_proxies() -> list[str]:
    names = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
    return [*names, *(name.upper() for name in names)]


@asynccontextmanager
async def serving(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve on a free port, whose number it gives; ends every connection at the end."""
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: Reader, writer: Writer) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await handler(reader, writer)
        finally:
            writer.close()

    def begin(reader: Reader, writer: Writer) -> None:
        talks.add(asyncio.create_task(talk(reader, writer)))

    server = await asyncio.start_server(begin, HOST, 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@dataclass
class Canned:
    """Answers every request with the same bytes, and keeps the heads of the requests."""

    status: str = "401 Unauthorized"
    body: bytes = NO_KEY
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    heads: list[bytes] = field(default_factory=list)

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head + await _body(reader, head))
            lines = [f"HTTP/1.1 {self.status}", f"Content-Length: {len(self.body)}"]
            lines += [f"{name}: {value}" for name, value in self.headers.items()]
            writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + self.body)
            await writer.drain()


def html(text: str, status: str = "200 OK") -> Canned:
    return Canned(status, text.encode(), {"Content-Type": "text/html"})


def garbage(raw: bytes) -> Handler:
    """Whatever is asked, say this and hang up."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await reader.read(1)
        writer.write(raw)
        await writer.drain()

    return handler


async def silence(reader: Reader, writer: Writer) -> None:
    """Take the call, and never say a word."""
    del writer
    while await reader.read(1024):
        pass


@dataclass
class Proxy:
    """A proxy for CONNECT: lets calls through to `port`, or refuses with `status`."""

    port: int = 0
    status: str = "200 Connection established"
    heads: list[bytes] = field(default_factory=list)

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        self.heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(f"HTTP/1.1 {self.status}\r\n\r\n".encode())
        await writer.drain()
        if not self.status.startswith("200"):
            return
        there, back = await asyncio.open_connection(HOST, self.port)
        try:
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        finally:
            back.transport.abort()


async def _body(reader: Reader, head: bytes) -> bytes:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return await reader.readexactly(int(line.split(b":")[1]))
    return b""


async def _copy(reader: Reader, writer: Writer) -> None:
    while piece := await reader.read(65536):
        writer.write(piece)
        await writer.drain()
    writer.close()


async def reply_of(openai: HttpOpenAI, handler: Handler, path: str = "/models") -> Reply:
    async with serving(handler) as port:
        return await openai.send(a_probe(path=path), a_case(f"http://127.0.0.1:{port}/v1"))
