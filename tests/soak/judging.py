"""What must hold at the end, however it went: each question a function that lists what is wrong."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.adapters.clock import SystemClock
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.reports.counted import RedisCounted
from bot.adapters.redis.state import RedisState
from bot.domain.alerts.alert import Alert
from bot.domain.alerts.saved import load as load_alerts
from bot.domain.desired.delivered import Delivered
from bot.domain.desired.incidents import identity
from bot.domain.windows.series import Resolution
from bot.ports.alerting import ALERTS
from bot.sandbox.services import STREAM
from bot.sandbox.slack.wire import Fields
from bot.sandbox.status_page import Incident
from bot.views.alert import DETAILS, seen_value
from tests.soak.breaking import Broken
from tests.soak.people import Did
from tests.soak.sampling import Curve
from tests.soak.services import Reporting

EVENT = "openai_diagnose"
HOUR_MS = 3_600_000
DAWNS_S = 10.0  # so long may something that was broken be noticed by people


class Kept:
    """What the bot has stored, read with its own adapters."""

    def __init__(self, redis_url: str) -> None:
        self.redis = connect_reader(redis_url)
        self._counted = RedisCounted(self.redis, [STREAM], SystemClock())
        self._state = RedisState(self.redis)

    async def delivered(self) -> dict[str, Delivered]:
        return {one.id: one for one in await self._state.delivered()}

    async def alerts(self) -> Mapping[str, Alert]:
        text = (await self._state.load(ALERTS)).text
        return load_alerts(text).alerts if text else {}

    async def waiting(self) -> int:
        """Entries of the stream that were not counted yet."""
        groups: Any = await self.redis.xinfo_groups(STREAM)
        stream: Any = await self.redis.xinfo_stream(STREAM)
        newest = stream["last-generated-id"]
        # Not by Redis's own `lag`: after a restart it counts some that were read.
        return sum(one["pending"] + (one["last-delivered-id"] != newest) for one in groups)

    async def totals(self) -> Mapping[str, int]:
        return await self._counted.totals()

    async def sums(self) -> tuple[Counter[str], Counter[str]]:
        """Calls and failed calls by service, as they were counted."""
        calls, errors = Counter[str](), Counter[str]()
        series = await self._counted.series()
        end = int(datetime.now(UTC).timestamp() * 1000)  # noqa: TID251  # the bot's own time
        for one in await self._counted.history(
            list(series), Resolution.HOUR, end - 3 * HOUR_MS, end + HOUR_MS
        ):
            calls[one.series.service] += one.sums.count
            errors[one.series.service] += sum(one.sums.errors.values())
        return calls, errors


async def counted_once(kept: Kept, sent: Reporting) -> list[str]:
    """Every report that Redis took was counted, and once."""
    wrong = list[str]()
    totals = await kept.totals()
    if totals.get("counted", 0) != sent.taken:
        wrong.append(f"{sent.taken} reports taken, {totals.get('counted', 0)} counted: {totals}")
    calls, errors = await kept.sums()
    for what, ours, theirs in (("calls", sent.calls, calls), ("errors", sent.errors, errors)):
        for name in sorted(ours.keys() | theirs.keys()):
            if ours[name] != theirs[name]:
                wrong.append(f"{what} of {name}: {ours[name]} sent, {theirs[name]} counted")
    return wrong


def named(said: Sequence[Fields]) -> list[tuple[tuple[str, str], Fields]]:
    """The messages that bear a name: ((id, part), message)."""
    found = list[tuple[tuple[str, str], Fields]]()
    for one in said:
        metadata = one.get("metadata") or {}
        if metadata.get("event_type") == EVENT:
            payload = metadata["event_payload"]
            found.append(((payload["id"], payload["part"]), one))
    return found


def told_once(said: Mapping[str, Sequence[Fields]]) -> list[str]:
    """No two messages, and no two replies, with one name in a channel."""
    return [
        f"{channel}: {n} times {name}"
        for channel, messages in said.items()
        for name, n in Counter(name for name, _ in named(messages)).items()
        if n > 1
    ]


def unsettled(
    said: Mapping[str, Sequence[Fields]],
    delivered: Mapping[str, Delivered],
    alerts: Mapping[str, Alert],
) -> list[str]:
    """Messages that do not stand in Slack as the bot has written down that they do."""
    wrong = list[str]()
    for one in delivered.values():
        stands = {name[1]: said for name, said in named(said[one.channel]) if name[0] == one.id}
        if one.attempt is not None:
            wrong.append(f"{one.id}: the outcome of a call is not known")
        root = stands.get("root")
        if one.root is None or root is None:
            wrong.append(f"{one.id} does not stand in its channel")
        elif root["metadata"]["event_payload"]["version"] != one.root.version:
            wrong.append(f"{one.id} stands in another version than is written down")
        elif one.about in alerts and not shows(root, alerts[one.about]):
            wrong.append(f"{one.id} does not show its last state")
    return wrong


def shows(message: Fields, alert: Alert) -> bool:
    """Whether a message is of the alert as it is: its button bears the revision."""
    buttons = [e for block in message.get("blocks", ()) for e in block.get("elements", ())]
    return any(
        e.get("action_id") == DETAILS and e.get("value") == seen_value(alert) for e in buttons
    )


def incidents_told(said: Mapping[str, Sequence[Fields]], played: Sequence[Incident]) -> list[str]:
    """Each incident of the page has its message in each channel, with the page's last word."""
    wrong = list[str]()
    for channel, messages in said.items():
        roots = {name[0]: one for name, one in named(messages) if name[1] == "root"}
        for incident in played:
            told = roots.get(identity(incident.id, channel))
            if told is None:
                wrong.append(f"{channel}: incident {incident.id} ({incident.word}) was not told")
            elif incident.word not in str(told["text"]):
                wrong.append(f"{channel}: incident {incident.id} does not say {incident.word}")
    return wrong


def answered(did: Sequence[Did], diary: Sequence[Broken]) -> list[str]:
    """Whoever asked was answered, once; else something stood in the way that nobody can pass."""
    wrong = list[str]()
    for one in did:
        said = f"{one.what} at {datetime.fromtimestamp(one.since, UTC):%H:%M:%S}"
        if not one.saw and not in_the_way(one, diary):
            wrong.append(f"{said}: {f'Slack said {one.failed}' if one.failed else 'no answer'}")
        if one.twice:
            wrong.append(f"{said}: said twice: {one.twice}")
    return wrong


def in_the_way(one: Did, diary: Sequence[Broken]) -> list[str]:
    """What was broken meanwhile, of those faults that nobody can answer through."""
    return sorted(
        {
            broken.fault.name
            for broken in diary
            if broken.fault.about in {"slack", "replica"}
            and broken.since <= one.until
            and one.since <= broken.until + DAWNS_S
        }
    )


def flat(curves: Sequence[Curve], most_mb_a_minute: float, least_minutes: float) -> list[str]:
    """Memory does not grow, where there was time enough to tell."""
    return [
        f"{one.name} grows by {one.slope():.2f} MB/min"
        for one in curves
        if one.minutes >= least_minutes and one.slope() > most_mb_a_minute
    ]
