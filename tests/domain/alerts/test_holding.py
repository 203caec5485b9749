"""One trouble is told once: which alert speaks for which."""

from datetime import timedelta

from bot.domain.alerts.alert import Alert, What
from bot.domain.alerts.holding import FOLLOWS
from bot.domain.alerts.judging import judge
from bot.domain.alerts.ledger import MOST_OPEN, MOST_RESOLVED, RESOLVED_KEPT, Ledger, pruned
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.registry import KINDS
from bot.domain.windows.series import ALL, Subject
from tests.domain.alerts.playing import NOON, a_reading

GPT5 = Subject(ALL, "gpt-5")


def of(service: str, level: Level = Level.WARNING, **more: object) -> Reading:
    model = str(more.pop("model", "gpt-5"))
    return a_reading(level, subject=Subject(service, model), **more)  # type: ignore[arg-type]


def clear(service: str) -> Reading:
    return of(service, Level.FINE, clear=True)


class Play:
    def __init__(self) -> None:
        self.ledger = Ledger()
        self.second = 0.0
        self.keys: dict[str, frozenset[str]] = {}

    def read(self, *readings: Reading, after: float = 5) -> list[tuple[str, What]]:
        self.second += after
        judged = judge(self.ledger, readings, NOON + timedelta(seconds=self.second), keys=self.keys)
        self.ledger = judged.ledger
        return [(d.alert.key, one.what) for d in judged.decisions if d.alert for one in d.happened]

    def __getitem__(self, key: str) -> Alert:
        return self.ledger.newest[key]

    @property
    def speaking(self) -> set[str]:
        return {one.key for one in self.ledger.open if not one.held_by}


def test_three_of_one_model_within_a_minute_are_one() -> None:
    play = Play()
    play.read(of("a"))
    play.read(of("b"), after=25)
    happened = play.read(of("c", Level.CRITICAL), after=25)

    assert ("*/gpt-5/error_rate", What.OPENED) in happened
    assert play.speaking == {"*/gpt-5/error_rate"}
    held = play["*/gpt-5/error_rate"]
    assert held.level is Level.CRITICAL
    assert held.reading.says == "3 services at once: a, b, c"
    assert held.reading.errors == {"server_error": 153}


def test_two_of_three_or_three_in_two_minutes_or_of_two_models_stay_alone() -> None:
    play = Play()
    play.read(of("a"), of("b"))
    play.read(of("c"), after=61)
    play.read(of("d", model="gpt-4o"))

    assert len(play.speaking) == 4


def test_whoever_joins_later_is_held_too_and_it_lasts_as_long_as_any() -> None:
    play = Play()
    play.read(of("a"), of("b"), of("c"))
    play.read(of("d"), after=600)
    assert [name[0] for name in play["*/gpt-5/error_rate"].members] == ["a", "b", "c", "d"]
    assert play.speaking == {"*/gpt-5/error_rate"}

    for _ in range(2):
        play.read(clear("a"), clear("b"), clear("c"), of("d"), after=301)
    assert play.speaking == {"*/gpt-5/error_rate"}
    play.read(clear("d"))
    happened = play.read(clear("d"), after=301)

    assert ("*/gpt-5/error_rate", What.RESOLVED) in happened
    assert play.ledger.open == ()


def test_the_held_say_nothing() -> None:
    play = Play()
    play.read(of("a"), of("b"), of("c"))
    play.read(of("a", Level.CRITICAL))

    rose = play["a/gpt-5/error_rate"].history[-1]
    assert (rose.what, rose.quiet) == (What.ROSE, True)
    assert not play["*/gpt-5/error_rate"].history[-1].quiet


def test_a_roll_up_does_not_repeat_what_a_member_says() -> None:
    play = Play()
    play.read(of("a", Level.CRITICAL), of(ALL, Level.CRITICAL), of("a", model=ALL))

    assert play.speaking == {"a/gpt-5/error_rate"}


def test_a_roll_up_that_knew_it_first_or_worse_speaks() -> None:
    play = Play()
    play.read(of(ALL))
    play.read(of("a"))
    assert play.speaking == {"*/gpt-5/error_rate", "a/gpt-5/error_rate"}

    play.read(of(ALL, Level.CRITICAL))
    assert play.speaking == {"*/gpt-5/error_rate"}


def test_when_the_holder_is_over_and_the_held_is_not_it_speaks_for_itself() -> None:
    play = Play()
    play.read(of(ALL, Level.CRITICAL))
    play.read(of("a"))
    assert play.speaking == {"*/gpt-5/error_rate"}

    play.read(of(ALL, Level.FINE, clear=True), of("a"))
    play.read(of(ALL, Level.FINE, clear=True), of("a"), after=301)

    assert play.speaking == {"a/gpt-5/error_rate"}


def test_an_exhausted_quota_tells_of_what_follows_from_it() -> None:
    play = Play()
    play.keys = {"a": frozenset({"sk-…one"}), "b": frozenset({"sk-…one"}), "c": frozenset()}
    play.read(of("a", Level.CRITICAL, rule="quota_exhausted"))
    play.read(of("a"), of("b"), of("c"), after=100)

    assert play.speaking == {"a/gpt-5/quota_exhausted", "c/gpt-5/error_rate"}


def test_what_ended_is_kept_for_a_week_and_two_hundred_of_it() -> None:
    play = Play()
    for n in range(MOST_RESOLVED + 5):
        play.read(of(f"s{n}", model=f"m{n}"), after=0)
        over = a_reading(Level.FINE, subject=Subject(f"s{n}", f"m{n}"), clear=True, at_once=True)
        play.read(over, after=1)

    assert len(play.ledger.alerts) == MOST_RESOLVED
    assert "s4/m4/error_rate" not in play.ledger.newest
    assert pruned(play.ledger, NOON + RESOLVED_KEPT + timedelta(hours=1)).alerts == {}
    assert play.ledger.numbers == MOST_RESOLVED + 5


def test_more_than_may_be_open_are_counted_and_not_opened() -> None:
    many = [of(f"s{n}", model=f"m{n}") for n in range(MOST_OPEN + 3)]

    judged = judge(Ledger(), many, NOON)

    assert (len(judged.ledger.open), judged.refused) == (MOST_OPEN, 3)


def test_the_rules_that_follow_from_others_are_rules() -> None:
    words = {kind.word for kind in KINDS}

    assert FOLLOWS.keys() <= words
    assert frozenset().union(*FOLLOWS.values()) <= words


def test_what_speaks_for_itself_from_now_on_is_not_reminded_of_besides() -> None:
    play = Play()
    play.read(of(ALL, Level.CRITICAL))
    play.read(of("a"))
    play.read(of(ALL, Level.CRITICAL), of("a"), after=5 * 3600)
    happened = play.read(a_reading(Level.FINE, subject=GPT5, clear=True, at_once=True), of("a"))
    happened += play.read(of("a"))

    assert play.speaking == {"a/gpt-5/error_rate"}
    assert ("a/gpt-5/error_rate", What.REMINDED) not in happened


def test_while_the_members_wait_out_their_hold_the_holder_is_not_clear_either() -> None:
    play = Play()
    play.read(of("a"), of("b"), of("c"))
    play.read(clear("a"), clear("b"), clear("c"), after=100)
    assert play["*/gpt-5/error_rate"].clear_since is None

    play.read(of("a"), clear("b"), clear("c"), after=290)
    play.read(of("a"), clear("b"), clear("c"), after=100)

    assert play.speaking == {"*/gpt-5/error_rate"}
