"""What to do next: desired messages against delivered ones.

In a channel one call is under way at a time, so its order is ours. Over all channels the most
severe goes first. A message takes one step after the other: look if a post may have arrived,
post it, edit it, add its replies in their order. An edit goes straight to the newest version,
whatever came between.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.desired.delivered import Attempt, Delivered, Posted
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
            at = _later(earliest, allowed)
            if at is None or at <= now:
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
    attempt, root = delivered.attempt, delivered.root
    settled_at = None if attempt is None else attempt.at + SETTLES_IN
    if attempt is not None and not attempt.edits:
        yield _look(message, delivered, attempt), settled_at
        return
    posts_at = _later(settled_at, message.quiet_until)
    if root is None:
        if not message.edit_only:
            covers = tuple(reply.key for reply in message.replies)
            yield (
                Step(
                    act=Act.POST,
                    message=message,
                    part=message.root,
                    thread=message.thread,
                    covers=covers,
                ),
                posts_at,
            )
        return
    if root.version != message.root.version:
        yield Step(act=Act.EDIT, message=message, part=message.root, ts=root.ts), settled_at
    for step in _replies(message, delivered, root):
        yield step, settled_at if step.act is Act.EDIT else posts_at


def _replies(message: DesiredMessage, delivered: Delivered, root: Posted) -> Iterator[Step]:
    waiting = False
    for part in message.replies:
        there = delivered.replies.get(part.key)
        if there is not None:
            if there.version != part.version:
                yield Step(act=Act.EDIT, message=message, part=part, ts=there.ts)
        elif not (waiting or part.edit_only or message.edit_only or part.key in delivered.covered):
            waiting = True  # the ones after it have to wait for it
            thread = message.thread or root.ts
            yield Step(act=Act.POST, message=message, part=part, thread=thread)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((time for time in (one, other) if time is not None), default=None)


def _look(message: DesiredMessage, delivered: Delivered, attempt: Attempt) -> Step:
    key = attempt.key
    part = next((one for one in message.replies if one.key == key), message.root)
    if part.key != key:
        # What was tried is no longer desired; it may stand there all the same.
        part = Part(key=key, version="", content=None, edit_only=True)
    thread = message.thread
    if not thread and delivered.root and key != ROOT:
        thread = delivered.root.ts
    return Step(act=Act.LOOK, message=message, part=part, thread=thread, attempt=attempt)
