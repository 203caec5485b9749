"""The ten checks as lines, for the modal, the message and the summary alike.

A mark never stands alone: the word beside it is what a screen reader says.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.case import Outcome
from bot.domain.diagnosis import Cause, Check, Finding
from bot.views.blocks import Block, context, decent, escape, section

SUMMARY_LIMIT: Final = 300
EVIDENCE_LIMIT: Final = 300
_THE_ANSWER: Final = frozenset({"status", "message", "code", "type", "probe"})
WORD_LIMIT: Final = 90

_MARKS: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "✅",
    Outcome.FAIL: "❌",
    Outcome.WARN: "⚠️",
    Outcome.UNKNOWN: "❔",
    Outcome.SKIPPED: "➖",
}
_WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "fine",
    Outcome.FAIL: "broken",
    Outcome.WARN: "careful",
    Outcome.UNKNOWN: "not known",
    Outcome.SKIPPED: "not checked",
}


def topic(cause: Cause) -> str:
    """What a check is about; the title would say what is wrong, which misleads beside "fine"."""
    return cause.topic or cause.slug.replace("_", " ").capitalize()


def marked(finding: Finding) -> str:
    """A check in one plain line: mark, topic, word."""
    outcome = finding.check.outcome
    return f"{_MARKS[outcome]} {topic(finding.cause)}: {_WORDS[outcome]}"


def row(finding: Finding) -> list[Block]:
    """A check with its summary, and its evidence in small print."""
    check = finding.check
    blocks = [
        section(
            f"{_MARKS[check.outcome]} *{topic(finding.cause)}*: {_WORDS[check.outcome]}. "
            f"{escape(check.summary, SUMMARY_LIMIT)}"
        )
    ]
    if said := evidence(worth_showing(check)):
        blocks.append(context(escape(said, EVIDENCE_LIMIT)))
    return blocks


def worth_showing(check: Check) -> Mapping[str, object]:
    """Without the answer itself where the check is fine.

    A request that is wrong on purpose is refused for its values after the key was let through;
    400 and "Invalid 'max_completion_tokens'" beside "fine" would only puzzle.
    """
    if check.outcome is not Outcome.PASS:
        return check.evidence
    return {name: value for name, value in check.evidence.items() if name not in _THE_ANSWER}


def waiting(findings: Iterable[Finding]) -> str:
    """The checks while they run, a line each: what is not known yet is still to come."""
    return "\n".join(_waiting(one) for one in findings)


def _waiting(finding: Finding) -> str:
    check = finding.check
    if check.outcome in {Outcome.UNKNOWN, Outcome.SKIPPED}:
        return f"⏳ {topic(finding.cause)}: waiting"
    said = escape(check.summary, 160)
    return f"{_MARKS[check.outcome]} *{topic(finding.cause)}*: {_WORDS[check.outcome]}. {said}"


def evidence(shown: Mapping[str, object]) -> str:
    """The evidence of a check in one line; what is not there is not mentioned."""
    said = {name.replace("_", " "): _value(value) for name, value in shown.items()}
    return " · ".join(f"{name}: {value}" for name, value in said.items() if value)


def _value(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Mapping():
            # Of a step on the way to OpenAI its words say all that its parts do.
            words = value.get("detail")
            return str(words) if words else _joined(f"{k} {_value(v)}" for k, v in value.items())
        case list() | tuple() | set() | frozenset():
            return _joined(_value(one) for one in value)
        case _:
            return decent(str(value), WORD_LIMIT)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
