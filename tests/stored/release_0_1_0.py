"""What 0.1.0 stores."""

from datetime import UTC, datetime, time
from typing import Final

from bot.domain.desired import saved as desired_saved
from bot.domain.desired.delivered import Attempt, Delivered, Posted
from bot.domain.incidents import board_saved, saved as incidents_saved
from bot.domain.incidents.enrichment import Board, BoardComponent
from bot.domain.incidents.feed_read import Gap, GapReason
from bot.domain.incidents.incident import Component, Incident, Update
from bot.domain.incidents.remembered import Gone, Remembered, Story, Trouble
from bot.domain.incidents.states import Impact, Kind, State
from bot.domain.subscriptions import Paused, QuietHours, Subscription, Wanted
from bot.domain.subscriptions_saved import load, load_paused, save, save_paused
from bot.ports import AuditLine
from tests.stored.release import Example, Examples


def _at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


_LOGIN: Final = Component(
    name="Login", impact=Impact.DEGRADED, groups=("APIs", "ChatGPT"), word="Degraded performance"
)
_OPEN: Final = Incident(
    id="01KATESTOPEN",
    title="Elevated errors, “Straße”",
    state=State.INVESTIGATING,
    word="Investigating",
    started=_at(9),
    updates=(
        Update(
            id="20261124090000-investigating",
            state=State.INVESTIGATING,
            word="Investigating",
            at=_at(9),
            text="We are looking\n\ninto it.",
            ref="U1",
        ),
    ),
    kind=Kind.INCIDENT,
    whole=True,
    components=(_LOGIN,),
    listed=True,
    touched=(_LOGIN, Component(name="Batch")),
    impact=Impact.DEGRADED,
    link="https://status.openai.com/incidents/01KATESTOPEN",
)
_PLANNED: Final = Incident(
    id="01KATESTPLAN",
    title="Maintenance",
    state=State.SCHEDULED,
    word="Scheduled",
    started=_at(7),
    updates=(
        Update(
            id="20261124070000-scheduled",
            state=State.SCHEDULED,
            word="Scheduled",
            at=_at(7),
            text="",
            ref="",
        ),
    ),
    kind=Kind.MAINTENANCE,
    planned_start=_at(22),
    planned_end=_at(23, 30),
)

EXAMPLES: Final[Examples] = {
    "incidents": Example(
        Remembered(
            stories={
                "01KATESTOPEN": Story(
                    incident=_OPEN,
                    first_seen=_at(9, 1),
                    told=True,
                    replies=("20261124090000-investigating",),
                    misses=1,
                ),
                "01KATESTPLAN": Story(incident=_PLANNED, first_seen=_at(7, 1), gone=Gone.WITHDRAWN),
            },
            read_at=_at(9, 2),
            page="status.openai.com",
            rendered=_at(9, 2),
            horizon=_at(0),
            listed=84,
            shrunken=1,
            trouble=Trouble(
                since=_at(9, 3), reads=3, gap=Gap(GapReason.EMPTY, "the answer is empty"), told=True
            ),
        ),
        incidents_saved.save,
        incidents_saved.load,
    ),
    "board": Example(
        Board(
            components=(
                BoardComponent(id="1", name="Login", group="ChatGPT", impact=Impact.DEGRADED),
                BoardComponent(id="2", name="Files", group="", impact=Impact.NONE),
            ),
            read_at=_at(9, 2),
        ),
        board_saved.save_board,
        board_saved.load_board,
    ),
    "delivered": Example(
        Delivered(
            id="incident/01KATESTOPEN/C0OPS",
            about="01KATESTOPEN",
            channel="C0OPS",
            root=Posted("1764000000.000100", "v1"),
            replies={"u1": Posted("1764000000.000200", "v2"), "u2": Posted("", "")},
            covered=("u0",),
            attempt=Attempt(
                key="u3", version="v3", at=_at(9, 4), edits=True, covers=("u4",), mentions=True
            ),
            mentioned=True,
            reposts=1,
            muted=True,
        ),
        desired_saved.save,
        desired_saved.load,
    ),
    "subscription": Example(
        Subscription(
            channel="C0OPS",
            incidents=True,
            maintenance=False,
            alerts=True,
            components=(Wanted(name="Login", group="ChatGPT"), Wanted(name="Batch", group="")),
            least=Impact.PARTIAL_OUTAGE,
            thread_only=True,
            mentions=("U0ADA", "S0OPS", "here"),
            mention_from=Impact.FULL_OUTAGE,
            quiet=QuietHours(begin=time(22), end=time(7, 30), zone="Europe/Berlin"),
        ),
        save,
        load,
    ),
    "paused": Example(Paused(since=_at(9, 5), says="is_archived"), save_paused, load_paused),
}

AUDITED: Final = AuditLine(
    at=_at(9, 6),
    team="T0ACME",
    person="U0ADA",
    masked="sk-proj-…wxyz",
    fingerprint="0123456789abcdef",
    verdict="broken",
    cause="billing",
)
