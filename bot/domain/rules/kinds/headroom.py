"""How near a series is to the provider's limits a minute, by the `x-ratelimit-*` headers.

The headers tremble, since the provider gives back tokens all the time, so a limit counts as
near when it was so in every report of some minutes. A limit of 0 or less is unknown: some
providers send -1.
"""

from collections.abc import Iterable
from typing import Final

from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.levels import two_levels
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import percent, span, whole
from bot.domain.windows.latest import Latest
from bot.domain.windows.used import share

_WORD: Final = "headroom"
_METERS: Final = ("requests", "tokens")
_FRESH_MS: Final = 600_000
_GAP_MS: Final = 120_000  # a longer silence breaks what was "running"
_WELL: Final = 0.9  # of the warning: below that it is over

Samples = list[tuple[int, float]]


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    readings = []
    for series, latest in seen.latest.items():
        for meter in _METERS:
            used = share(getattr(latest, meter))
            if used is None:
                continue
            kept = seen.used.get(series, ())
            samples = [(one.at, part) for one in kept if (part := getattr(one, meter)) is not None]
            readings.append(_reading(seen, values, meter, latest, samples or [(0, used)]))
    return tuple(readings)


def _reading(seen: Seen, values: Values, meter: str, latest: Latest, samples: Samples) -> Reading:
    stale = seen.now - latest.limits_at > _FRESH_MS
    least_ms = values["minutes"] * 60_000
    level, since = Level.FINE, None
    for step, limit in ((Level.CRITICAL, values["critical"]), (Level.WARNING, values["warning"])):
        begun = _since(reversed(samples), limit)
        if begun is not None and samples[-1][0] - begun >= least_ms and not stale:
            level, since = step, begun
            break
    used = samples[-1][1]
    limit = values["critical" if level is Level.CRITICAL else "warning"]
    clear = not stale and used < values["warning"] * _WELL
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=level,
        clear=clear,
        no_data=stale,
        part=meter,
        value=used,
        limit=limit,
        unit="%",
        says=_says(meter, latest, used, limit),
        reason=_why(values, level, since, seen.now, clear=clear, stale=stale),
        since=since,
    )


def _since(newest_first: Iterable[tuple[int, float]], limit: float) -> int | None:
    begun: int | None = None
    for at, used in newest_first:
        if used < limit or (begun is not None and begun - at > _GAP_MS):
            break
        begun = at
    return begun


def _why(
    values: Values, level: Level, since: int | None, now: int, *, clear: bool, stale: bool
) -> str:
    if stale:
        return "no limits were reported for 10 min"
    if level and since is not None:
        return f"above it in every report of the last {span((now - since) / 1000)}"
    if clear:
        return f"below {percent(values['warning'] * _WELL)}"
    return f"not for {values['minutes']:.0f} min yet"


def _says(meter: str, latest: Latest, used: float, limit: float) -> str:
    headroom = latest.requests if meter == "requests" else latest.tokens
    left = ""
    if headroom is not None and headroom.limit and headroom.remaining is not None:
        left = f" ({whole(headroom.remaining)} of {whole(headroom.limit)} left)"
    return f"{percent(used)} of the {meter} limit used{left}, limit {percent(limit)}"


KIND: Final = Kind(
    place=7,
    word=_WORD,
    title="Headroom",
    summary="how near the provider's rate limits are, by the headers of its answers",
    parameters=(
        Parameter(name="warning", title="Warning from", default=0.80, least=0.5, most=1, unit="%"),
        Parameter(
            name="critical", title="Critical from", default=0.95, least=0.5, most=1, unit="%"
        ),
        Parameter(
            name="minutes", title="For", default=3, least=0, most=10, unit="min",
            help="in every report of so many minutes",
        ),
    ),
    measure=_measure,
    scopes=frozenset({"series"}),
    replays=False,
    check=two_levels,
    causes=("rate_limit",),
)  # fmt: skip
