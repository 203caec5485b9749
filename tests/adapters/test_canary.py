"""A canary key goes down every path of the adapter; nothing that can be read shows it.

All loggers are at DEBUG, those of httpx, httpcore and asyncio among them.
"""

import io
import json
import logging
import traceback
from collections.abc import Iterator

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.openai import HttpOpenAI
from bot.domain.probes import Auth
from tests.adapters.wire import Canned, Handler, Proxy, garbage, html, serving, silence
from tests.builders import CANARY, a_case, a_key, a_probe

DIRT = {
    "clean": CANARY,
    "newline": f"{CANARY}\n",
    "carriage return": f"{CANARY}\r\nX-Evil: 1",
    "NUL": f"{CANARY}\0",
    "trailing blank": f"{CANARY} ",
    "smart quotes": f"“{CANARY}”",
    "surrogate": f"{CANARY}\ud800",
    "look-alike": CANARY.replace("a", "а", 1),  # a Cyrillic letter
    "doubled Bearer": f"Bearer {CANARY}",
}
ECHO = f"Incorrect API key provided: {CANARY}. {CANARY[:40]} … {CANARY[-30:]}"
ANSWERS: dict[str, Handler] = {
    "echoed in an error": Canned("401 X", json.dumps({"error": {"message": ECHO}}).encode()),
    "echoed as code": Canned(
        "401 X", json.dumps({"error": {"code": CANARY, "type": CANARY}}).encode()
    ),
    "echoed in a text": Canned("400 X", ECHO.encode(), {"Content-Type": "text/plain"}),
    "echoed in half a document": Canned("400 X", b'{"error": "' + ECHO.encode()),
    "echoed in a title": html(f"<title>Bearer {CANARY}</title>", "403 X"),
    "echoed beyond the cut": Canned("400 X", b"x" * 480 + b" " + ECHO.encode(), {}),
    "echoed with a 200": Canned("200 OK", json.dumps({"data": [{"key": CANARY}]}).encode()),
    "redirect": Canned("302 X", b"", {"Location": "http://127.0.0.1:1/"}),
    "no HTTP": garbage(b"\0\1\2 not http"),
    "hung up": garbage(b""),
    "silence": silence,
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, with tracebacks."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.setLevel(level)
    root.removeHandler(handler)


def assert_unseen(*texts: str) -> None:
    """No text holds the canary, nor any long piece of it."""
    body = CANARY.removeprefix("sk-proj-")
    pieces = [body[at : at + 12] for at in range(0, len(body) - 12, 4)]
    for text in texts:
        assert not [piece for piece in pieces if piece in text], text


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
@pytest.mark.parametrize("dirt", DIRT.values(), ids=DIRT.keys())
async def test_no_dirt_and_no_answer_shows_the_key(
    log: io.StringIO, dirt: str, answer: Handler
) -> None:
    async with serving(answer) as port, HttpOpenAI(SystemClock(), limit=0.15) as openai:
        for auth in Auth:
            case = a_case(f"http://127.0.0.1:{port}/v1", key=a_key(dirt))
            reply = await openai.send(a_probe(auth=auth), case)
            if auth is not Auth.NONE:  # without a key there is none to know the echo by
                assert_unseen(repr(reply), str(reply))

    assert_unseen(log.getvalue())


@pytest.mark.parametrize("where", ["organization", "project", "path", "body"])
async def test_a_key_in_the_wrong_place_is_not_shown(log: io.StringIO, where: str) -> None:
    async with serving(Canned()) as port, HttpOpenAI(SystemClock()) as openai:
        case = a_case(
            f"http://127.0.0.1:{port}/v1",
            organization=CANARY if where == "organization" else None,
            project=f"{CANARY}\n" if where == "project" else None,
        )
        path = f"/models/{CANARY}" if where == "path" else "/models"
        body: dict[str, object] | None = {"model": CANARY} if where == "body" else None
        reply = await openai.send(a_probe(path=path, body=body), case)

    assert_unseen(repr(reply), log.getvalue())


async def test_nothing_on_the_way_shows_it(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = ["https://api.openai.invalid/v1", "https://127.0.0.1:1/v1", "http://[::1", "ftp://x/v1"]
    async with HttpOpenAI(SystemClock(), limit=1) as openai:
        replies = [await openai.send(a_probe(), a_case(url)) for url in urls]
    async with serving(Proxy(status="407 Who are you")) as gate:
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{gate}")
        async with HttpOpenAI(SystemClock(), limit=1) as openai:
            replies += [await openai.send(a_probe(), a_case(urls[0]))]

    assert all(reply.failure for reply in replies)
    assert_unseen(log.getvalue(), *map(repr, replies))


def test_the_value_that_puts_the_key_into_a_header_cannot_be_printed() -> None:
    from bot.adapters.openai import _Bearer  # noqa: PLC0415  # the one private thing worth a look

    def fails(bearer: _Bearer) -> None:
        raise RuntimeError(bearer)

    with pytest.raises(RuntimeError) as caught:
        fails(_Bearer(a_key().secret))

    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert_unseen("".join(shown.format()))
