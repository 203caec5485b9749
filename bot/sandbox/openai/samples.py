"""The accounts behind the sample keys."""

from bot.sandbox.openai import answers
from bot.sandbox.openai.accounts import Account, Limits, Stage, admin, refuses, restricted
from bot.sandbox.sample_keys import ADMIN_KEY, SAMPLE_KEYS, WORKING_KEY


def sample_accounts() -> dict[str, Account]:
    """Give every sample key but the revoked one its account."""
    troubled = {
        "rate_limit": Account(
            limits=Limits(requests=3, remaining_requests=0, reset_requests="20s")
        ),
        "billing": refuses(Stage.QUOTA, answers.INSUFFICIENT_QUOTA),
        "permissions": restricted("model.request", "api.responses.write"),
        "service_status": refuses(Stage.EDGE, answers.OVERLOADED),
    }
    accounts = {
        sample.key: troubled.get(sample.cause, Account())
        for sample in SAMPLE_KEYS
        if sample.cause != "invalid_key"
    }
    return accounts | {WORKING_KEY.key: Account(), ADMIN_KEY: admin()}
