"""What 0.1.0 stores of alerts: the ledger, and what people do."""

from datetime import UTC, datetime
from typing import Final

from bot.domain.alerts import acts_saved, saved
from bot.domain.alerts.alert import Act, Alert, Deed, Happened, State, What
from bot.domain.alerts.ledger import Ledger
from bot.domain.alerts.silence import Silence
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import ALL, Subject
from tests.stored.release import Example, Examples


def _at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


_CHECKOUT: Final = Subject("checkout", "gpt-5")
_FIRING: Final = Alert(
    rule="error_rate",
    subject=_CHECKOUT,
    number=12,
    revision=4,
    state=State.SILENCED,
    level=Level.WARNING,
    worst=Level.CRITICAL,
    opened=_at(9),
    changed=_at(9, 5),
    reading=Reading(
        rule="error_rate",
        subject=_CHECKOUT,
        level=Level.WARNING,
        value=0.34,
        limit=0.1,
        unit="%",
        n=150,
        says="34 % errors (51/150, 5 min), limit 10 %",
        reason="fast: 5 min prove 28 % or more",
        errors={"server_error": 51},
        since=1_763_974_800_000,
        hold_s=300.0,
    ),
    reason="silenced",
    clear_since=_at(9, 6),
    lower_since=_at(9, 6),
    no_data_since=_at(9, 7),
    flapping_since=_at(9, 8),
    seen=_at(9, 6),
    reminded=_at(9, 4),
    acknowledged_by="U0ADA",
    acknowledged_at=_at(9, 3),
    silenced_by="U0BOB",
    silenced_until=_at(13),
    turns=(_at(8, 30), _at(9)),
    history=(
        Happened(what=What.OPENED, at=_at(9), reason="a limit is crossed", revision=1),
        Happened(
            what=What.SILENCED,
            at=_at(9, 5),
            reason="silenced",
            by="U0BOB",
            until=_at(13),
            revision=4,
            quiet=True,
        ),
    ),
    held_by="*/gpt-5/error_rate#13",
)
_HOLDING: Final = Alert(
    rule="quota_used",
    subject=Subject(ALL, "gpt-5"),
    part="usd_per_month:2026-11",
    number=13,
    state=State.RESOLVED,
    level=Level.CRITICAL,
    worst=Level.CRITICAL,
    opened=_at(9),
    changed=_at(10),
    resolved=_at(10),
    reading=Reading(
        rule="quota_used",
        subject=Subject(ALL, "gpt-5"),
        part="usd_per_month:2026-11",
        level=Level.FINE,
        clear=True,
        no_data=True,
        at_once=True,
    ),
    seen=_at(10),
    members=("checkout/gpt-5/error_rate#12",),
)

ALERTING: Final[Examples] = {
    "alerts": Example(
        Ledger(
            alerts={_FIRING.id: _FIRING, _HOLDING.id: _HOLDING},
            numbers=13,
            silences={"search": Silence(by="U0ADA", until=_at(13), at=_at(9))},
            taken="1763974800000-0",
        ),
        saved.save,
        saved.load,
    ),
    "act": Example(
        Act(
            alert="checkout/gpt-5/error_rate#12",
            revision=3,
            deed=Deed.SILENCE,
            by="U0BOB",
            at=_at(9, 5),
            until=_at(13),
        ),
        acts_saved.save,
        acts_saved.load,
    ),
}
