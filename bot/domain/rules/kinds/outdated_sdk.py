"""Libraries too old for what their services do, by the label `sdk` of the reports.

Said once and never critical: what is old today was old yesterday. A label counts while it was
seen within a day, so it is over a day after the last process of the old release.
"""

from typing import Final

from bot.domain.case import Case, Outcome, Pasted, Sdk
from bot.domain.rules.kind import Kind, Seen, Values
from bot.domain.rules.reading import Level, Reading
from bot.domain.versions import clashes

_WORD: Final = "outdated_sdk"
_DAY_MS: Final = 86_400_000


def _measure(seen: Seen, _: Values) -> tuple[Reading, ...]:
    labels: dict[str, int] = {}
    for latest in seen.latest.values():
        for label, at in latest.sdks.items():
            labels[label] = max(at, labels.get(label, 0))
    return tuple(
        reading
        for label, at in sorted(labels.items())
        if (reading := _reading(seen, label, at)) is not None
    )


def _reading(seen: Seen, label: str, at: int) -> Reading | None:
    name, _, version = label.partition("/")
    found = clashes(Case(pasted=Pasted(), base_url="", sdk=Sdk(name=name, version=version)))
    if not found:
        return None
    gone = seen.now - at > _DAY_MS
    bad = any(clash.outcome is Outcome.FAIL for clash in found)
    level = Level.WARNING if bad else Level.NOTE
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=Level.FINE if gone else level,
        clear=gone,
        at_once=gone,
        part=label,
        says=found[0].says,
        reason="not seen for a day" if gone else f"reported as {label}; {found[0].steps[0]}",
        since=None,
    )


KIND: Final = Kind(
    place=10,
    word=_WORD,
    title="Outdated SDK",
    summary="libraries that are too old for OpenAI's API or for what they run with",
    parameters=(),
    measure=_measure,
    scopes=frozenset({"service"}),
    timed=True,
    every_s=300,
    replays=False,
    reminds=False,
    causes=("sdk",),
)
