"""What the leader stored, read by whoever is asked; and what of it a check may rely on."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.domain.diagnosis import Verdict
from bot.domain.incidents.board_saved import save_board
from bot.domain.incidents.enrichment import Board, BoardComponent
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.remembered import Remembered, Story
from bot.domain.incidents.saved import save
from bot.domain.incidents.states import Kind
from bot.ports import Kept, Unavailable
from bot.usecases.diagnose_key import DiagnoseKey
from bot.usecases.known_status import BOARD, INCIDENTS, LATELY, KnownStatus, OpenNow
from tests.builders import a_case
from tests.domain.incidents.building import NOON, an_incident
from tests.fakes import FakeClock, FakeLadder, FakeOpenAI

CHAT = an_incident(id="A", components=[Component(name="Chat Completions", groups=("APIs",))])
WORK = an_incident(id="B", kind=Kind.MAINTENANCE)
LIST = Board(components=(BoardComponent(id="1", name="Files"),), read_at=NOON)


@dataclass
class Stored:
    """Named texts; `away` is a Redis that does not answer."""

    texts: dict[str, str] = field(default_factory=dict)
    away: bool = False

    async def load(self, name: str) -> Kept:
        if self.away:
            raise Unavailable("Redis does not answer")
        return Kept(self.texts.get(name, ""))


def stored(*incidents: Incident) -> Stored:
    stories = {one.id: Story(incident=one, first_seen=NOON) for one in incidents}
    remembered = Remembered(stories=stories, read_at=NOON)
    return Stored({INCIDENTS: save(remembered), BOARD: save_board(LIST)})


def reads(state: Stored) -> KnownStatus:
    return KnownStatus(state)  # type: ignore[arg-type]  # it is only read


async def test_what_was_stored_is_what_is_known() -> None:
    known = await reads(stored(CHAT))()

    assert known.remembered.open_now == (CHAT,)
    assert known.board == LIST


async def test_before_anybody_has_looked_nothing_is_known() -> None:
    assert (await reads(Stored())()).remembered == Remembered()


@pytest.mark.parametrize("state", [Stored(away=True), Stored({INCIDENTS: "of tomorrow"})])
async def test_what_cannot_be_read_is_not_there(state: Stored) -> None:
    with pytest.raises(Unavailable):
        await reads(state)()

    assert await OpenNow(reads(state), FakeClock(NOON)).open_now() == ()


async def test_a_check_hears_of_incidents_that_were_seen_lately_and_of_no_maintenance() -> None:
    clock = FakeClock(NOON)
    now = OpenNow(reads(stored(CHAT, WORK)), clock)

    assert await now.open_now() == (CHAT,)
    clock.advance(LATELY + timedelta(seconds=1))
    assert await now.open_now() == ()
    assert await OpenNow(reads(Stored()), clock).open_now() == ()


async def test_a_diagnosis_has_them_in_its_evidence() -> None:
    clock = FakeClock(NOON)
    incidents = OpenNow(reads(stored(replace(CHAT, title="Slow answers"))), clock)
    check = DiagnoseKey(FakeOpenAI(), FakeLadder(), clock, incidents=incidents)

    diagnosis = await check(a_case())

    assert diagnosis.verdict is Verdict.WORKS
    assert "OpenAI reports an incident: “Slow answers”" in diagnosis.findings[-1].check.summary
