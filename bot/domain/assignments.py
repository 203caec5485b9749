"""Lines that set a variable, in any shell or `.env`: which one holds the key, and its mistakes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.domain.case import Slip
from bot.domain.keys import prefix_of
from bot.domain.machine_findings import RIGHT_NAME, is_near_miss
from bot.domain.providers import provider_of
from bot.domain.shapes import looks_whole
from bot.domain.slips import slip
from bot.domain.values import is_reference

_LINE: Final = re.compile(
    r"[ \t]{0,20}(?:(?:PS[^>\n]{0,80}>|[>$#-])[ \t]{1,8})?"
    r"(?P<lead>(?:(?:export|set|setx|setenv|declare|ENV|ARG|env)\b[ \t]{1,20}|--?e(?:nv)?[ =])?)"
    r"(?P<flags>(?:-[a-zA-Z]{1,6}[ \t]{1,8}){0,4})"
    r"(?P<open>[\"']?)(?:\$env:|\$Env:)?"
    r"(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,80})[\"']?"
    r"(?P<before>[ \t]{0,20})(?P<op>:=|=|:|(?<=[ \t]))(?P<after>[ \t]{0,20})"
    r"(?P<value>[^\n]{0,8192})",
)
_BY_BLANK: Final = ("set", "setx", "setenv", "ENV")
_COMMENT: Final = re.compile(r"[ \t]+#.*$")
_OTHERS: Final = {
    "OPENAI_ORG_ID": "organization",
    "OPENAI_ORGANIZATION": "organization",
    "OPENAI_PROJECT_ID": "project",
    "OPENAI_PROJECT": "project",
    "OPENAI_BASE_URL": "base_url",
    "OPENAI_API_BASE": "base_url",
}
_FINE: Final = frozenset({RIGHT_NAME, "OPENAI_ADMIN_KEY"})
_IN_CODE: Final = frozenset({"api_key", "apikey", "openai_api_key", "key", "token"})
# Set in the middle of a command: `docker run -e …`, `heroku config:set …`, `--from-literal=…`.
_WITHIN: Final = re.compile(
    r"(?<![A-Za-z0-9_])(?P<name>OPEN[A-Za-z_]{2,40})=[\"']?(?P<value>[^\s\"']{1,4096})"
)
_REST: Final = re.compile(r"[\w-]{10,200}", re.ASCII)
_IN_THE_BROWSER: Final = ("VITE_", "NEXT_PUBLIC_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_")
_MOST_LINES: Final = 5000


@dataclass(frozen=True, slots=True)
class Assignment:
    """The line that holds the key: its value as it stood, and what other lines set."""

    name: str
    value: str
    slips: tuple[Slip, ...]
    others: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    lead: str
    raw: str
    blanks: bool
    whole_in_quotes: bool

    @property
    def rank(self) -> int:
        """How surely the line was meant to set the key; 0 means that it was not."""
        value = self.raw.strip("\"' \t")
        if self.name in _FINE:
            return 5
        if is_near_miss(self.name):
            return 4
        keyish = bool(prefix_of(value) or provider_of(value, self.name))
        if self.name.lower() in _IN_CODE:
            meant = self.raw[:1] in {'"', "'"} or keyish or is_reference(self.raw)
            return 3 if meant else 0
        return 2 if keyish else 0


def read_assignment(text: str) -> Assignment | None:
    """The line that sets the key, if one does; among equals the last, as a shell would."""
    others: dict[str, str] = {}
    best: _Line | None = None
    for line in _lines(text):
        if line.name in _OTHERS and (value := line.raw.strip("\"' \t\r")):
            others[_OTHERS[line.name]] = value[:300]
        if line.rank and (best is None or line.rank >= best.rank):
            best = line
    if best is None:
        return _within(text)
    value, slips = _value(best)
    return Assignment(best.name, value, tuple(slips), others)


def _within(text: str) -> Assignment | None:
    found = _WITHIN.search(text)
    if found is None:
        return None
    line = _Line(
        name=found["name"], lead="", raw=found["value"], blanks=False, whole_in_quotes=False
    )
    value, slips = _value(line)
    return Assignment(line.name, value, tuple(slips))


def _lines(text: str) -> Iterator[_Line]:
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    for place, raw in enumerate(lines):
        found = _LINE.match(raw)
        if found is None:
            continue
        lead = found["lead"].strip()
        if not found["op"] and lead not in _BY_BLANK:
            continue
        yield _Line(
            name=found["name"].rpartition(".")[2],
            lead=lead,
            raw=_unbroken(found["value"].rstrip("\r"), lines[place + 1 : place + 2]),
            blanks=found["op"] == "=" and bool(found["before"] or found["after"]),
            whole_in_quotes=bool(found["open"]),
        )


def _unbroken(value: str, following: list[str]) -> str:
    """A key that a terminal has wrapped goes on in the next line, which sets nothing."""
    start = value.strip("\"' ")
    rest = following[0].strip("\"' \r") if following else ""
    if prefix_of(start) and not looks_whole(start) and _REST.fullmatch(rest):
        return f"{value}\n{following[0]}"
    return value


def _value(line: _Line) -> tuple[str, list[Slip]]:
    slips = _name_slips(line)
    value, is_quoted = _without_quotes(line)
    if not value.strip():
        return "", [*slips, slip("empty_assignment", line.name)]
    if line.blanks and line.lead in {"export", "set"}:
        slips.append(slip("blanks_around_equals", line.name))
    elif is_quoted and line.lead == "set" and not line.whole_in_quotes:
        slips.append(slip("cmd_quotes", line.name))
    if not slips:
        slips.append(slip("variable_line", line.name))
    return value, slips


def _name_slips(line: _Line) -> list[Slip]:
    if line.name in _FINE or line.name.lower() in _IN_CODE - {"openai_api_key"}:
        return []
    in_code = line.name == "openai_api_key" and line.raw[:1] in {'"', "'"}
    if in_code or provider_of(line.raw.strip("\"' \t"), line.name):
        return []
    if line.name.startswith(_IN_THE_BROWSER):
        return [slip("browser_variable", line.name)]
    if is_near_miss(line.name):
        return [slip("near_miss_variable", line.name)]
    return [slip("other_variable", line.name)]


def _without_quotes(line: _Line) -> tuple[str, bool]:
    """Take away the quotes and what follows them, as the one who reads the line would."""
    raw = line.raw.strip(" \t") if not line.raw.startswith(('"', "'")) else line.raw
    if line.whole_in_quotes:
        return raw.rstrip().rstrip("\"',"), True
    for quote in "\"'`":
        if raw.startswith(quote):
            end = raw.find(quote, 1)
            return (raw[1:end], True) if end > 0 else (raw, False)
    return _COMMENT.sub("", raw).rstrip(" \t;"), False
