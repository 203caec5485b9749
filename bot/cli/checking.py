"""What `check` does: put the case together, diagnose it, tell it, and choose the exit code."""

import argparse
import asyncio
import json
from typing import Final

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.adapters.openai import HttpOpenAI
from bot.cli.case import case_of
from bot.cli.progress import progress
from bot.cli.terminal import Terminal
from bot.cli.verdict import show
from bot.domain.case import Case
from bot.domain.diagnosis import Diagnosis, Verdict
from bot.usecases.diagnose_key import DiagnoseKey
from bot.views.report_json import to_json

_EXIT: Final = {
    Verdict.WORKS: 0,
    Verdict.DEGRADED: 1,
    Verdict.BROKEN: 1,
    Verdict.UNDETERMINED: 3,
}


def check(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Diagnose the key that the arguments speak of."""
    diagnosis = asyncio.run(_diagnose(case_of(arguments, terminal), terminal))
    if arguments.json:
        print(json.dumps(to_json(diagnosis)), file=terminal.out)
    else:
        show(diagnosis, terminal)
    return _EXIT[diagnosis.verdict]


async def _diagnose(case: Case, terminal: Terminal) -> Diagnosis:
    clock = SystemClock()
    async with HttpOpenAI(clock) as openai:
        with progress(case, terminal) as learn:
            return await DiagnoseKey(openai, HttpLadder(clock), clock)(case, learn)
