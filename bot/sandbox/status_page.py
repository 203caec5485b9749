"""OpenAI's status page in small: one incident that is over, and components that work."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self
from xml.sax.saxutils import escape

from aiohttp import web

from bot.sandbox.port import serve

_ID: Final = "01SANDBOXINCIDENT"
_COMPONENTS: Final = ("Chat Completions", "Responses", "Embeddings", "Images", "Audio", "Login")


def _feed(origin: str, now: datetime) -> str:
    over = (now - timedelta(days=2)).isoformat()
    told = escape(
        "<b>Status: Resolved</b><br /><br />All impacted services have now fully recovered."
        "<br /><br /><b>Affected components</b><ul><li>Responses (Operational)</li></ul>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{origin}/</id><title>OpenAI status</title><updated>{over}</updated>\n"
        f'<entry><id>{origin}/incidents/{_ID}</id><link href="{origin}/incidents/{_ID}"/>\n'
        f"<title>Elevated error rates</title><updated>{over}</updated>\n"
        f'<summary type="html">{told}</summary></entry>\n'
        "</feed>\n"
    )


def _summary() -> dict[str, Any]:
    components = [
        {"id": f"01SANDBOX{place}", "name": name, "status": "operational"}
        for place, name in enumerate(_COMPONENTS)
    ]
    status = {"indicator": "none", "description": "All Systems Operational"}
    page = {"id": "01SANDBOX", "name": "OpenAI"}
    return {"page": page, "status": status, "components": components, "incidents": []}


class LocalStatusPage:
    """A stand-in for status.openai.com: `async with LocalStatusPage() as status`."""

    def __init__(self) -> None:
        self.origin = ""
        self._runner: web.AppRunner | None = None

    @property
    def feed_url(self) -> str:
        """The Atom feed."""
        return f"{self.origin}/feed.atom"

    @property
    def summary_url(self) -> str:
        """The components."""
        return f"{self.origin}/api/v2/summary.json"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/feed.atom", self._send_feed)
        app.router.add_get("/api/v2/summary.json", self._send_summary)
        self._runner, self.origin = await serve(app)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _send_feed(self, _request: web.Request) -> web.Response:
        feed = _feed(self.origin, datetime.now(UTC))
        return web.Response(text=feed, content_type="application/atom+xml")

    async def _send_summary(self, _request: web.Request) -> web.Response:
        return web.json_response(_summary())
