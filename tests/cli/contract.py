"""`check` against the local OpenAI, and the JSON contract of what it prints."""

import asyncio
import json
from typing import Any

import jsonschema

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.cli.console import Done, call

CAUSES = [
    "invalid_key",
    "auth_header",
    "rate_limit",
    "billing",
    "network",
    "model_endpoint",
    "environment",
    "sdk",
    "permissions",
    "service_status",
]
EXIT = {"works": 0, "broken": 1, "degraded": 1, "undetermined": 3}
SECONDS = {"type": "number", "minimum": 0}
KINDS = ["project", "user", "service_account", "admin", "other_provider", "unknown"]
CONTRACT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "verdict": {"enum": list(EXIT)},
        "cause": {"enum": [None, *CAUSES]},
        "code": {"type": ["string", "null"]},
        "summary": {"type": "string", "minLength": 1},
        "next_steps": {"type": "array", "items": {"type": "string"}},
        "key": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "masked": {"type": "string"},
                "kind": {"enum": KINDS},
                "provider": {"type": "string"},
            },
            "required": ["masked", "kind", "provider"],
        },
        "checks": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "cause": {"enum": CAUSES},
                    "outcome": {"enum": ["pass", "fail", "warn", "unknown", "skipped"]},
                    "summary": {"type": "string", "minLength": 1},
                    "evidence": {"type": "object"},
                    "seconds": SECONDS,
                },
                "required": ["cause", "outcome", "summary", "evidence", "seconds"],
            },
        },
        "requests": {"type": "integer", "minimum": 0},
        "billed": {"type": "boolean"},
        "seconds": SECONDS,
    },
    "required": [
        *("verdict", "cause", "code", "summary", "next_steps"),
        *("key", "checks", "requests", "billed", "seconds"),
    ],
}
BY_CAUSE = {sample.cause: sample for sample in SAMPLE_KEYS}


async def check(
    openai: LocalOpenAI, *argv: str, key: str | None = WORKING_KEY.key, stdin: str = "", **more: str
) -> Done:
    environ = {"OPENAI_BASE_URL": openai.base_url, **more}
    if key is not None:
        environ["OPENAI_API_KEY"] = key
    return await asyncio.to_thread(call, "check", *argv, environ=environ, stdin=stdin)


def read(done: Done) -> dict[str, Any]:
    """The JSON on stdout, which has to be all that there is, and to the letter."""
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.validate(found, CONTRACT)
    assert done.out.count("\n") == 1
    assert [one["cause"] for one in found["checks"]] == CAUSES
    assert done.code == EXIT[found["verdict"]]
    return found
