"""Files that the bot uploads: a place to put them, the bytes, and when a message may show them.

Slack takes a file in three steps, works on it for a moment, and until it knows its kind refuses
every message that shows it, with the same `invalid_blocks` as for a block that is wrong.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bot.sandbox.slack.checks.schema import problem
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Clock, mint

READY_AFTER_S: Final = 0.2
_KINDS: Final = {b"\x89PNG": ("image/png", "png"), b"\xff\xd8\xff": ("image/jpeg", "jpg")}
_GONE: Final = 404
_BAD_REQUEST: Final = 400


@dataclass(slots=True, kw_only=True)
class File:
    """One file. `ready_at` is None until its upload is completed."""

    id: str
    name: str
    length: int
    token: str
    user: str
    title: str = ""
    content: bytes | None = None
    ready_at: float | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """Its MIME type and its short one, as its first bytes tell."""
        content = self.content or b""
        found = (kind for start, kind in _KINDS.items() if content.startswith(start))
        return next(found, ("application/octet-stream", "binary"))


@dataclass(slots=True)
class Files:
    """All files of the workspace. `ready_after_s`: how long Slack works on each."""

    clock: Clock
    ready_after_s: float = READY_AFTER_S
    origin: str = ""
    known: dict[str, File] = field(default_factory=dict)

    def begin(self, name: str, length: int, user: str) -> tuple[str, str]:
        """Make room for a file; gives the address to put it at, and its id."""
        file = File(
            id=mint("F"), name=name, length=length, token=secrets.token_urlsafe(16), user=user
        )
        self.known[file.id] = file
        return f"{self.origin}/upload/{file.token}", file.id

    def put(self, token: str, content: bytes) -> None:
        """Take the bytes; who has the address needs no other right."""
        file = next((one for one in self.known.values() if one.token == token), None)
        if file is None or file.content is not None:
            raise Refused("file_not_found", status=_GONE)
        if len(content) != file.length:
            raise Refused("invalid_length", status=_BAD_REQUEST)
        file.content = content

    def complete(self, file_id: str, title: str) -> File:
        """End an upload."""
        file = self.known.get(file_id)
        if file is None or file.content is None or file.ready_at is not None:
            raise Refused("file_not_found")
        file.title, file.ready_at = title or file.name, self.clock() + self.ready_after_s
        return file

    def is_ready(self, file_id: str) -> bool:
        """Whether a message may show it."""
        file = self.known.get(file_id)
        return file is not None and file.ready_at is not None and self.clock() >= file.ready_at

    def as_json(self, file: File) -> Fields:
        """The file object; its kind is empty while Slack still works on it."""
        mimetype, short = file.kind if self.is_ready(file.id) else ("", "")
        return {
            "id": file.id,
            "created": int(self.clock()),
            "name": file.name,
            "title": file.title or file.name,
            "mimetype": mimetype,
            "filetype": short,
            "size": len(file.content or b""),
            "user": file.user,
            "is_external": False,
            "is_public": False,
        }

    def check_shown(self, blocks: object) -> None:
        """Refuse blocks that show a file which is not ready."""
        wrong = [
            problem("invalid slack file", f"/blocks/{place}/slack_file")
            for place, file_id in _shown(blocks)
            if not self.is_ready(file_id)
        ]
        if wrong:
            raise Refused("invalid_blocks", *wrong)


def _shown(blocks: Any) -> Iterator[tuple[int, str]]:  # noqa: ANN401  # blocks, checked before
    for place, block in enumerate(blocks or ()):
        if block.get("type") == "image" and "slack_file" in block:
            yield place, str(block["slack_file"].get("id", ""))
