"""Signs of cause 4: no money, or no account."""

from typing import Final

from bot.domain.explain.sign import Meaning, exact, fair, strong, sure

MEANINGS: Final = (
    Meaning(
        code="insufficient_quota",
        signs=(
            *exact("exceeded your current quota, please check your plan"),
            *exact('unexpected token … "you exceed'),
            *sure(
                "exceeded your current quota",
                "insufficient quota detected",
                "check your plan and billing details",
            ),
            *strong(
                "insufficient quota",
                "quota exceeded",
                "quota has been exceeded",
                "exceeded the quota",
                "exceeded quota",
                "out of quota",
                "quota exhausted",
                "out of credits",
                "run out of credits",
                "insufficient credits",
                "insufficient funds",
                "credits have expired",
                "credit grants",
                "no credits",
                "reached your usage limit",
                "hit your usage limit",
                "usage limit reached",
                "usage limit has been reached",
                "monthly spend",
                "payment required",
                "add … payment method",
                "quota_exceeded",
                "valid credit card",
                "credit balance",
                "credits remaining",
                "spending limit",
                "spend limit",
                "monthly budget",
                "reached your monthly",
                "add credits",
                "top up",
                "exceeded your … quota",
                "insufficient balance",
                "not enough credit",
                "not enough balance",
                "额度",
                "余额",
                "配额",
            ),
            *fair(
                *("quotaexceeded", "billing details", "check your billing", "credit card"),
                *("payment method", "billing", "quota", "subscription"),
            ),
        ),
    ),
    Meaning(
        code="billing_not_active",
        signs=(
            *exact("account is not active, please check your billing"),
            *sure("billing is not active"),
            *strong("account is not active", "billing not active"),
        ),
    ),
    Meaning(
        code="billing_hard_limit_reached",
        signs=(
            *exact("billing hard limit has been reached", "billing hard limit"),
            *exact('unexpected token … "billing ha'),
        ),
    ),
    Meaning(
        code="account_deactivated",
        signs=(
            *exact(
                "account associated with this api key has been deactivated",
                "openai account has been deactivated",
                "key is associated with a deactivated account",
                "associated with a deactivated account",
            ),
            *strong(
                "account has been deactivated",
                "account … deactivated",
                "account has been suspended",
                "account has been disabled",
                "account … banned",
                "organization … has been deactivated",
            ),
        ),
    ),
    Meaning(
        code="access_terminated",
        signs=(
            *exact("access was terminated due to violation of our policies"),
            *sure("your access was terminated"),
        ),
    ),
)
