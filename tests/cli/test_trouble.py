"""Why no answer came, in words, and never in those of the exception."""

import httpx
import pytest

from bot.cli.reach.seen import trouble


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (httpx.ConnectTimeout("Canary"), "nobody answers"),
        (httpx.ReadTimeout("Canary"), "no answer within 5 s"),
        (TimeoutError("Canary"), "no answer within 5 s"),
        (httpx.ProxyError("Canary"), "refused by the proxy"),
        (httpx.ConnectError("CERTIFICATE_VERIFY_FAILED Canary"), "certificate that is not trusted"),
        (httpx.ConnectError("Canary"), "cannot be reached"),
        (httpx.LocalProtocolError("Illegal header value b'Canary'"), "LocalProtocolError"),
    ],
)
def test_trouble_is_told_in_our_words(error: Exception, says: str) -> None:
    told = trouble(error)

    assert says in told
    assert "Canary" not in told
