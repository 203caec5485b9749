"""The form in which a key was pasted: a command, a header, a variable's line, code, or bare.

Each form gives the value as it stood, what that form itself shows, and what else it names.
The value is cleaned elsewhere: a form only takes away what is its own syntax.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.assignments import read_assignment
from bot.domain.case import Slip
from bot.domain.commands import Command, model_in, read_command
from bot.domain.endpoints import at_path
from bot.domain.slips import slip

_HEADER_LINE: Final = re.compile(
    r"^[ \t{(,]{0,40}(?:-H[ \t]{0,8}|--header[ \t]{1,8})?[\"']?"
    r"(authorization|x-api-key|api-key|openai-organization|openai-project)[\"']?"
    r"[ \t]{0,20}(?:=>|[:=]|(?=[ \t]bearer[ \t]))[ \t]{0,20}([^\r\n]{0,8192})",
    re.IGNORECASE | re.MULTILINE,
)
_CODE: Final = re.compile(
    r"(?:(?:api[-_]?key|authorization|secret[-_]?key|token)[\"'\]]{0,2}|[\s(,]key)[ \t]{0,20}"
    r"(?:=>|[:=,(])[ \t]{0,20}(?:str\(|String\()?[bfru]?([\"'`])",
    re.IGNORECASE,
)
_CODE_MODEL: Final = re.compile(r"\bmodel[\"']?\s{0,8}[:=]\s{0,8}[\"']([^\"'\s]{1,300})[\"']")
_SCHEME: Final = re.compile(r"(?:token|key|basic|apikey|api-key)[ \t:]+(?=sk-)", re.IGNORECASE)
_BEARER: Final = re.compile(r"bearer\b[ \t:]*", re.IGNORECASE)
_GLUED: Final = re.compile(r"bearer(?=sk-)", re.IGNORECASE)
_URL: Final = re.compile(
    r"(https?)://(?:[^/?#\s@]*@)?([^/?#\s@]{1,253})(/[^?#\s]{0,1000})?", re.IGNORECASE
)
_LONGEST: Final = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form holds: the value as it stood (None: no form was seen) and what it names."""

    value: str | None = None
    slips: tuple[Slip, ...] = ()
    model: str | None = None
    endpoint: str | None = None
    organization: str | None = None
    project: str | None = None
    base_url: str | None = None


@dataclass(slots=True)
class _Headers:
    value: str | None = None
    slips: list[Slip] = field(default_factory=list)
    organization: str | None = None
    project: str | None = None


def read_form(text: str) -> Form:
    """The form of the text; a form without a value if it is bare."""
    command = read_command(text)
    if command is not None and (form := _from_command(command)).value is not None:
        return form
    for form in (_from_lines(text), _from_assignment(text), _from_code(text)):
        if form.value is not None:
            return form
    return Form()


def _from_command(command: Command) -> Form:
    headers = _Headers()
    for name, content, _ in command.headers:
        _read_header(name, content, headers)
    if headers.value is None and ":" in command.user:
        user, _, password = command.user.partition(":")
        headers.value = password or user
    addressed = _address(command.url)
    slips = (*headers.slips, *addressed.slips)
    if not any(one.outcome.value == "fail" for one in slips):
        slips = (*slips, slip("command"))
    return replace(
        addressed,
        value=headers.value,
        slips=slips,
        model=command.model,
        organization=headers.organization,
        project=headers.project,
    )


def _address(url: str) -> Form:
    """Split a URL into the base URL and the endpoint."""
    found = _URL.match(url)
    if found is None:
        return Form()
    scheme, host, path = found[1].lower(), found[2], (found[3] or "").rstrip("/")
    endpoint = at_path(path)
    head, version, _ = path.partition("/v1")
    base = head + version if version else path.removesuffix(endpoint.path if endpoint else "")
    return Form(
        base_url=f"{scheme}://{host}{base}",
        endpoint=endpoint.slug if endpoint else None,
        slips=(slip("http_url"),) if scheme == "http" and host.endswith("openai.com") else (),
    )


def _from_lines(text: str) -> Form:
    headers = _Headers()
    for line in _HEADER_LINE.finditer(text):
        _read_header(line[1], line[2], headers)
    fine = headers.value is not None and not headers.slips
    slips = [slip("header_line")] if fine else headers.slips
    return Form(
        value=headers.value,
        slips=tuple(slips),
        model=model_in(text[:_LONGEST]) if headers.value else None,
        organization=headers.organization,
        project=headers.project,
    )


def _read_header(name: str, content: str, into: _Headers) -> None:
    content = _without_syntax(content.strip(" \t"))
    match name.lower():
        case "openai-organization":
            into.organization = content[:200] or None
        case "openai-project":
            into.project = content[:200] or None
        case "authorization" if into.value is None:
            into.value = _after_bearer(content, into.slips)
        case "api-key" | "x-api-key" if into.value is None:
            into.value = content
            into.slips.append(slip("wrong_header_name", f"`{name.lower()}`"))
        case _:
            pass


def _without_syntax(content: str) -> str:
    """Take away what closes a quoted header: `"Bearer sk-…",` or a quote left over from -H."""
    content = content.removesuffix("\\").rstrip(" \t,;")
    for quote in "\"'`":
        if content.startswith(quote) and content.endswith(quote) and len(content) > 1:
            return content[1:-1]
        if content.endswith(quote) and quote not in content[:-1]:
            return content[:-1]
    return content


def _after_bearer(content: str, slips: list[Slip]) -> str:
    bearer = _BEARER.match(content)
    if glued := _GLUED.match(content):
        slips.append(slip("missing_blank"))
        return content[glued.end() :]
    if bearer is None:
        slips.append(slip("missing_bearer"))
        return _SCHEME.sub("", content, count=1)
    rest = content[bearer.end() :]
    if again := _BEARER.match(rest):
        slips.append(slip("bearer_twice"))
        return rest[again.end() :]
    return rest


def _from_assignment(text: str) -> Form:
    found = read_assignment(text)
    if found is None:
        return Form()
    return Form(
        value=found.value,
        slips=found.slips,
        organization=found.others.get("organization"),
        project=found.others.get("project"),
        base_url=found.others.get("base_url"),
    )


def _from_code(text: str) -> Form:
    """The first quoted text behind a word that promises a key."""
    for opened in _CODE.finditer(text):
        end = text.find(opened[1], opened.end(), opened.end() + _LONGEST)
        value = text[opened.end() : end] if end >= 0 else text[opened.end() :][:_LONGEST]
        slips: list[Slip] = []
        if "authorization" in opened[0].lower():
            value = _after_bearer(value.strip(), slips)
        model = _CODE_MODEL.search(text[:_LONGEST])
        return Form(
            value=value,
            slips=tuple(slips) or (slip("snippet"),),
            model=model[1] if model else None,
        )
    return Form()
