"""The services on App Home: the worst first, each with its last hour in letters.

Numbers stand beside the letters, for those who hear them. A service gets a row of its own as
long as there are few; of hundreds the first ones stand there, and how the rest is.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.at_a_glance import Picture
from bot.domain.desired.alerts import Trend
from bot.domain.rules.spoken import percent, whole
from bot.domain.services import NOW_S, Glance
from bot.views import trend as drawn
from bot.views.alert_text import LEVEL_MARKS, LEVELS
from bot.views.blocks import Block, button, context, escape, header, section
from bot.views.services import ago

SERVICE: Final = "home_service"  # the action id of the button beside a service
FIRST: Final = 8
QUIET_MS: Final = 10 * 60_000
NAME_LIMIT: Final = 64
LETTERS: Final = 30
_STEP: Final = 2  # minutes in a letter


def services(picture: Picture) -> Iterator[Block]:
    """Draw the part."""
    yield header("Services")
    found = picture.services
    if found is None:
        yield section("I cannot tell how your services are: what they report is out of reach now.")
        return
    if not found:
        yield context(
            "No service reports its calls yet. One line connects one: `/openai-diagnose "
            "report-check NAME` shows it."
        )
        return
    for one in found[:FIRST]:
        row = section(_row(one, picture))
        if len(one.service) <= NAME_LIMIT:
            row["accessory"] = button("Open", SERVICE, value=one.service)
        yield row
    yield context(_foot(found))


def _row(one: Glance, picture: Picture) -> str:
    head = f"{LEVEL_MARKS[one.level]} *{escape(one.service, NAME_LIMIT)}*"
    if one.alerts:
        numbers = " ".join(f"#{number}" for number in one.alerts[:3])
        more = f" and {len(one.alerts) - 3} more" if len(one.alerts) > 3 else ""  # noqa: PLR2004
        head += f" · {LEVELS[one.level].lower()} {numbers}{more}"
    if picture.now - one.last_seen > QUIET_MS:
        head += f" · last seen {ago(one.last_seen, picture.at)}"
    trend = picture.trends.get(one.service)
    shown = f"`{drawn.letters(_thinned(trend), LETTERS)}`  " if trend else ""
    return f"{head}\n{shown}{_numbers(one)}"


def _numbers(one: Glance) -> str:
    if not one.now.count:
        return "no calls in the last 5 min"
    pace = one.now.count * 60 / NOW_S
    calls = "less than 1 call" if pace < 1 else f"{whole(pace)} calls"
    return f"{percent(one.share)} errors, {calls} a minute"


def _thinned(trend: Trend) -> Trend:
    """An hour in as many letters as stand on a line: each is the worst of its minutes."""
    values = list[float | None]()
    for first in range(0, len(trend.values), _STEP):
        seen = [one for one in trend.values[first : first + _STEP] if one is not None]
        values.append(max(seen, default=None))
    return Trend(tuple(values), trend.end, max(trend.limit, 0.1), trend.unit)


def _foot(found: Sequence[Glance]) -> str:
    legend = "Bars: the share of errors in the last hour. Numbers: the last 5 minutes."
    left = found[FIRST:]
    if not left:
        return legend
    failing = sum(bool(one.alerts or one.now.failed) for one in left)
    how = f"{whole(failing)} of them with errors" if failing else "all fine"
    return f"And {whole(len(left))} more, {how}: `/openai-diagnose services`. {legend}"
