"""What to make of an incident that the feed no longer lists.

Absence has three meanings. Old entries leave the feed by age: after ninety days, or when a
page that lists the last 25 needs their place. Some are deleted. And some reads just lack
them. Age is told by the page's own window; deletion needs three complete reads; a read that
lacks many at once is believed in what it shows and not in what it lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.incidents.incident import Incident
from bot.domain.incidents.remembered import Gone, Remembered, Story
from bot.domain.incidents.told import IncidentNews, Reason, Silence, What

WINDOW: Final = timedelta(days=89)  # the feed cuts at midnight of the 90th day
FORGET_AFTER: Final = timedelta(days=91)
MISSES: Final = 3
FEW: Final = 3  # never have more been deleted at once
BELIEVED_AFTER: Final = 30  # reads in a row that lack many: the page did shrink
MOST_STORIES: Final = 1000


@dataclass(slots=True)
class Absences:
    """The stories of those that a read lacks, and what is to be said of them."""

    stories: dict[str, Story] = field(default_factory=dict)
    news: list[IncidentNews] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    shrunken: int = 0


def judge_absent(remembered: Remembered, listed: Mapping[str, Incident], now: datetime) -> Absences:
    """Judge all that is remembered and not listed."""
    absences = Absences()
    lacking = list[Story]()
    oldest = min((one.place for one in listed.values()), default=now)
    full = len(listed) >= remembered.listed
    for key, story in sorted(remembered.stories.items()):
        if key in listed:
            continue
        if story.gone is not None:
            absences.stories[key] = story
        elif now - story.incident.place > WINDOW or (full and story.incident.place < oldest):
            _age(absences, story)
        else:
            lacking.append(story)
    many = len(lacking) > FEW
    absences.shrunken = remembered.shrunken + 1 if many else 0
    for story in lacking:
        if many and absences.shrunken < BELIEVED_AFTER:
            absences.stories[story.incident.id] = story
            absences.silences.append(Silence(story.incident.id, Reason.TOO_MANY_MISSING))
        else:
            _miss(absences, story)
    return absences


def forget(
    stories: Mapping[str, Story], listed: Mapping[str, Incident], now: datetime
) -> dict[str, Story]:
    """The stories without those that are past the feed's window and no longer listed."""
    kept = {
        key: story
        for key, story in stories.items()
        if key in listed or now - story.incident.place <= FORGET_AFTER
    }
    surplus = len(kept) - MOST_STORIES
    if surplus > 0:
        absent = [key for key in kept if key not in listed]
        absent.sort(key=lambda key: (kept[key].incident.place, key))
        for key in absent[:surplus]:
            del kept[key]
    return kept


def _age(absences: Absences, story: Story) -> None:
    incident = story.incident
    absences.stories[incident.id] = replace(story, gone=Gone.AGED_OUT)
    if story.told and not incident.state.is_over:
        absences.news.append(_gone(What.AGED_OUT, Reason.OUT_OF_WINDOW, incident))
    else:
        absences.silences.append(Silence(incident.id, Reason.OUT_OF_WINDOW))


def _miss(absences: Absences, story: Story) -> None:
    incident = story.incident
    missed = replace(story, misses=story.misses + 1)
    if missed.misses < MISSES:
        absences.stories[incident.id] = missed
        absences.silences.append(Silence(incident.id, Reason.MISSING_SO_FAR))
        return
    absences.stories[incident.id] = replace(missed, gone=Gone.WITHDRAWN)
    if story.told:
        absences.news.append(_gone(What.WITHDRAWN, Reason.MISSING, incident))
    else:
        absences.silences.append(Silence(incident.id, Reason.MISSING))


def _gone(what: What, reason: Reason, incident: Incident) -> IncidentNews:
    return IncidentNews(what=what, reason=reason, incident=incident, before=incident)
