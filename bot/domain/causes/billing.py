"""Cause 4: the account cannot pay or was closed. Waiting does not help; an owner has to act."""

from typing import Final

from bot.domain.case import Outcome
from bot.domain.checks import earliest, facts_of, refused, silence
from bot.domain.diagnosis import Cause, Check, Seen
from bot.domain.gates import Gate
from bot.domain.questions import CALLS
from bot.domain.refusals import Refusal, says

_BILLING: Final = "https://platform.openai.com/settings/organization/billing/overview"
_LIMITS: Final = "https://platform.openai.com/settings/organization/limits"
_NO_RETRY: Final = "Stop retrying meanwhile: this 429 does not go away by waiting."
_TAKES_TIME: Final = "Give it up to 15 minutes after the payment, then check the key again."
_QUOTA: Final = frozenset({"insufficient_quota"})

_REFUSALS: Final = (
    Refusal(
        name="insufficient_quota",
        gate=Gate.ACCOUNT,
        says="The account has no credit left or has reached its spend limit.",
        steps=(
            f"An owner adds credit or a payment method at {_BILLING}.",
            f"Look at the monthly budget of the organization and the project at {_LIMITS}.",
            _TAKES_TIME,
            _NO_RETRY,
        ),
        codes=_QUOTA,
        types=_QUOTA,
        wording=says(r"exceeded your current quota", r"insufficient_quota"),
        statuses=frozenset({402, 403, 429}),
    ),
    Refusal(
        name="credit_balance_exhausted",
        gate=Gate.ACCOUNT,
        says="The prepaid credit of the organization is used up.",
        steps=(
            f"An owner buys credit, or turns on automatic recharge, at {_BILLING}.",
            _TAKES_TIME,
            _NO_RETRY,
        ),
        codes=frozenset({"credit_balance_exhausted"}),
        wording=says(r"credit[ _]balance[ _](?:is )?(?:exhausted|too low)", r"no prepaid credits?"),
        types=_QUOTA,
        statuses=frozenset({402, 429}),
    ),
    Refusal(
        name="organization_spend_limit_exceeded",
        gate=Gate.ACCOUNT,
        says="The organization has reached the spend limit that it set for itself.",
        steps=(
            f"An owner raises the organization's spend limit at {_LIMITS}.",
            "Or wait for the first of the next month, when it starts again.",
            _NO_RETRY,
        ),
        codes=frozenset({"organization_spend_limit_exceeded"}),
        wording=says(r"organization(?:'s)?[ _](?:hard )?spend(?:ing)?[ _]limit"),
        types=_QUOTA,
        statuses=frozenset({429}),
    ),
    Refusal(
        name="project_spend_limit_exceeded",
        gate=Gate.ACCOUNT,
        says="This project has reached its spend limit; other projects still work.",
        steps=(
            "An owner raises the limit under the project's settings, Limits.",
            "Or use a key of another project for now.",
            _NO_RETRY,
        ),
        codes=frozenset({"project_spend_limit_exceeded"}),
        wording=says(r"project(?:'s)?[ _](?:hard )?spend(?:ing)?[ _]limit"),
        types=_QUOTA,
        statuses=frozenset({429}),
    ),
    Refusal(
        name="organization_usage_limit_exceeded",
        gate=Gate.ACCOUNT,
        says="The organization has reached the monthly usage limit that OpenAI gave it.",
        steps=(
            f"Ask for a higher limit at {_LIMITS}.",
            "Or wait for the first of the next month, when it starts again.",
            _NO_RETRY,
        ),
        codes=frozenset({"organization_usage_limit_exceeded"}),
        wording=says(r"organization(?:'s)?[ _]usage[ _]limit"),
        types=_QUOTA,
        statuses=frozenset({429}),
    ),
    Refusal(
        name="billing_not_active",
        gate=Gate.ACCOUNT,
        says="Billing is not active for the account.",
        steps=(
            f"An owner adds a valid payment method at {_BILLING} and pays what is open.",
            _TAKES_TIME,
            _NO_RETRY,
        ),
        codes=frozenset({"billing_not_active"}),
        types=frozenset({"billing_not_active"}),
        wording=says(r"account is not active"),
        statuses=frozenset({403, 429}),
    ),
    Refusal(
        name="billing_hard_limit_reached",
        gate=Gate.ACCOUNT,
        says="The hard limit for the month's bill has been reached.",
        steps=(
            f"An owner raises the limit at {_LIMITS}.",
            f"Check that there is credit at {_BILLING}.",
            _TAKES_TIME,
        ),
        codes=frozenset({"billing_hard_limit_reached"}),
        wording=says(r"billing hard limit"),
    ),
    Refusal(
        name="account_deactivated",
        gate=Gate.ACCOUNT,
        says="OpenAI has deactivated the account that this key belongs to.",
        steps=(
            "The owner of the account looks for OpenAI's e-mail: it says why.",
            "Write to OpenAI through https://help.openai.com: only they can lift it.",
            "Meanwhile use a key of another organization that you may use.",
        ),
        codes=frozenset({"account_deactivated"}),
        wording=says(
            r"account has been deactivated", r"deactivated account", r"has been deactivated"
        ),
        statuses=frozenset({401, 403, 429}),
    ),
    Refusal(
        name="access_terminated",
        gate=Gate.ACCOUNT,
        says="OpenAI has ended this account's access because of its policies.",
        steps=(
            "The owner of the account looks for OpenAI's e-mail: it says why.",
            "Appeal through https://help.openai.com; a new key does not help.",
        ),
        codes=frozenset({"access_terminated"}),
        types=frozenset({"access_terminated"}),
        wording=says(r"access was terminated"),
    ),
)


def _judge(seen: Seen) -> Check:
    turned_away = earliest(seen.mine)
    if turned_away is not None:
        return refused(turned_away)
    replies = seen.evidence.replies
    calls = [replies[name] for name in CALLS if name in replies]
    if seen.reached is not None and seen.reached >= Gate.PACE and calls:
        return Check(
            outcome=Outcome.PASS,
            summary="The account is active and has credit: a call went past the quota check.",
            evidence=facts_of(calls[0]),
            seconds=calls[0].seconds,
        )
    check = silence(seen, calls)
    if check.outcome is not Outcome.UNKNOWN or not seen.evidence.finished:
        return check
    return Check(
        outcome=Outcome.UNKNOWN,
        summary="Whether the account has credit could not be seen with this key.",
        next_steps=(
            "Name a model that the key may use, and check again.",
            f"Or look at {_BILLING}.",
        ),
    )


CAUSE: Final = Cause(
    slug="billing",
    place=4,
    title="The account cannot pay or is closed",
    topic="Billing",
    docs="https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits",
    judge=_judge,
    refusals=_REFUSALS,
)
