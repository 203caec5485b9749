"""What the use cases need from the world.

Adapters keep these promises; the only error that may come out of a port is `Unavailable`. A port
stands in the file of its subject, and all of them can be had from here.
"""

from bot.ports.alerting import Acts, KnownAlerts, Rules
from bot.ports.channels import Announcer, Operators, Subscriptions
from bot.ports.checking import Ladder, OpenAI, OpenIncidents, Unsettled
from bot.ports.heartbeat import Beat, Heartbeat, HeartOperators, Pulse
from bot.ports.leadership import Deposed, Kept, Lease, State, Term
from bot.ports.metering import UNMETERED, Meter
from bot.ports.records import Allowance, Audit, AuditLine, Once, PastChecks
from bot.ports.reports import Change, Changes, Counted, Entries, Judged
from bot.ports.status_page import StatusFeed
from bot.ports.time import Clock, Sleep
from bot.ports.unavailable import Unavailable

__all__ = [
    "UNMETERED",
    "Acts",
    "Allowance",
    "Announcer",
    "Audit",
    "AuditLine",
    "Beat",
    "Change",
    "Changes",
    "Clock",
    "Counted",
    "Deposed",
    "Entries",
    "HeartOperators",
    "Heartbeat",
    "Judged",
    "Kept",
    "KnownAlerts",
    "Ladder",
    "Lease",
    "Meter",
    "Once",
    "OpenAI",
    "OpenIncidents",
    "Operators",
    "PastChecks",
    "Pulse",
    "Rules",
    "Sleep",
    "State",
    "StatusFeed",
    "Subscriptions",
    "Term",
    "Unavailable",
    "Unsettled",
]
