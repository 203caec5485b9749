"""For how long what is shown of an alert stays so."""

from datetime import timedelta

from bot.domain.alerts.alert import Alert, Deed, What
from bot.domain.desired.alerts import Around, Shown
from bot.domain.desired.message import ROOT
from bot.domain.desired.showing import refreshed
from tests.domain.alerts.playing import CLEAR, a_reading
from tests.domain.desired.test_alerts import TREND, message, opened


def test_what_is_shown_stays_for_ten_seconds_unless_something_happens() -> None:
    life = opened()
    looks = list[str]()

    def around(alert: Alert) -> Around:
        looks.append(alert.reading.says)
        return Around()

    def look(before: dict[str, Shown], seconds: float, says: str) -> dict[str, Shown]:
        life.read(a_reading(says=says), seconds / 60)
        return refreshed(before, [life.open], around, lambda _: None, life.now)

    shown = look({}, 0, "one")
    shown = look(shown, 5, "two")
    shown = look(shown, 4, "three")
    assert looks == ["one"]
    shown = look(shown, 1, "four")
    assert looks == ["one", "four"]
    life.act(Deed.ACKNOWLEDGE)
    shown = look(shown, 1, "five")
    assert looks[-1] == "five"
    for _ in range(12):
        shown = look(shown, 300, "an hour")
    before = len(looks)
    for _ in range(6):
        shown = look(shown, 10, "later")
    assert len(looks) == before + 1


def test_what_is_over_looks_the_same_to_every_leader_after_it() -> None:
    life = opened()
    life.reads(CLEAR, 6)
    assert life.happened[-1] is What.RESOLVED
    later = life.now + timedelta(hours=3)
    first = refreshed({}, [life.open], lambda _: Around(), lambda _: TREND, life.now)
    other = refreshed({}, [life.open], lambda _: Around(trend=TREND), lambda _: None, later)

    assert first[life.open.id].version == other[life.open.id].version
    assert message(life).root.key == ROOT
    again = refreshed(first, [life.open], lambda _: Around(), lambda _: None, later)
    assert again[life.open.id] is first[life.open.id]
