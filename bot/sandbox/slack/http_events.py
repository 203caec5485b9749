"""Signed HTTP: the same payloads as POSTs to the bot's own address."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.slack.door import COMMANDS, EVENTS, FIRST, Ack, Attempt
from bot.sandbox.slack.wire import Fields, Headers

_FORM: Final = "application/x-www-form-urlencoded"
_OK: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest:
    """A request as it was sent, so that it can be sent again as it is."""

    body: bytes
    headers: Headers = field(default_factory=dict)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature, version 0."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpEvents:
    """The HTTP side; a `Door`."""

    def __init__(self, url: str, secret: str, *, ack_within_s: float) -> None:
        self.url = url
        self._secret = secret
        self._ack_within_s = ack_within_s
        self.requests: list[SignedRequest] = []  # all that were sent, oldest first

    async def carry(self, kind: str, payload: Fields, attempt: Attempt = FIRST) -> Ack:
        """POST a payload and take the response as the acknowledgement."""
        return await self.send(self.request(kind, payload, attempt))

    def request(
        self,
        kind: str,
        payload: Fields,
        attempt: Attempt = FIRST,
        *,
        secret: str | None = None,
        timestamp: float | None = None,
    ) -> SignedRequest:
        """Write the request; another secret or time makes one that the bot must refuse."""
        if kind == EVENTS:
            body, content_type = json.dumps(payload).encode(), "application/json"
        elif kind == COMMANDS:
            body, content_type = urlencode(payload).encode(), _FORM
        else:
            body, content_type = urlencode({"payload": json.dumps(payload)}).encode(), _FORM
        # Real time whatever the workspace's clock says: the bot holds it against its own.
        stamp = str(int(time.time() if timestamp is None else timestamp))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": sign(secret or self._secret, stamp, body),
        }
        if attempt.number:
            headers["X-Slack-Retry-Num"] = str(attempt.number)
            headers["X-Slack-Retry-Reason"] = attempt.reason
        return SignedRequest(body=body, headers=headers)

    async def send(self, request: SignedRequest) -> Ack:
        """Send a request, a new one or one that was sent before."""
        self.requests.append(request)
        within = aiohttp.ClientTimeout(total=self._ack_within_s)
        try:
            async with (
                aiohttp.ClientSession(timeout=within) as http,
                http.post(self.url, data=request.body, headers=request.headers) as response,
            ):
                text = await response.text()
                if response.status != _OK:
                    may_retry = response.headers.get("X-Slack-No-Retry") != "1"
                    error = f"http_{response.status}"
                    return Ack(body=text or None, error=error, may_retry=may_retry)
                return Ack(body=_read(text, response.content_type))
        except TimeoutError:
            return Ack(error="timeout")
        except aiohttp.ClientError:
            return Ack(error="no_connection")


def _read(text: str, content_type: str) -> object:
    if content_type != "application/json":
        return text or None
    try:
        return json.loads(text or "null")
    except ValueError:
        return text
