"""What is measured about an adapter leaves it as it was."""

from datetime import timedelta

import pytest

from bot.adapters.measured import MeasuredAnnouncer, MeasuredAudit, MeasuredFeed, MeasuredOpenAI
from bot.domain.desired.incidents import TakenOff, UpdateSaid
from bot.domain.desired.message import DesiredMessage, Part
from bot.domain.desired.steps import Act, Done, NotDone, Outcome, Step, Why
from bot.domain.incidents.feed_read import FeedRead, Gap, GapReason
from bot.domain.metrics import CHECKS, DELIVERIES, DELIVERY_DELAY, FEED_READS, PROBES
from bot.domain.probes import NOT_SENT, Failure, Reply
from bot.domain.questions import LIST_MODELS
from bot.ports import AuditLine
from tests.domain.cases import evidence
from tests.domain.incidents.building import an_incident, an_update
from tests.fakes import FakeAudit, FakeClock, FakeMeter, FakeOpenAI
from tests.usecases.delivery.world import Page

CLOCK = FakeClock()


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(probe="models", status=200, seconds=0.4), "answered"),
        (Reply(probe="models", failure=Failure.TLS, seconds=0.4), "tls"),
        (Reply(probe="models", code=NOT_SENT, seconds=0.4), None),
    ],
)
async def test_probes(reply: Reply, outcome: str | None) -> None:
    meter = FakeMeter()
    measured = MeasuredOpenAI(FakeOpenAI(replies={"models": reply}), meter)

    assert await measured.send(LIST_MODELS, evidence().case) is reply
    assert meter.observed == ({(PROBES.name, outcome): [0.4]} if outcome else {})


async def test_checks() -> None:
    meter, audit = FakeMeter(), FakeAudit()
    for verdict, cause in (("broken", "billing"), ("works", "")):
        line = AuditLine(
            at=CLOCK.now(),
            team="T1",
            person="U1",
            masked="sk-…",
            fingerprint="f",
            verdict=verdict,
            cause=cause,
        )
        await MeasuredAudit(audit, meter).write(line)

    assert meter.counted == {
        (CHECKS.name, "broken", "billing"): 1,
        (CHECKS.name, "works", "none"): 1,
    }
    assert len(audit.lines) == 2


async def test_reads_of_the_feed() -> None:
    class Broken(Page):
        async def read(self) -> FeedRead:
            return FeedRead(gap=Gap(GapReason.WEB_PAGE, "a web page"))

    meter = FakeMeter()
    for page in (Page(), Broken()):
        await MeasuredFeed(page, meter).read()

    assert meter.counted == {(FEED_READS.name, "complete"): 1, (FEED_READS.name, "web_page"): 1}


class Slack:
    """Says the same to all."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    async def post(self, step: Step) -> Outcome:
        del step
        return self.outcome

    edit = look = post


async def deliver(outcome: Outcome, act: Act, content: object) -> FakeMeter:
    message = DesiredMessage(
        id="incident/I/C1", channel="C1", root=Part(key="", version="v", content=None),
        since=CLOCK.now() - timedelta(hours=1),
    )  # fmt: skip
    step = Step(act=act, message=message, part=Part(key="u", version="v", content=content))
    meter = FakeMeter()
    announcer = MeasuredAnnouncer(Slack(outcome), meter, CLOCK)
    assert await getattr(announcer, act.value)(step) == outcome
    return meter


async def test_deliveries_and_how_long_after_the_change() -> None:
    update = an_update("Identified", CLOCK.now() - timedelta(seconds=40), "Found.")
    said = UpdateSaid(incident=an_incident(update, made=CLOCK.now()), update=update)

    posted = await deliver(Done("1.1"), Act.POST, said)
    refused = await deliver(NotDone(Why.BUSY), Act.POST, said)
    edited = await deliver(Done("1.1"), Act.EDIT, said)
    nobody_knows_when = await deliver(Done("1.1"), Act.POST, TakenOff())

    assert posted.counted == {(DELIVERIES.name, "post", "done"): 1}
    assert posted.observed == {(DELIVERY_DELAY.name,): [40.0]}
    assert refused.counted == {(DELIVERIES.name, "post", "busy"): 1}
    assert edited.counted == {(DELIVERIES.name, "edit", "done"): 1}
    assert not refused.observed
    assert not edited.observed
    assert not nobody_knows_when.observed
