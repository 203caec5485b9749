"""The gates that a call passes on its way, in order.

A call that is refused at one gate never sees the later ones, so the earliest refusal is
the cause and says nothing about what lies behind it. That one order replaces a table of
weights: `diagnosis.diagnose` takes the failure at the earliest gate.
"""

from enum import IntEnum


class Gate(IntEnum):
    """Where a call can be turned away, from the caller's machine to the model."""

    VARIABLE = 1  # the program finds a key at all
    HEADER = 2  # the key can be put into a header as it is
    WIRE = 3  # the call reaches OpenAI and an answer comes back
    KEY = 4  # OpenAI knows the key
    ADMISSION = 5  # this place, this organization and this project may use it
    ACCOUNT = 6  # the account is alive and has money
    SCOPE = 7  # the key may do this kind of call
    MODEL = 8  # the model exists, for this key and this endpoint
    PACE = 9  # within the rate limit
    SERVICE = 10  # OpenAI can answer
    LIBRARY = 11  # the caller's library understands the answer
