"""The unasked half of the bot, put together: reports are taken in, and whoever leads tells.

Every replica runs this beside the Slack side, and whoever holds the lease does the leader's work. The
halves never wait for each other: a person is answered while Redis is away and nobody leads, and
an incident is told while Slack sends us no requests.

    leader      the leader's work, and standing ready for it
    ingesting   taking in what services report; every replica does
    asked       what people can ask of what the leader stored
    at_home     App Home, and what stands behind its buttons
    people      all that people can ask, in one hand
"""

from bot.leading.asked import open_now
from bot.leading.leader import leading
from bot.leading.people import People, people

__all__ = ["People", "leading", "open_now", "people"]
