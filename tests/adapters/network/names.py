"""A name server in a test: says which addresses a name has, and keeps who asked."""

import asyncio
import socket
from collections.abc import Sequence
from typing import Any

import pytest

Info = tuple[int, int, int, str, tuple[Any, ...]]


class Names:
    """Names that the test made up; each look-up takes the next answer, the last one stays."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, list[Sequence[str]]] = {}

    def add(self, name: str, *answers: Sequence[str]) -> None:
        self._answers[name] = list(answers)

    async def getaddrinfo(self, host: str, port: int, **_: object) -> list[Info]:
        self.asked.append(host)
        answers = self._answers.get(host, [[host]] if host[0].isdigit() else [])
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (
                socket.AF_INET6 if ":" in each else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (each, port),
            )
            for each in addresses
        ]


@pytest.fixture
async def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """In place of the machine's own, for as long as the test runs."""
    server = Names()
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", server.getaddrinfo)
    return server
