"""The report: what was done, what came of it, and the judgement. Plain text, short."""

from collections import Counter
from collections.abc import Iterator

from tests.soak.judging import in_the_way
from tests.soak.stage import LONG_ENOUGH, STEEPEST_REDIS, STEEPEST_REPLICA, Outcome

MOST_SHOWN = 12


def told(outcome: Outcome, minutes: float) -> str:
    """The whole report."""
    return "\n".join(_lines(outcome, minutes)) + "\n"


def _lines(outcome: Outcome, minutes: float) -> Iterator[str]:
    good = "all holds" if outcome.is_good else "NOT all holds"
    yield f"Soak of {minutes:g} min, seed {outcome.seed}: {good}"
    yield ""
    faults = Counter(one.fault.name for one in outcome.diary)
    yield "Broken: " + ", ".join(f"{name} {n}x" for name, n in sorted(faults.items()))
    yield "People: " + _people(outcome)
    for name, figure in outcome.figures.items():
        yield f"{name.capitalize()}: {figure}"
    yield ""
    yield f"Memory (bounds: {STEEPEST_REPLICA} MB/min a replica, {STEEPEST_REDIS} Redis; judged from {LONG_ENOUGH:g} min on)"
    yield from (f"  {one.says()}" for one in outcome.memory)
    yield ""
    yield f"Logs: {outcome.logs.lines} lines; warnings and worse that are explained:"
    yield from (f"  {n:5} {row}" for row, n in outcome.logs.explained.most_common())
    yield ""
    for question, wrong in outcome.verdicts.items():
        yield f"{'FAILS' if wrong else 'holds'}  {question}"
        yield from (f"         {one}" for one in wrong[:MOST_SHOWN])
        if len(wrong) > MOST_SHOWN:
            yield f"         and {len(wrong) - MOST_SHOWN} more"


def _people(outcome: Outcome) -> str:
    did = outcome.did
    refused = [one for one in did if one.failed]
    unseen = [one for one in did if not one.failed and not one.saw]
    kinds = Counter(one.what for one in did)
    most = ", ".join(f"{what} {n}" for what, n in kinds.most_common())
    whys = Counter("+".join(in_the_way(one, outcome.diary)) for one in (*refused, *unseen))
    why = ", ".join(f"{what or 'nothing'} {n}" for what, n in whys.most_common(MOST_SHOWN))
    return (
        f"{len(did)} things done, {len(did) - len(refused) - len(unseen)} answered, {len(refused)} that "
        f"Slack could not hand over, {len(unseen)} whose answer did not come through; in the way stood: "
        f"{why}\nThey did: {most}"
    )
