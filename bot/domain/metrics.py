"""What is measured about the bot: one row a metric, and every value that a label may have.

A new metric is a constant and a place in `METRICS`; the adapter builds it from its row, the
page `docs/metrics.md` lists it, and the dashboard and the rules in docs/ may then name it.
Labels have values from a list and no others: whatever is not in it is counted as `other`. So
no label ever holds a person, a key or a service's name, and the number of series is known
before the bot runs. How to measure: see the port `Meter`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.alerts.alert import State
from bot.domain.causes import CAUSES
from bot.domain.desired.steps import Act, Why
from bot.domain.diagnosis import Verdict
from bot.domain.heartbeat import Loop
from bot.domain.incidents.feed_read import GapReason
from bot.domain.probes import Failure
from bot.domain.reports.rejected import Reason

PREFIX: Final = "openai_diagnose_"
OTHER: Final = "other"  # the value of what is in no list
NONE: Final = "none"


class Kind(StrEnum):
    """How it behaves."""

    COUNTER = "counter"  # only grows
    GAUGE = "gauge"  # goes up and down
    HISTOGRAM = "histogram"  # how many were how large


@dataclass(frozen=True, slots=True)
class Label:
    """One label and all its values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One row: its name, its kind, what it tells, its labels; of a histogram the limits too."""

    name: str
    kind: Kind
    help: str
    labels: tuple[Label, ...] = ()
    buckets: tuple[float, ...] = ()


def _metric(
    name: str,
    kind: Kind,
    help: str,  # noqa: A002  # Prometheus calls it so
    *labels: Label,
    buckets: tuple[float, ...] = (),
) -> Metric:
    return Metric(name=f"{PREFIX}{name}", kind=kind, help=help, labels=labels, buckets=buckets)


def _label(name: str, values: Iterable[str]) -> Label:
    return Label(name, tuple(str(one) for one in values))


_QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_CALLS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
_LONG: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0)

COMMAND: Final = "command"
EVENT: Final = "event"
REQUESTS: Final = (COMMAND, "shortcut", "click", "submission", "closed", EVENT, "options")
ANSWERED: Final = "answered"
FAILED: Final = "failed"  # a check that broke: a fault of ours
UNREACHABLE: Final = "unreachable"
OK: Final = "ok"
BY_URL: Final = "by_url"  # an address that Slack gave us: of a response, of an upload

SLACK_METHODS: Final = (
    "apps.connections.open",
    "auth.test",
    "chat.getPermalink",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.history",
    "conversations.info",
    "conversations.members",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "users.info",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
    BY_URL,
)
SLACK_OUTCOMES: Final = (
    OK, UNREACHABLE, "ratelimited", "http_4xx", "http_5xx",
    "account_inactive", "channel_not_found", "expired_trigger_id", "fatal_error", "hash_conflict",
    "internal_error", "invalid_auth", "invalid_blocks", "is_archived", "message_not_found",
    "missing_scope", "msg_too_long", "no_permission", "not_authed", "not_found", "not_in_channel",
    "restricted_action", "service_unavailable", "token_revoked", "trigger_expired",
    "user_not_found", "view_too_large",
)  # fmt: skip
REDIS_ERRORS: Final = (
    "connection", "timeout", "given_up", "loading", "readonly", "auth", "refused",
)  # fmt: skip

ACKNOWLEDGED: Final = _metric(
    "acknowledgement_seconds",
    Kind.HISTOGRAM,
    "From the arrival of a request of Slack's to our answer; Slack waits for three seconds.",
    _label("request", REQUESTS),
    buckets=_QUICK,
)
CHECKS: Final = _metric(
    "checks_total",
    Kind.COUNTER,
    "Checks of keys that came to an end, by verdict and cause.",
    _label("verdict", (*Verdict, FAILED)),
    _label("cause", (NONE, *(cause.slug for cause in CAUSES))),
)
PROBES: Final = _metric(
    "probe_seconds",
    Kind.HISTOGRAM,
    "How long OpenAI took to answer one question of a check, or how it did not.",
    _label("outcome", (ANSWERED, *Failure)),
    buckets=_CALLS,
)
SLACK_CALLS: Final = _metric(
    "slack_calls_total",
    Kind.COUNTER,
    "Calls of Slack, by method and by Slack's word for what came of it.",
    _label("method", SLACK_METHODS),
    _label("outcome", SLACK_OUTCOMES),
)
SLACK_SECONDS: Final = _metric(
    "slack_call_seconds",
    Kind.HISTOGRAM,
    "How long calls of Slack took.",
    _label("method", SLACK_METHODS),
    buckets=_CALLS,
)
REDIS_FAILED: Final = _metric(
    "redis_errors_total",
    Kind.COUNTER,
    "Commands that Redis did not do, by kind; `given_up`: the half second for it was over.",
    _label("kind", REDIS_ERRORS),
)
DELIVERIES: Final = _metric(
    "deliveries_total",
    Kind.COUNTER,
    "What the leader did to make channels show what they should, by act and outcome.",
    _label("act", Act),
    _label("outcome", ("done", *Why)),
)
DELIVERY_DELAY: Final = _metric(
    "delivery_delay_seconds",
    Kind.HISTOGRAM,
    "From the change of an incident or alert to the moment when the post of it stood in Slack.",
    buckets=_LONG,
)
LEADER: Final = _metric("leader", Kind.GAUGE, "1 in the replica that leads, 0 in the others.")
BEAT_AGE: Final = _metric(
    "beat_age_seconds",
    Kind.GAUGE,
    "How long ago each of the leader's loops went round last; the same in all replicas.",
    _label("loop", Loop),
)
INCIDENTS_OPEN: Final = _metric(
    "incidents_open", Kind.GAUGE, "Incidents that OpenAI's status page shows as open."
)
SUBSCRIPTIONS: Final = _metric(
    "subscriptions", Kind.GAUGE, "Channels that chose what they want to hear."
)
FEED_AGE: Final = _metric(
    "feed_age_seconds", Kind.GAUGE, "How long ago OpenAI's status feed was last read in full."
)
FEED_FAILING: Final = _metric(
    "feed_reads_failing", Kind.GAUGE, "How many reads of the status feed in a row came to nothing."
)
FEED_READS: Final = _metric(
    "feed_reads_total",
    Kind.COUNTER,
    "Reads of the status feed by this replica, by outcome.",
    _label("outcome", ("complete", *GapReason)),
)
AUDIT_LOST: Final = _metric(
    "audit_lines_lost_total",
    Kind.COUNTER,
    "Lines of the audit that were dropped, because Redis was away and too many waited.",
)
AUDIT_WAITING: Final = _metric(
    "audit_lines_waiting", Kind.GAUGE, "Lines of the audit that are not in Redis yet."
)
REPORTS: Final = _metric(
    "reports_total", Kind.COUNTER, "Reports of services that this replica counted."
)
REPORTS_REJECTED: Final = _metric(
    "reports_rejected_total",
    Kind.COUNTER,
    "Entries of the streams that this replica could not count, by reason.",
    _label("reason", Reason),
)
REPORT_LAG: Final = _metric(
    "report_lag_seconds",
    Kind.GAUGE,
    "The age of the newest report that this replica counted, when it counted it.",
)
REPORTS_WAITING: Final = _metric(
    "reports_waiting", Kind.GAUGE, "Entries of the streams that nobody has counted yet."
)
SERIES: Final = _metric(
    "series", Kind.GAUGE, "Series (service, model, operation) that the leader keeps windows of."
)
WINDOWS: Final = _metric("windows", Kind.GAUGE, "Slots of ten seconds that the leader holds.")
ALERTS: Final = _metric(
    "alerts", Kind.GAUGE, "Alerts that the leader keeps, by state.", _label("state", State)
)

METRICS: Final = (
    ACKNOWLEDGED, CHECKS, PROBES, SLACK_CALLS, SLACK_SECONDS, REDIS_FAILED, DELIVERIES,
    DELIVERY_DELAY, LEADER, BEAT_AGE, INCIDENTS_OPEN, SUBSCRIPTIONS, FEED_AGE, FEED_FAILING,
    FEED_READS, AUDIT_LOST, AUDIT_WAITING, REPORTS, REPORTS_REJECTED, REPORT_LAG,
    REPORTS_WAITING, SERIES, WINDOWS, ALERTS,
)  # fmt: skip
