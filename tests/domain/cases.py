"""Evidence for tests: replies by the name of their probe, and defaults for the rest."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.domain.case import Case, Evidence, Machine, Origin, Pasted, Rung, Sdk
from bot.domain.diagnosis import Check, Diagnosis
from bot.domain.paste import read_paste
from bot.domain.probes import Body, Model, Reply
from bot.domain.questions import SCOPES
from bot.domain.verdict import diagnose

TODAY: Final = date(2026, 11, 24)
INFIX: Final = "T3BlbkFJ"
PROJECT_KEY: Final = f"sk-proj-{'Invented_for_tests_' * 4}xx"[:82].ljust(82, "x") + (
    f"{INFIX}{'Never_minted_by_anyone_' * 4}"[: 8 + 70] + "wxyz"
)
USER_KEY: Final = f"sk-InventedForTestsOnly{INFIX}NeverMintedAnywherxy"[:51]
ADMIN_KEY: Final = f"sk-admin-{'Invented_' * 7}"[:67] + f"{INFIX}{'Nobodys_own_' * 5}"[:66]
RECORDED: Final = Path(__file__).parent.parent / "data" / "openai"
HEADERS: Final = {"x-request-id": "req_1", "openai-organization": "org-inventedfortests"}
MODELS: Final = (Model("gpt-6-mini"), Model("gpt-6"), Model("text-embedding-3-small"))


def recorded(slug: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((RECORDED / f"{slug}.json").read_text())
    return rows


def recorded_reply(row: Mapping[str, Any], probe: str = "quota") -> Reply:
    return Reply(
        probe=probe,
        status=row["status"],
        code=row["code"],
        type=row["type"],
        message=row["message"],
        body=Body(row.get("body", "json")),
        headers=HEADERS,
    )


def a_reply(probe: str, status: int | None = 200, **parts: Any) -> Reply:  # noqa: ANN401
    parts.setdefault("body", Body.JSON)
    parts.setdefault("headers", HEADERS)
    return Reply(probe=probe, status=status, **parts)


def the_list(*models: Model) -> Reply:
    return a_reply("models", models=models or MODELS)


QUOTA_PASSED: Final = a_reply(
    "quota", 400, code="integer_below_min_value", type="invalid_request_error"
)
SCOPES_OPEN: Final = tuple(
    a_reply(one.name, 200 if one.method == "GET" else 400, code="unknown_parameter")
    for one in SCOPES
)
GOOD: Final = (the_list(), QUOTA_PASSED, *SCOPES_OPEN)


def evidence(
    *replies: Reply,
    paste: str = PROJECT_KEY,
    origin: Origin = Origin.PASTE,
    rungs: Iterable[Rung] = (),
    finished: bool = True,
    model: str | None = None,
    endpoint: str | None = None,
    organization: str | None = None,
    project: str | None = None,
    sdk: Sdk | None = None,
    machine: Machine | None = None,
    paid: bool = False,
    pasted: Pasted | None = None,
    base_url: str = "https://api.openai.com/v1",
) -> Evidence:
    case = Case(
        pasted=pasted or read_paste(paste, origin),
        base_url=base_url,
        origin=origin,
        model=model,
        endpoint=endpoint,
        organization=organization,
        project=project,
        sdk=sdk,
        machine=machine,
        paid=paid,
    )
    by_name = {reply.probe: reply for reply in replies}
    return Evidence(case=case, today=TODAY, rungs=tuple(rungs), replies=by_name, finished=finished)


def diagnosed(*replies: Reply, **parts: Any) -> Diagnosis:  # noqa: ANN401
    return diagnose(evidence(*replies, **parts), requests=len(replies), seconds=0.1)


def check_of(diagnosis: Diagnosis, slug: str) -> Check:
    return next(one.check for one in diagnosis.findings if one.cause.slug == slug)
