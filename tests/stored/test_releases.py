"""A newer bot reads what an older one stored, to the letter; this release's texts are kept."""

import json
from typing import cast

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.audit import RedisAudit
from bot.adapters.redis.connection import connect
from tests.stored.release import STATE, text_file, this_release
from tests.stored.release_0_1_0 import AUDITED
from tests.stored.releases import RELEASES

KEPT = [(release, name) for release, examples in RELEASES.items() for name in examples]


@pytest.mark.parametrize(("release", "name"), KEPT)
def test_what_a_release_stored_is_read_as_it_was_meant(release: str, name: str) -> None:
    example = RELEASES[release][name]

    assert example.load(text_file(release, name).read_text("utf-8")) == example.value


@pytest.mark.parametrize("name", list(RELEASES[this_release()]))
def test_the_texts_of_this_release_are_those_that_it_writes(name: str) -> None:
    example = RELEASES[this_release()][name]

    written = text_file(this_release(), name).read_text("utf-8")
    assert written == example.save(example.value) + "\n", "run python -m tests.stored.dump"
    assert "v" in json.loads(written)


def test_no_text_is_kept_that_nobody_reads() -> None:
    kept = {(file.parent.name, file.stem) for file in STATE.glob("*/*.json")}

    assert kept == {*KEPT, *((release, "audit") for release in RELEASES)}


async def test_an_audit_line_has_the_fields_that_it_had(redis_url: str) -> None:
    client = connect(redis_url)
    assert isinstance(client, Redis)
    async with client:
        await RedisAudit(client).write(AUDITED)
        entries = await client.xrange(f"openai-diagnose:audit:{AUDITED.at.date()}")

    ((_, fields),) = cast("list[tuple[str, dict[str, str]]]", entries)
    assert fields == json.loads(text_file("0.1.0", "audit").read_text("utf-8"))
