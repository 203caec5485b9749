"""What a person says about a key besides the key itself.

It may be remembered: it rides in the value of the "check again" button, so that the next
form is filled in but for the key. So nothing that looks like a key may get in here, which
`key_form.read` sees to.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The optional part of the form; None where nothing was said."""

    model: str | None = None
    endpoint: str | None = None
    organization: str | None = None
    project: str | None = None
    base_url: str | None = None
    sdk: str | None = None
    sdk_version: str | None = None
    paid: bool = False

    def packed(self) -> str:
        """The value of a button."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """Read the value of a button; what cannot be read counts as not said."""
        try:
            said: Any = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(said, dict):
            return cls()
        words = {
            name: value[:_LONGEST]
            for name in _WORDS
            if isinstance(value := said.get(name), str) and value
        }
        return cls(**words, paid=said.get("paid") is True)


_LONGEST: Final = 150
_WORDS: Final = tuple(one.name for one in fields(Asked) if one.name != "paid")
