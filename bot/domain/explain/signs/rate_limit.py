"""Signs of cause 3: too much in a short time; the key works."""

from typing import Final

from bot.domain.explain.sign import Meaning, bare, exact, faint, fair, strong, sure

MEANINGS: Final = (
    Meaning(
        code="rate_limit_exceeded",
        signs=(
            *exact(
                "rate limit reached for … on tokens per",
                "rate limit reached for … on requests per",
                "rate limit reached for … on images per",
                "request too large for … tokens per",
                "rate limit reached for … limit: … / min",
            ),
            *sure(
                "rate limit reached for",
                "request too large for … organization",
                "tokens per min (tpm)",
                "requests per min (rpm)",
                "requests per day (rpd)",
                "tokens per day (tpd)",
                "images per min",
                "on requests per min. limit",
                "on tokens per min. limit",
                "you are sending requests too quickly",
                "platform.openai.com/account/rate-limits",
                "you can increase your rate limit by adding a payment method",
                "exceeded the rate limit, please slow down",
                "limit … used … requested … try again in",
                "limit … requested … try again in",
                'unexpected token … "rate limit',
            ),
            *strong(
                "rate limit reached",
                "rate limit exceeded",
                "rate limit has been exceeded",
                "rate-limited",
                "limit: … / min",
                "rate limited",
                "hit the rate limit",
                "exceeded rate limit",
                "exceeded your rate limit",
                "reached the rate limit",
                "tokens per minute",
                "requests per minute",
                "too many concurrent requests",
                "request limit reached",
                "rate_limit_error",
                "throttled",
            ),
            *bare("too many requests in 1 hour. try again later"),
        ),
    ),
    Meaning(
        code="too_many_requests",
        signs=(
            *fair("ratelimiterror", "openai.ratelimiterror", "ratelimitexception"),
            *faint("too many requests", "toomanyrequests"),
            *faint("rate limit", "ratelimit", "rate_limit", "请求过于频繁", "请求过多", "频率"),
        ),
        also=("billing",),
    ),
)
