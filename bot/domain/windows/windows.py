"""What was counted in the last 90 minutes, in memory, for whoever leads.

Slots are packed (`Rows`), since thousands of series may have hundreds of them. A model over all
services and everything together are kept up by differences, since adding up thousands of series
every few seconds would cost too much; a service over its models is added up when asked for,
having few. Hours are fetched on demand (bot.domain.rules.history) and put in with `load`. All
that is put in replaces what was there, so anything may be put in twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.gains import Gains
from bot.domain.windows.latest import Latest
from bot.domain.windows.moment import Moment
from bot.domain.windows.need import Need
from bot.domain.windows.rows import Names, Rows
from bot.domain.windows.series import ALL, KEPT_S, Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.used import Used, noted

FORGOTTEN_MS: Final = 7 * 86_400_000  # after which a series that is silent is no news
_HOUR_MS: Final = Resolution.HOUR * 1000
_EVERYTHING: Final = Subject()
_NOTHING: Final = Sums()
_AHEAD_MS: Final = 2 * _HOUR_MS  # a slot may begin after our own clock's now
_EVER: Final = 1 << 52


class Windows:
    """See the module. One thing reads and writes it: the leader's loop.

    With another resolution it replays what is over (bot.domain.preview).
    """

    def __init__(self, resolution: Resolution = Resolution.FINE) -> None:
        self._resolution = resolution
        self._names = Names()
        self._series: dict[Series, None] = {}
        self._fine: dict[Series, Rows] = {}
        self._hours: dict[Series, Rows] = {}
        self._latest: dict[Series, Latest] = {}
        self._used: dict[Series, tuple[Used, ...]] = {}
        self._services: dict[str, set[Series]] = {}
        self._models: dict[str, set[Series]] = {}
        self._together: dict[Subject, Rows] = {}
        self._changed: set[Series] = set()
        self.measured_at: int | None = None  # for bot.domain.rules.measure
        self.knows_all = False
        self.warm: set[tuple[str, Subject]] = set()  # what last measured as anything but fine
        self.fetched: dict[Series, tuple[int, int]] = {}  # hours fetched, from and until (unix ms)
        self.behind = (
            False  # whether reports wait to be counted: then nobody's silence means anything
        )

    def apply(self, changes: Changes) -> None:
        """Take in what has changed."""
        for series, latest in changes.latest.items():
            self._meet(series)
            self._latest[series] = latest
            if used := noted(self._used.get(series, ()), latest):
                self._used[series] = used
            else:
                self._used.pop(series, None)
            self._changed.add(series)
        gains = Gains()
        for change in changes.slots:
            if change.resolution is self._resolution:
                self._put(change, gains)
        gains.add_to(self._together)

    def meet(self, everybody: Mapping[Series, Latest]) -> None:
        """Get to know all that ever reported; until then an unknown series may yet be known."""
        self.apply(Changes("", (), everybody))
        self.knows_all = True

    def load(self, history: Iterable[Change], need: Need | None = None) -> None:
        """Take in hours of what was counted before; fine slots are taken as in `apply`."""
        if need is not None:
            for series in need.series:
                begun, _ = self.fetched.get(series, (need.start, 0))
                self.fetched[series] = (min(begun, need.start), need.end)
        fine = []
        for change in history:
            if change.resolution is self._resolution:
                fine.append(change)
            elif change.resolution is Resolution.HOUR:
                self._meet(change.series)
                rows = self._hours.get(change.series)
                if rows is None:
                    rows = self._hours[change.series] = Rows(_HOUR_MS, self._names)
                rows.put(change.start, change.sums)
        self.apply(Changes("", fine, {}))

    def seen(self, subject: Subject, now_ms: int) -> Moment:
        """A subject as the rules see it."""
        members = self.members(subject)
        together = self._together.get(subject)
        fine = [together] if together else self._rows(self._fine, members)
        return Moment(
            subject,
            now_ms,
            fine,
            self._rows(self._hours, members) if self._hours else (),
            ahead_ms=_AHEAD_MS if self._resolution is Resolution.FINE else 0,
            known=lambda: {one: self._latest[one] for one in members if one in self._latest},
            used=lambda: {one: self._used[one] for one in members if one in self._used},
        )

    def members(self, subject: Subject) -> Sequence[Series]:
        """The series that belong to it."""
        if subject.is_series:
            series = Series(subject.service, subject.model)
            return [series] if series in self._series else []
        if subject.service != ALL:
            return sorted(self._services.get(subject.service, ()))
        if subject.model != ALL:
            return sorted(self._models.get(subject.model, ()))
        return list(self._series)

    def subjects(self) -> Iterator[Subject]:
        """All there is to measure, without services of one model and models of one service."""
        yield from self.of_scope("series")
        for name, series in self._services.items():
            if len(series) > 1:
                yield Subject(name)
        yield from self.of_scope("model")
        yield from self.of_scope("all")

    def of_scope(self, scope: str, series: Iterable[Series] | None = None) -> Iterator[Subject]:
        """The subjects of one scope: all of them, or those to which these series belong."""
        among = self._series if series is None else list(series)
        if scope == "series":
            yield from (Subject(one.service, one.model) for one in among)
        elif scope == "service":
            yield from (Subject(name) for name in {one.service for one in among})
        elif scope == "model":
            names = {one.model for one in among}
            yield from (Subject(ALL, name) for name in names if self._is_shared(name))
        elif among and len(self._services) > 1:
            yield _EVERYTHING

    @property
    def size(self) -> tuple[int, int]:
        """How many series it knows, and how many fine slots it holds of them."""
        return len(self._series), sum(len(rows) for rows in self._fine.values())

    def take_changed(self) -> set[Series]:
        """The series of which something changed since this was last asked."""
        changed, self._changed = self._changed, set()
        return changed

    def failing(self) -> list[Series]:
        """The series in which anything failed within what is kept."""
        return [series for series, rows in self._fine.items() if rows.has_errors]

    def forget(self, now_ms: int) -> None:
        """Drop what is too old to be looked at, and series that fell silent for good."""
        for rows in (*self._fine.values(), *self._together.values()):
            rows.drop_before(now_ms - KEPT_S[Resolution.FINE] * 1000)
        for rows in self._hours.values():
            rows.drop_before(now_ms - KEPT_S[Resolution.HOUR] * 1000)
        for series in [one for one, rows in self._fine.items() if not len(rows)]:
            del self._fine[series]
        for series in list(self._series):
            latest = self._latest.get(series)
            if series not in self._fine and (
                latest is None or latest.last_seen < now_ms - FORGOTTEN_MS
            ):
                self._part(series)

    def _put(self, change: Change, gains: Gains) -> None:
        series = change.series
        self._meet(series)
        rows = self._fine.get(series)
        if rows is None:
            rows = self._fine[series] = Rows(self._resolution * 1000, self._names)
        before = rows.at(change.start)
        if before == change.sums:
            return
        rows.put(change.start, change.sums)
        self._changed.add(series)
        for subject in (Subject(ALL, series.model), _EVERYTHING):
            if subject in self._together:
                gains.note(subject, change.start, before, change.sums)

    def _meet(self, series: Series) -> None:
        if series in self._series:
            return
        self._series[series] = None
        self._services.setdefault(series.service, set()).add(series)
        self._models.setdefault(series.model, set()).add(series)
        for subject in (Subject(ALL, series.model), _EVERYTHING):
            several = subject is _EVERYTHING or self._is_shared(series.model)
            if several and subject not in self._together and len(self._services) > 1:
                self._begin_together(subject)

    def _begin_together(self, subject: Subject) -> None:
        self._together[subject] = Rows(self._resolution * 1000, self._names)
        gains = Gains()
        for series in self.members(subject):
            if series in self._fine:
                for start, sums in self._fine[series].backwards(0, _EVER):
                    gains.note(subject, start, _NOTHING, sums)
        gains.add_to(self._together)

    def _part(self, series: Series) -> None:
        del self._series[series]
        self._hours.pop(series, None)
        self._latest.pop(series, None)
        self._used.pop(series, None)
        self.fetched.pop(series, None)
        for groups, name in ((self._services, series.service), (self._models, series.model)):
            groups[name].discard(series)
            if not groups[name]:
                del groups[name]

    def _is_shared(self, model: str) -> bool:
        """Whether several services use the model."""
        return len(self._models.get(model, ())) > 1

    @staticmethod
    def _rows(among: Mapping[Series, Rows], members: Iterable[Series]) -> Sequence[Rows]:
        return [among[one] for one in members if one in among]
