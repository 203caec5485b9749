"""What to do next: desired messages against delivered ones.

In a channel one call is under way at a time, so its order is ours. Over all channels the most
severe goes first. A message takes one step after the other: look if a post may have arrived,
post it, edit it, add its replies in their order. An edit goes straight to the newest version,
whatever came between.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.desired.delivered import Delivered, Posted
from bot.domain.desired.message import ROOT, DesiredMessage, Part
from bot.domain.desired.pace import Pace
from bot.domain.desired.steps import SETTLES_IN, Act, Step


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps to take now, and when to ask again if nothing else happens."""

    steps: tuple[Step, ...] = ()
    again_at: datetime | None = None


def next_steps(
    desired: Iterable[DesiredMessage],
    delivered: Mapping[str, Delivered],
    pace: Pace,
    now: datetime,
) -> Plan:
    """Choose the next steps, at most one a channel; `pace` is asked and not changed."""
    chosen, waiting = list[Step](), list[datetime]()
    taken = set(pace.busy)
    for message in sorted(desired, key=_urgency):
        if message.channel in taken:
            continue
        for step, earliest in _candidates(message, delivered[message.id]):
            allowed = pace.allowed_at(step.act, message.channel)
            at = max((time for time in (earliest, allowed) if time is not None), default=now)
            if at <= now:
                chosen.append(step)
                taken.add(message.channel)
                break
            waiting.append(at)
    return Plan(tuple(chosen[: pace.slots]), min(waiting, default=None))


def is_settled(message: DesiredMessage, delivered: Delivered) -> bool:
    """Whether Slack shows what it should."""
    return next(_candidates(message, delivered), None) is None


def _urgency(message: DesiredMessage) -> tuple[int, datetime, str]:
    return -message.severity, message.since, message.id


def _candidates(
    message: DesiredMessage, delivered: Delivered
) -> Iterator[tuple[Step, datetime | None]]:
    """The steps that this message could take now, the best first, each with its earliest time."""
    if delivered.muted:
        return
    if delivered.attempt is not None:
        yield _look(message, delivered), delivered.attempt.at + SETTLES_IN
        return
    root = delivered.root
    if root is None:
        if not message.edit_only:
            covers = tuple(reply.key for reply in message.replies)
            yield (
                Step(act=Act.POST, message=message, part=message.root, covers=covers),
                message.quiet_until,
            )
        return
    if root.version != message.root.version:
        yield Step(act=Act.EDIT, message=message, part=message.root, ts=root.ts), None
    yield from _replies(message, delivered, root)


def _replies(
    message: DesiredMessage, delivered: Delivered, root: Posted
) -> Iterator[tuple[Step, datetime | None]]:
    posted = False
    for part in message.replies:
        there = delivered.replies.get(part.key)
        if there is not None:
            if there.version != part.version:
                yield Step(act=Act.EDIT, message=message, part=part, ts=there.ts), None
        elif not (posted or part.edit_only or message.edit_only or part.key in delivered.covered):
            posted = True  # the ones after it have to wait for it
            yield (
                Step(act=Act.POST, message=message, part=part, thread=root.ts),
                message.quiet_until,
            )


def _look(message: DesiredMessage, delivered: Delivered) -> Step:
    attempt = delivered.attempt
    key = ROOT if attempt is None else attempt.key
    part = next((one for one in message.replies if one.key == key), message.root)
    if part.key != key:
        # What was tried is no longer desired; it may stand there all the same.
        part = Part(key=key, version="", content=None, edit_only=True)
    thread = delivered.root.ts if delivered.root and key != ROOT else ""
    return Step(act=Act.LOOK, message=message, part=part, thread=thread, attempt=attempt)
