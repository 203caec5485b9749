"""A status page in small, on a real socket: answers paths with what a test puts there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.adapters.status.status_feed import HttpStatusFeed
from tests.adapters.wire import Reader, Writer, serving
from tests.fakes import FakeClock

FEED = "/feed.atom"
SUMMARY = "/api/v2/summary.json"
PROXY = "/proxy/127.0.0.1"


@dataclass
class Answer:
    body: bytes = b""
    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class SmallPage:
    """Its answers by path (404 for all else), and the requests that it got."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    clock: FakeClock = field(default_factory=FakeClock)
    port: int = 0

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator["SmallPage"]:
        page = cls()
        async with serving(page._talk) as port:
            page.port = port
            yield page

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def feed(
        self, *, summary: bool = True, limit: float = 5
    ) -> AsyncIterator[HttpStatusFeed]:
        feed = HttpStatusFeed(
            self.clock,
            feed_url=self.url + FEED,
            summary_url=self.url + SUMMARY if summary else "",
            limit=limit,
        )
        try:
            yield feed
        finally:
            await feed.aclose()

    async def _talk(self, reader: Reader, writer: Writer) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            path = head.split()[1]
            self.asked.append(path)
            self.heads.append(head)
            answer = self.answers.get(path, Answer(status="404 Not Found"))
            lines = [f"HTTP/1.1 {answer.status}", f"Content-Length: {len(answer.body)}"]
            lines += [f"{name}: {value}" for name, value in answer.headers.items()]
            writer.write("\r\n".join([*lines, "", ""]).encode() + answer.body)
            await writer.drain()
