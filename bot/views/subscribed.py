"""What is said about subscriptions: to whoever changes one, to the channel, and as a list."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.incidents.changes import IMPACTS
from bot.domain.subscriptions import HERE, SEVERITIES, Subscription, Wanted
from bot.views.blocks import (
    TEXT_LIMIT,
    Message,
    View,
    actions,
    button,
    escape,
    fit,
    modal,
    plain,
    quoted,
    section,
)
from bot.views.incident_text import moment

UNSUBSCRIBE: Final = "unsubscribe"
INVITED: Final = "invited"
TITLE: Final = "Subscription"
INVITE: Final = "/invite @openai-diagnose"
MOST_LISTED: Final = 40


def announced(one: Subscription, person: str) -> Message:
    """What the channel is told: who changed what it hears of."""
    if one.wants_nothing:
        said = f"<@{person}> unsubscribed this channel: I tell it nothing new any more."
    else:
        said = f"<@{person}> subscribed this channel: I tell it of {wishes(one)}."
    return Message(said, (section(said),))


def saving() -> View:
    """While it is saved."""
    return modal(TITLE, [section("Saving …")], callback="saving")


def saved(one: Subscription) -> View:
    """It is saved, and the channel was told."""
    where = f"<#{one.channel}>"
    if one.wants_nothing:
        said = (
            f"Done: {where} hears of nothing new. Messages that stand there already are kept "
            "true to their end."
        )
    else:
        said = f"Saved: {where} hears of {wishes(one)}. What is open now is posted in seconds."
    return modal(TITLE, [section(said)], callback="saved")


def not_there(one: Subscription, says: str) -> View:
    """It is saved, but the channel is closed to the bot."""
    said = (
        f"Saved, but I cannot post in <#{one.channel}> yet (Slack says {quoted(says)}). Type this "
        f"there, then press the button:\n`{INVITE}`"
    )
    blocks = [section(said), actions(button("I have invited you", INVITED, value=one.channel))]
    return modal(TITLE, blocks, callback="not_there")


def not_told(one: Subscription, says: str) -> View:
    """It is saved, but Slack did not take the word to the channel."""
    said = (
        f"Saved: <#{one.channel}> hears of {wishes(one)}. Slack did not take my word about it "
        f"to the channel ({quoted(says)}); I go on trying with what there is to tell."
    )
    return modal(TITLE, [section(said)], callback="not_told")


def not_saved(why: str) -> Message:
    """What is stored is out of reach."""
    said = (
        f"I cannot read or change subscriptions now: {escape(why, 200)}. Nothing was changed. "
        "Try again in a minute."
    )
    return Message(said, (section(said),))


def no_channel() -> Message:
    """The command was typed where there is no channel."""
    said = "Type this in the channel that shall hear of incidents or alerts."
    return Message(said, (section(said),))


def nothing_to_end(channel: str) -> Message:
    """It was not subscribed."""
    said = f"<#{channel}> is not subscribed. To change that: `/openai-diagnose subscribe`."
    return Message(said, (section(said),))


def unsubscribe_form(one: Subscription) -> View:
    """Asks once."""
    said = (
        f"<#{one.channel}> hears of {wishes(one)}.\nUnsubscribe it? The channel is told who did. "
        "Messages that stand there already are kept true to their end."
    )
    view = modal("Unsubscribe", [section(said)], callback=UNSUBSCRIBE, close="Cancel")
    return view | {"submit": plain("Unsubscribe", 24), "private_metadata": one.channel}


def listed(
    subscriptions: Mapping[str, Subscription], by_setting: Mapping[str, Iterable[str]]
) -> Message:
    """All of them, with what became of them; `by_setting`: the channels that a setting names."""
    some = [one for one in subscriptions.values() if not one.wants_nothing]
    if not some:
        said = "No channel is subscribed. Type `/openai-diagnose subscribe` in one."
        return Message(said, (section(said),))
    lines = [
        _line(one, [name for name, channels in by_setting.items() if one.channel in channels])
        for one in some[:MOST_LISTED]
    ]
    if len(some) > MOST_LISTED:
        lines.append(f"… and {len(some) - MOST_LISTED} more")
    head = "*1 channel hears*" if len(some) == 1 else f"*{len(some)} channels hear*"
    first = f"{head} from me. To change one, type `/openai-diagnose subscribe` there."
    return Message(
        fit("\n".join((first, *lines)), TEXT_LIMIT), tuple(map(section, (first, *lines)))
    )


def wishes(one: Subscription) -> str:
    """What a channel wants, as the end of a sentence."""
    what = [
        word for word, on in (("incidents", one.incidents), ("maintenance", one.maintenance)) if on
    ]
    said = " and ".join(what)
    if what and one.components:
        said += f" on {', '.join(map(_name, one.components[:10]))}"
        said += f" and {len(one.components) - 10} more" if len(one.components) > 10 else ""  # noqa: PLR2004
    if what and one.least is not SEVERITIES[0]:
        said += f", from {IMPACTS[one.least]} on"
    if one.alerts:
        said += "; alerts of our services" if what else "alerts of our services"
    said = said or "nothing"
    if not one.thread_only:
        said += "; changes of state are shown in the channel too"
    if one.mentions:
        said += f"; {_people(one.mentions)} mentioned from {IMPACTS[one.mention_from]} on"
    if one.quiet:
        said += f"; quiet from {one.quiet.begin:%H:%M} to {one.quiet.end:%H:%M} ({escape(one.quiet.zone, 60)})"
    return said


def _people(mentions: Iterable[str]) -> str:
    """Who is mentioned, in words that mention nobody."""
    some = list(mentions)
    people = sum(one != HERE for one in some)
    told = ["1 person" if people == 1 else f"{people} people"] if people else []
    return " and ".join((*told, *(["everybody who is active"] if HERE in some else [])))


def _name(one: Wanted) -> str:
    if not one.name:
        return f"all of {escape(one.group, 60)}"
    return escape(f"{one.group} › {one.name}" if one.group else one.name, 120)


def _line(one: Subscription, settings: Iterable[str]) -> str:
    said = f"• <#{one.channel}>: {wishes(one)}"
    if names := " and ".join(settings):
        said += f" _(by the setting {names})_"
    if one.paused:
        said += (
            f"\n   ⚠️ I cannot post there since {moment(one.paused.since)} "
            f"({quoted(one.paused.says)}): `{INVITE}`"
        )
    return said
