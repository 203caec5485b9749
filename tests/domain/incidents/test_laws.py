"""What holds of `news` whatever happens on the page."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.incidents.incident import Incident, in_order
from bot.domain.incidents.news import news
from bot.domain.incidents.remembered import Gone, Remembered
from bot.domain.incidents.saved import load, save
from bot.domain.incidents.told import IncidentNews, News, What
from tests.domain.incidents.building import OLD, a_read, at
from tests.domain.incidents.page import Moment, histories

Heard = list[tuple[News, ...]]

# A busy machine is no broken law.
LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def played(moments: list[Moment], remembered: Remembered | None = None) -> tuple[Remembered, Heard]:
    remembered, heard = remembered or Remembered(), []
    for moment in moments:
        remembered, told = news(remembered, moment.read, at(moment.minute))
        heard.append(told)
    return remembered, heard


def of_incidents(heard: Heard) -> list[IncidentNews]:
    return [one for told in heard for one in told if isinstance(one, IncidentNews)]


@LAW
@given(histories())
def test_a_read_that_shows_the_same_again_is_no_news(moments: list[Moment]) -> None:
    remembered, _ = played(moments)
    last = moments[-1]

    again, told = news(remembered, last.read, at(last.minute))

    assert [one for one in told if one.what is not What.WITHDRAWN] == []
    seen = {one.id for one in last.truth}
    for key in seen:
        assert again.stories[key] == remembered.stories[key]


@LAW
@given(histories(), st.randoms())
def test_the_order_of_entries_and_components_does_not_matter(
    moments: list[Moment], dice: Random
) -> None:
    def shuffled(moment: Moment) -> Moment:
        incidents = [
            replace(one, components=tuple(dice.sample(one.components, len(one.components))))
            for one in moment.read.incidents
        ]
        dice.shuffle(incidents)
        return replace(moment, read=replace(moment.read, incidents=tuple(incidents)))

    assert played(moments) == played([shuffled(moment) for moment in moments])


@LAW
@given(histories(), st.data())
def test_a_restart_at_any_moment_changes_nothing(
    moments: list[Moment], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(moments)))

    before, heard_before = played(moments[:cut])
    after, heard_after = played(moments[cut:], load(save(before)))

    assert (after, heard_before + heard_after) == played(moments)


@LAW
@given(histories())
def test_reads_with_a_gap_might_as_well_not_have_been(moments: list[Moment]) -> None:
    remembered, heard = played(moments)
    complete, heard_complete = played([moment for moment in moments if moment.read.complete])

    assert remembered == complete
    assert of_incidents(heard) == of_incidents(heard_complete)


@LAW
@given(histories())
def test_what_is_known_in_the_end_is_what_the_page_shows(moments: list[Moment]) -> None:
    remembered, _ = played(moments)

    for true in moments[-1].truth:
        known = remembered.stories[true.id].incident
        assert (known.title, known.state, known.word) == (true.title, true.state, true.word)
        assert known.latest.text == true.latest.text
        assert known.components == in_order(true.components)
        assert remembered.stories[true.id].gone is None


@LAW
@given(histories())
def test_no_incident_is_told_as_new_twice(moments: list[Moment]) -> None:
    _, heard = played(moments)

    first = {What.OPENED, What.ANNOUNCED, What.BACKDATED}
    new = Counter(one.incident.id for one in of_incidents(heard) if one.what in first)

    assert all(times == 1 for times in new.values())


@LAW
@given(histories())
def test_ends_and_new_beginnings_alternate(moments: list[Moment]) -> None:
    _, heard = played(moments)
    by_incident = dict[str, list[IncidentNews]]()
    for one in of_incidents(heard):
        by_incident.setdefault(one.incident.id, []).append(one)

    for told in by_incident.values():
        turns = [one for one in told if one.what is not What.WITHDRAWN]
        ends = [one for one in turns if one.what in {What.RESOLVED, What.REOPENED}]
        assert all(one.what is not other.what for one, other in pairwise(ends))
        for one in turns:
            assert one.incident.state.is_over == (one.what is What.RESOLVED) or one.what in {
                What.UPDATED,
                What.EDITED,
            }


@LAW
@given(histories())
def test_no_update_is_told_twice(moments: list[Moment]) -> None:
    remembered, heard = played(moments)

    told = Counter(
        (one.incident.id, update.id) for one in of_incidents(heard) for update in one.fresh
    )

    assert all(times == 1 for times in told.values())
    for key, story in remembered.stories.items():
        assert [update for of, update in told if of == key] == list(story.replies)


@LAW
@given(histories(gaps=False))
def test_every_news_says_what_is_so(moments: list[Moment]) -> None:
    _, heard = played(moments)

    for moment, told in zip(moments, heard, strict=True):
        truth = {one.id: one for one in moment.truth}
        for one in told:
            assert isinstance(one, IncidentNews)
            if one.what is What.WITHDRAWN:
                assert one.incident.id not in truth
            else:
                assert one.incident.latest.text == truth[one.incident.id].latest.text
                assert one.what is not What.AGED_OUT


@LAW
@given(histories())
def test_what_is_still_listed_is_never_withdrawn(moments: list[Moment]) -> None:
    remembered, _ = played(moments)

    listed = {one.id for one in moments[-1].truth}
    gone = {key for key, story in remembered.stories.items() if story.gone is Gone.WITHDRAWN}
    assert not listed & gone
    assert {one.id for one in OLD} <= listed


@LAW
@given(histories(), st.integers(100, 400))
def test_all_that_is_old_and_over_is_forgotten_in_the_end(moments: list[Moment], days: int) -> None:
    remembered, _ = played(moments)

    after, _ = news(remembered, a_read(*young(days)), at(days * 24 * 60))

    assert set(after.stories) == {one.id for one in young(days)}


def young(days: int) -> list[Incident]:
    later = at(days * 24 * 60 - 5)
    return [
        replace(one, id=f"later-{n}", started=later, updates=(replace(one.latest, at=later),))
        for n, one in enumerate(OLD)
    ]
