"""The whole ids of an organization and a project, for the asker's own form and nowhere else.

Everything that an explanation holds is masked, since answers may be shown to others. But a
form that is to check the key needs the id as it is sent.
"""

import re
from typing import Final, NamedTuple

_ORGANIZATION: Final = re.compile(r"\borg-[A-Za-z0-9]{6,40}\b(?!…)")
_PROJECT: Final = re.compile(r"\bproj_[A-Za-z0-9]{6,40}\b(?!…)")


class Ids(NamedTuple):
    """The first of each in a text."""

    organization: str | None
    project: str | None


def ids_in(text: str) -> Ids:
    """Find them."""
    return Ids(_first(_ORGANIZATION, text), _first(_PROJECT, text))


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    seen = pattern.search(text)
    return seen.group() if seen else None
