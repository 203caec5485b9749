"""The Web API, a file a family; a new method is one row in its family's METHODS."""

from typing import Final

from bot.sandbox.slack.methods import chat, conversations, files, people, views

METHODS: Final = {
    method.name: method
    for family in (chat, conversations, files, people, views)
    for method in family.METHODS
}
