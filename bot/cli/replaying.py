"""Stored feeds through the same decision that the bot takes, as a text for people.

A stored feed has no time of reading, so it is taken to have been read when it was made, or
when the newest thing in it was said. What is passed over in silence is counted with its
reason: that is mostly what an operator wants to know.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.adapters.status.feed_bytes import LARGEST_BODY, parse_feed
from bot.cli.command import Misuse
from bot.cli.terminal import Terminal, printable
from bot.domain.incidents.changes import IMPACTS, changes, impact_of
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.incident import UNDATED, Incident, Update
from bot.domain.incidents.news import Decided, decide
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.told import FeedNews, IncidentNews, News

# A stored feed may be from any time; only a year that cannot be is no time at all.
_ANY_TIME: Final = datetime(2100, 1, 1, tzinfo=UTC)


def replay(names: Sequence[str], terminal: Terminal) -> int:
    """Play the feeds one after the other and print what each would have led to."""
    remembered, moment = Remembered(), UNDATED
    bodies = [(name, _read_file(n, terminal.cwd / name)) for n, name in enumerate(names, 1)]
    for name, body in bodies:
        read = parse_feed(body, _ANY_TIME)
        moment = max(moment, _made(read) or moment)
        decided = decide(remembered, read, moment)
        remembered = decided.remembered
        for line in _report(Path(name).name, read, decided):
            print(line, file=terminal.out)
    return 0


def _read_file(number: int, path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BODY + 1)
    except OSError as error:
        why = error.strerror or "it cannot be opened"
    except ValueError:
        why = "that is no name of a file"
    raise Misuse(f"feed number {number} cannot be read: {why}")


def _made(read: FeedRead) -> datetime | None:
    said = (incident.latest.at for incident in read.incidents)
    return read.rendered or max(said, default=None)


def _report(name: str, read: FeedRead, decided: Decided) -> Iterator[str]:
    posted = len(decided.news)
    if read.gap is not None:
        yield f"{printable(name)}: not complete, so it changes nothing: {read.gap.says}"
    else:
        yield f"{printable(name)}: {_count(len(read.incidents), 'incident')}, {posted} to post"
    for one in decided.news:
        yield from (f"  {line}" for line in _news(one))
    reasons = Counter(silence.reason for silence in decided.silences if silence.incident_id)
    for reason, many in sorted(reasons.items()):
        yield f"  not posted ({many}): {reason}"


def _news(one: News) -> Iterator[str]:
    if isinstance(one, FeedNews):
        since = f"it could not be read since {_time(one.since)}: {one.gap.says}"
        yield f"{one.what.upper()} (to the operator): {since}"
        return
    incident = one.incident
    yield f"{one.what.upper()}: {printable(incident.title)}"
    yield f"  {_state(incident)}"
    if incident.components:
        named = (f"{c.name} ({impact_of(c)})" for c in incident.components)
        yield f"  components: {printable(', '.join(named))}"
    yield from (f"  changed: {printable(change)}" for change in changes(one.before, incident))
    yield from _updates(one)
    if incident.link:
        yield f"  {incident.link}"
    yield f"  because {one.reason}"


def _updates(one: IncidentNews) -> Iterator[str]:
    if not (one.fresh or one.edited):
        yield f"  latest: {_said(one.incident.latest)}"
    yield from (f"  in the thread: {_said(update)}" for update in one.fresh)
    yield from (f"  edited: {_said(update)}" for update in one.edited)
    yield from (f"  taken back: {_said(update)}" for update in one.removed)


def _state(incident: Incident) -> str:
    parts = [f"state: {printable(incident.word) or 'not stated'}"]
    parts.append(f"impact: {IMPACTS[incident.impact]}")
    parts.append(f"since {_time(incident.begun)}")
    if incident.ended is not None:
        parts.append(f"until {_time(incident.ended)}")
    return " · ".join(parts)


def _said(update: Update) -> str:
    return f"{_time(update.at)} {printable(update.word)}: {printable(update.text)}"


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"


def _count(many: int, noun: str) -> str:
    return f"{many} {noun}" if many == 1 else f"{many} {noun}s"
