"""A status page in small, for the laws: what happens on it, and how its feed shows it.

It knows what is true, so a test can hold what the bot heard against it. One feed shows the
latest update only, the other all of them; both in any order.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import strategies as st

from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.incident import Component, Incident, Update, update_id
from bot.domain.incidents.states import Impact, State, worst
from tests.domain.incidents.building import OLD, a_gap, a_read, at, ulid

NAMES = ("Login", "Login", "Search", "Images", "Responses")
HURTS = (Impact.NONE, Impact.DEGRADED, Impact.PARTIAL_OUTAGE, Impact.FULL_OUTAGE)
OPEN = ("Investigating", "Identified", "Monitoring")
STEPS = ("open", "say", "say again", "resolve", "edit", "set back", "retitle", "hit", "delete", "")


@dataclass
class Page:
    """The truth. Each step takes a minute."""

    whole: bool
    minute: int = 0
    serial: int = 0
    shown: list[Incident] = field(default_factory=lambda: list(OLD))

    def step(self, what: str, seed: int) -> None:
        self.minute += 1
        dice = random.Random(seed)  # noqa: S311  # the seed is hypothesis's
        young = [one for one in self.shown if one not in OLD]
        if what == "open":
            self._open(dice)
        elif young and what:
            self._change(what, dice.choice(young), dice)

    def read(self, seed: int) -> FeedRead:
        """The feed, its entries and components in the order that the seed gives."""
        dice = random.Random(seed)  # noqa: S311  # the seed is hypothesis's
        shown = [self._shuffled(one, dice) for one in self.shown]
        dice.shuffle(shown)
        return a_read(*shown)

    def _shuffled(self, one: Incident, dice: random.Random) -> Incident:
        components = list(one.components)
        dice.shuffle(components)
        updates = one.updates if self.whole else (one.latest,)
        return replace(one, components=tuple(components), updates=updates, whole=self.whole)

    def _open(self, dice: random.Random) -> None:
        self.serial += 1
        now = at(self.minute)
        self.shown.append(
            Incident(
                id=ulid(now, f"{self.serial:016d}"),
                title=f"Incident {self.serial}",
                state=State.INVESTIGATING,
                word="Investigating",
                started=now,
                updates=(self._said("Investigating"),),
                components=_hit(dice),
                listed=True,
            )
        )

    def _change(self, what: str, one: Incident, dice: random.Random) -> None:
        n = self.shown.index(one)
        if what == "delete":
            del self.shown[n]
        else:
            self.shown[n] = self._changed(what, one, dice)

    def _changed(self, what: str, one: Incident, dice: random.Random) -> Incident:
        if what == "retitle":
            return replace(one, title=f"{one.title}, once more")
        if what == "hit":
            components = _hit(dice)
            hurt = worst([one.impact, *(component.impact for component in components)])
            return replace(one, components=components, impact=hurt)
        last = one.latest
        update, end = {
            "say": (self._said(dice.choice(OPEN)), None),
            "say again": (replace(self._said(last.word), text=last.text), None),
            "resolve": (self._said("Resolved"), None),
            "edit": (replace(last, text=f"{last.text} Edited {self.minute}."), -1),
            "set back": (replace(last, at=last.at - timedelta(seconds=20)), -1),
        }[what]
        updates = (*one.updates[:end], update)
        return replace(one, updates=updates, state=update.state, word=update.word)

    def _said(self, word: str) -> Update:
        now = at(self.minute)
        state = State(word.lower())
        text = f"Said in minute {self.minute}."
        return Update(id=update_id(now, state), state=state, word=word, at=now, text=text)


def _hit(dice: random.Random) -> tuple[Component, ...]:
    names = dice.sample(NAMES, dice.randint(0, len(NAMES)))
    return tuple(Component(name=name, impact=dice.choice(HURTS)) for name in names)


@dataclass(frozen=True)
class Moment:
    """A read, when it was made, and what was true then."""

    read: FeedRead
    minute: int
    truth: tuple[Incident, ...]


@st.composite
def histories(draw: st.DrawFn, *, gaps: bool = True) -> list[Moment]:
    """What happened on a page, read after every few steps; some of the reads have a gap."""
    page = Page(whole=draw(st.booleans()))
    moments = [Moment(page.read(0), 0, tuple(page.shown))]
    seeds = st.integers(0, 2**16)
    for _ in range(draw(st.integers(1, 25))):
        page.step(draw(st.sampled_from(STEPS)), draw(seeds))
        look = draw(st.sampled_from(["read", "read", "wait", "gap"]))
        if look == "read":
            moments.append(Moment(page.read(draw(seeds)), page.minute, tuple(page.shown)))
        elif look == "gap" and gaps:
            moments.append(Moment(a_gap(), page.minute, tuple(page.shown)))
    page.step("", 0)
    moments.append(Moment(page.read(1), page.minute, tuple(page.shown)))
    return moments
