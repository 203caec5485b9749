"""The part of App Home for those who may change things: is the bot itself well, and who hears what."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.at_a_glance import NotTaken, Operated, Running
from bot.domain.heartbeat import STILL_AFTER_S
from bot.domain.rules.choices import Choices
from bot.domain.rules.chosen import tree_of
from bot.domain.rules.spoken import span
from bot.domain.subscriptions import Subscription
from bot.views.blocks import Block, actions, button, divider, escape, header, quoted, section
from bot.views.incident_text import moment
from bot.views.notes import RUN, Line
from bot.views.services import at_ms
from bot.views.subscribed import wishes

MOST: Final = 8
MOST_RULES: Final = 10
MOST_BUTTONS: Final = 20  # in a row; Slack takes 25
WHY_LIMIT: Final = 160


def operated(shown: Operated, lines: Sequence[Line]) -> Iterator[Block]:
    """Draw it."""
    yield divider()
    yield header("For those who run me")
    yield section("\n".join(_running(shown.running)))
    yield section("\n".join(_subscriptions(shown.subscriptions)))
    yield section("\n".join(_rules(shown.rules)))
    yield section("\n".join(_not_taken(shown.not_taken)))
    row = [button(one.button, f"{RUN}{one.word}") for one in lines if one.is_for_admins]
    if row:
        yield actions(*row[:MOST_BUTTONS])


def _running(running: Running) -> Iterator[str]:
    if running.lacks:
        yield f"🔴 *Not ready*: {escape('; '.join(running.lacks), 600)}"
    else:
        yield "🟢 *Ready*: Slack and Redis answer"
    role = "it leads" if running.leads else "another one leads, or nobody does"
    if not running.beats:
        yield f"Version {escape(running.version, 40)} · this replica: {role} · no heartbeat seen yet"
        return
    yield f"Version {escape(running.version, 40)} · this replica: {role}"
    oldest = max(running.beats.values())
    if oldest <= STILL_AFTER_S:
        yield f"The leader's heart beats: all its loops went round in the last {span(oldest)}"
        return
    slow = sorted((one for one in running.beats.items() if one[1] > STILL_AFTER_S), key=_age)
    loops = ", ".join(f"{quoted(loop, 30)} {span(age)} ago" for loop, age in slow[:MOST])
    yield f"⚠️ Loops of the leader that have not gone round for long: {loops}"


def _age(beat: tuple[str, float]) -> float:
    return -beat[1]


def _subscriptions(some: Sequence[Subscription] | None) -> Iterator[str]:
    if some is None:
        yield "*Subscriptions*: out of reach now"
        return
    if not some:
        yield "*Subscriptions*: none. Type `/openai-diagnose subscribe` in a channel."
        return
    yield f"*Subscriptions* ({len(some)})"
    for one in some[:MOST]:
        paused = ""
        if one.paused is not None:
            paused = f" · ⚠️ I cannot post there since {moment(one.paused.since)}"
        yield f"• <#{one.channel}>: {wishes(one)}{paused}"
    if len(some) > MOST:
        yield f"… and {len(some) - MOST} more: `/openai-diagnose subscriptions`"


def _rules(choices: Choices | None) -> Iterator[str]:
    if choices is None:
        yield "*Rules*: out of reach now"
        return
    changed = [(scope, tree_of(chosen)) for scope, chosen in sorted(choices.chosen.items())]
    changed = [(scope, tree) for scope, tree in changed if tree]
    if not changed:
        yield "*Rules*: all as they came"
        return
    yield "*Rules that were changed*"
    for scope, tree in changed[:MOST_RULES]:
        filed = " _(by the file of rules)_" if scope in choices.filed else ""
        where = quoted(scope, 64) if scope else "all services"
        yield f"• {where}: {', '.join(quoted(word, 40) for word in sorted(tree))}{filed}"
    if len(changed) > MOST_RULES:
        yield f"… and {len(changed) - MOST_RULES} more services"


def _not_taken(some: Sequence[NotTaken] | None) -> Iterator[str]:
    if some is None:
        yield "*Rejected reports*: out of reach now"
        return
    if not some:
        yield "*Rejected reports*: none"
        return
    yield "*Rejected reports*, the newest"
    for one in some[:MOST]:
        whose = quoted(one.service, 64) if one.service else f"in {quoted(one.stream, 64)}"
        yield f"• {moment(at_ms(one.at))} {whose}: {escape(one.why, WHY_LIMIT)}"
    yield "What is wrong with a service's reports: `/openai-diagnose report-check NAME`"
