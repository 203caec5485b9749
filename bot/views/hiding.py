"""Secrets in places where none belongs: seen, so that they are neither kept nor shown.

A key typed after the command or into the field for the model is such a case. This is a net
under the others: what the adapters hand on has no key in it in the first place. Every text
of a stranger's goes through `hide` on its way into a block.
"""

import re
from typing import Final

_PREFIXED: Final = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        sk-[\w-]{17,} | sk-[\w-]{8,16}+(?![\w…*•-])    # OpenAI and many others; a mask is none
      | sess-\w{8,}
      | (?:gsk|hf|r8|ghp|gho|glpat|pplx|xai|fw|co)[-_][\w-]{12,}
      | AIza[\w-]{12,} | AKIA\w{8,}
      | xox[a-z]-[\w-]{8,} | xapp-[\w-]{8,} | xwfp-[\w-]{8,}
      | eyJ[\w-]{8,}\.[\w-]{4,}
    )""",
    re.VERBOSE | re.ASCII,
)
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# Long, of letters and digits both, and with no blank in it: no word of any command.
_RANDOM: Final = re.compile(r"(?<![\w+=])(?=[\w+=]*\d)(?=[\w+=]*[A-Za-z])[\w+=]{20,}", re.ASCII)


def holds_key(text: str) -> bool:
    """Whether there is a key in the text, by the beginnings that keys have."""
    return _PREFIXED.search(text) is not None


def may_hold_secret(text: str) -> bool:
    """The same, or anything long and random: for texts that have no business being so."""
    return holds_key(text) or _RANDOM.search(text) is not None


def hide(text: str) -> str:
    """The text without keys and e-mail addresses."""
    return _EMAIL.sub("(e-mail address)", _PREFIXED.sub("(key)", text))
