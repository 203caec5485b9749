"""What people are told who may not change what a channel hears of: who can."""

from collections.abc import Sequence

from bot.views.blocks import Message, section


def only_admins(people: Sequence[str]) -> Message:
    """Only these may; no names: the workspace's admins and owners."""
    who = ", ".join(f"<@{one}>" for one in people[:20]) if people else "an admin of this workspace"
    said = (
        f"Only some people may change or list what channels hear of. Ask {who}.\n"
        "How OpenAI is, everybody may ask: `/openai-diagnose status`."
    )
    return Message(said, (section(said),))


def not_known() -> Message:
    """Slack does not tell who is an admin."""
    said = (
        "I cannot see who is an admin here, so I let nobody change this now. Try again in a "
        "minute. If it stays: whoever runs me can name people in `ADMIN_USERS`, or install the "
        "app anew with the scope `users:read`."
    )
    return Message(said, (section(said),))
