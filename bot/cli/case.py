"""What is to be diagnosed, from the arguments, the environment and this machine."""

import argparse
import getpass
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from bot.adapters.machine import look_at_machine
from bot.cli.command import Misuse
from bot.cli.terminal import Terminal
from bot.domain.case import Case, Origin, Outcome, Pasted, Slip
from bot.domain.endpoints import ENDPOINTS, Endpoint, at_path
from bot.domain.gates import Gate
from bot.domain.paste import read_paste

VARIABLE: Final = "OPENAI_API_KEY"
OPENAI: Final = "https://api.openai.com/v1"
_LARGEST_KEY_FILE: Final = 1_000_000  # characters; a whole script may be piped in


def case_of(arguments: argparse.Namespace, terminal: Terminal) -> Case:
    """Put the case together; raises `Misuse` for an argument that means nothing."""
    said = terminal.environ.get
    pasted, origin = _piped(terminal) if arguments.key_stdin else _from_variable(terminal)
    base_url, slip = _base_url(arguments.base_url, said("OPENAI_BASE_URL") or "")
    return Case(
        pasted=replace(pasted, slips=(*pasted.slips, *slip)),
        origin=origin,
        base_url=base_url,
        model=arguments.model or None,
        endpoint=_endpoint(arguments.endpoint),
        organization=arguments.organization or said("OPENAI_ORG_ID") or None,
        project=arguments.project or said("OPENAI_PROJECT_ID") or None,
        paid=arguments.paid,
        machine=look_at_machine(terminal.environ, terminal.cwd),
    )


def _piped(terminal: Terminal) -> tuple[Pasted, Origin]:
    return read_paste(_typed_or_piped(terminal), Origin.PIPE), Origin.PIPE


def _typed_or_piped(terminal: Terminal) -> str:
    if not terminal.stdin.isatty():
        return terminal.stdin.read(_LARGEST_KEY_FILE)
    try:
        return getpass.getpass("The key (it is not shown): ", terminal.err)
    except EOFError:
        return ""


def _from_variable(terminal: Terminal) -> tuple[Pasted, Origin]:
    # A variable that is not there is no empty paste: the look at the machine tells of it.
    text = terminal.environ.get(VARIABLE)
    pasted = Pasted() if text is None else read_paste(text, Origin.VARIABLE)
    return pasted, Origin.VARIABLE


def _base_url(argument: str | None, variable: str) -> tuple[str, tuple[Slip, ...]]:
    """The base URL, and the slip if it is this machine's variable that makes no sense."""
    if argument:
        if not _is_web(argument):
            raise Misuse("--base-url has to be a web address such as https://api.openai.com/v1")
        return argument.rstrip("/"), ()
    if variable and not _is_web(variable):
        return OPENAI, (_BAD_BASE_URL,)
    return (variable or OPENAI).rstrip("/"), ()


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number shows here
    except ValueError:
        return False
    whole = text.isprintable() and " " not in text
    return whole and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _endpoint(argument: str | None) -> str | None:
    if not argument:
        return None
    slug = argument.lower().replace("-", "_").replace(".", "_")
    by_slug: dict[str, Endpoint] = {endpoint.slug: endpoint for endpoint in ENDPOINTS}
    found = by_slug.get(slug) or (at_path(argument) if "/" in argument else None)
    if found is None:
        raise Misuse(f"--endpoint has to be one of {', '.join(by_slug)}; or a path of the API")
    return found.slug


_BAD_BASE_URL: Final = Slip(
    name="base_url_malformed",
    cause="environment",
    outcome=Outcome.FAIL,
    gate=Gate.VARIABLE,
    says="OPENAI_BASE_URL is set in this environment, but it is not a web address.",
    steps=(
        "Unset OPENAI_BASE_URL: without it the libraries use OpenAI's own address.",
        f"Or set it to a whole address such as {OPENAI}.",
    ),
)
