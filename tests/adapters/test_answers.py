"""What comes of whatever answers."""

import json

import pytest

from bot.adapters.openai import LARGEST_BODY, HttpOpenAI
from bot.domain.probes import Body, Model, Reply
from tests.adapters.wire import Canned, html, reply_of, serving
from tests.builders import CANARY, a_case, a_key, a_probe


class TestWhatAnswers:
    @pytest.mark.parametrize(
        ("document", "code", "message"),
        [
            pytest.param(
                {"error": {"code": "invalid_api_key", "message": "No.", "type": "t", "param": "p"}},
                "invalid_api_key",
                "No.",
                id="object",
            ),
            pytest.param(
                {"error": "Missing scopes: model.request"},
                None,
                "Missing scopes: model.request",
                id="text",
            ),
            pytest.param({"message": "Denied.", "code": 401}, "401", "Denied.", id="a gateway's"),
            pytest.param([{"error": {"code": 400, "message": "Bad."}}], "400", "Bad.", id="a list"),
            pytest.param(
                {"error": {"code": {}, "message": ["x"], "type": 1.5}}, None, "", id="wrong types"
            ),
            pytest.param({"error": None}, None, "", id="null"),
            pytest.param([], None, "", id="empty list"),
            pytest.param("text", None, "text", id="a JSON text"),
            pytest.param({"error": {"message": "a\u202eb\u0000c\nd"}}, None, "a b c d", id="marks"),
        ],
    )
    async def test_error_in_any_shape(
        self, openai: HttpOpenAI, document: object, code: str | None, message: str
    ) -> None:
        reply = await reply_of(openai, Canned("400 Bad Request", json.dumps(document).encode()))

        assert (reply.status, reply.code, reply.message) == (400, code, message)
        assert reply.body is Body.JSON
        assert reply.seconds > 0

    @pytest.mark.parametrize(
        ("answer", "body", "message"),
        [
            (html("<html><head><title>502 &amp; out</title>", "502 X"), Body.HTML, "502 & out"),
            (html("<h1>no title", "403 X"), Body.HTML, ""),
            (Canned("500 X", b"oops", {}), Body.TEXT, "oops"),
            (Canned("500 X", b" \r\n", {}), Body.EMPTY, ""),
            (Canned("429 X", b'{"error":{"mess'), Body.JSON, '{"error":{"mess'),
            (Canned("429 X", b"[" * 100_000), Body.JSON, "[" * 500),
            (Canned("400 X", b"\xff\xfe\x00", {}), Body.TEXT, "\ufffd\ufffd"),
        ],
    )
    async def test_bodies_that_are_no_error_object(
        self, openai: HttpOpenAI, answer: Canned, body: Body, message: str
    ) -> None:
        reply = await reply_of(openai, answer)

        assert (reply.body, reply.message) == (body, message)

    async def test_a_body_without_end_is_cut_off(self, openai: HttpOpenAI) -> None:
        reply = await reply_of(openai, Canned("500 X", b"x" * (LARGEST_BODY + 1_000_000), {}))

        assert (reply.body, len(reply.message)) == (Body.TEXT, 500)

    async def test_the_words_of_a_success_stay_where_they_are(self, openai: HttpOpenAI) -> None:
        reply = await reply_of(openai, Canned("200 OK", b'{"email":"jo@example.com"}'), "/files")

        assert reply == Reply(
            probe="models", status=200, body=Body.JSON, seconds=reply.seconds, headers=reply.headers
        )
        assert "jo@" not in repr(reply)

    async def test_models_with_the_day_of_their_shutdown(self, openai: HttpOpenAI) -> None:
        listed = [
            {"id": "a", "shutdown_date": "2027-01-31"},
            {"id": "b", "shutdown_date": None},
            {"id": "c", "shutdown_date": 17},
            {"id": 4},
            {"id": "\u202e"},
            "junk",
        ]

        many = await reply_of(openai, Canned("200 OK", json.dumps({"data": listed}).encode()))
        one = await reply_of(openai, Canned("200 OK", json.dumps(listed[0]).encode()), "/models/a")
        none = await reply_of(openai, Canned("200 OK", b'{"data": 7}'))
        files = await reply_of(
            openai, Canned("200 OK", json.dumps({"data": listed}).encode()), "/files"
        )

        assert many.models == (Model("a", "2027-01-31"), Model("b"), Model("c"))
        assert one.models == (Model("a", "2027-01-31"),)
        assert none.models == files.models == ()

    async def test_only_headers_that_tell_something_are_kept(self, openai: HttpOpenAI) -> None:
        headers = {
            "Content-Type": "application/json",
            "X-Request-Id": "req_1",
            "Set-Cookie": "a=b",
            "OpenAI-Organization": "org-AbCdEfGh12345678wxyz",
        }

        reply = await reply_of(openai, Canned(headers=headers))

        assert reply.headers == {"x-request-id": "req_1", "openai-organization": "org-…wxyz"}

    async def test_words_are_masked(self, openai: HttpOpenAI) -> None:
        message = (
            f"Incorrect API key provided: {CANARY}. Ask jo.doe+x@example.co.uk of "
            f"org-AbCdEfGh12345678wxyz about sk-ant-{'x' * 40} and project proj_AbCdEfGh12345678."
        )

        reply = await reply_of(openai, Canned("401 X", json.dumps({"error": message}).encode()))

        assert reply.message == (
            "Incorrect API key provided: …. Ask …@… of org-…wxyz about sk-… and project proj_…5678."
        )

    @pytest.mark.parametrize("key", ["odd.key/of+no=shape.1234", "short.k"])
    async def test_a_key_of_any_shape_is_masked(self, openai: HttpOpenAI, key: str) -> None:
        answer = Canned("401 X", json.dumps({"error": f"Unknown key '{key}'"}).encode())
        async with serving(answer) as port:
            case = a_case(f"http://127.0.0.1:{port}/v1", key=a_key(key))
            reply = await openai.send(a_probe(), case)

        assert key not in reply.message
        assert reply.message.startswith("Unknown key '")
