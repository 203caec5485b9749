"""The signs by which an error text is recognised: one file a cause (two where there are many).

`MEANINGS` of a file holds what texts of that cause can mean; a meaning lists the phrases
that give it away. To teach the bot a new wording, add one phrase to a meaning (and a row
to tests/data/errors/); for a new kind of failure add a meaning. OpenAI's own error codes
are not listed here: they come from the refusals that the causes keep.
"""

from typing import Final

from bot.domain.explain.sign import Meaning
from bot.domain.explain.signs import (
    auth_header,
    bad_request,
    billing,
    environment,
    faults,
    invalid_key,
    model_endpoint,
    network,
    network_barriers,
    network_timeouts,
    permissions,
    rate_limit,
    sdk,
    sdk_others,
    service_status,
)

BAD_REQUEST: Final = "bad_request"
MEANINGS: Final[dict[str, tuple[Meaning, ...]]] = {
    "invalid_key": invalid_key.MEANINGS,
    "auth_header": auth_header.MEANINGS,
    "rate_limit": rate_limit.MEANINGS,
    "billing": billing.MEANINGS,
    "network": network_barriers.MEANINGS + network_timeouts.MEANINGS + network.MEANINGS,
    "model_endpoint": model_endpoint.MEANINGS,
    "environment": environment.MEANINGS,
    "sdk": sdk.MEANINGS + sdk_others.MEANINGS + faults.MEANINGS,
    "permissions": permissions.MEANINGS,
    "service_status": service_status.MEANINGS,
    BAD_REQUEST: bad_request.MEANINGS,
}
