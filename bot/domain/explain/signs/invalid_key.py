"""Signs of cause 1: OpenAI does not know the key."""

from typing import Final

from bot.domain.explain.sign import Meaning, exact, faint, fair, strong, sure

MEANINGS: Final = (
    Meaning(
        code="invalid_api_key",
        signs=(
            *sure(
                "incorrect api key provided",
                "incorrect_api_key",
            ),
            *strong(
                "invalid api key provided",
                "you can find your api key at https://platform.openai.com",
                "invalid api key",
                "api key is invalid",
                "invalid openai api key",
                "api key invalid",
                "invalid … api key",
                "incorrect api key",
                "wrong api key",
                "invalid authentication",
                "api key is not valid",
                "api key not valid",
                "api key … rejected",
                "key you provided is invalid",
                "invalid credentials",
                "invalid bearer token",
                "invalid token",
                "authorization failed - please check your credentials",
                'unexpected token … "incorrect',
                "invalid openai key",
                "openai key … invalid",
                "openai key … incorrect",
                "openai key … not valid",
                "api key is incorrect",
                "api key is wrong",
                "api key was rejected",
                "api key not recognized",
                "api key is not recognized",
                "invalid api-key",
                "invalid apikey",
                "invalid_key",
                "bad api key",
                "密钥无效",
                "密钥错误",
                "无效的密钥",
                "无效的 api",
                "无效的api",
                "key无效",
                "key 无效",
                "key 错误",
                "key错误",
            ),
        ),
        also=(),
    ),
    Meaning(
        code="expired_api_key",
        signs=(
            *sure(
                "your authentication token has been invalidated",
                "could not parse your authentication token",
                "your authentication token has expired",
                "your authentication token is not valid",
                "provided authentication token is expired",
            ),
            *strong(
                "api key has expired",
                "api key expired",
                "api key has been revoked",
                "api key was revoked",
                "api key has been disabled",
                "api key … revoked",
                "token_invalidated",
                "token_expired",
                "token has expired",
            ),
        ),
    ),
    Meaning(
        code="key_not_accepted",
        signs=(
            *fair(
                "openai.authenticationerror",
                "openai.error.authenticationerror",
                "authenticationerror",
                "openai_error_authentication",
                "unauthorizedexception",
            ),
            *faint(
                *("401 unauthorized", "authentication failed", "unauthorized"),
                *("not authenticated", "authentication error", "unauthenticated"),
                *("check your api key", "check that your api key", "verify your api key"),
            ),
        ),
        also=("auth_header", "permissions"),
    ),
    Meaning(
        code="leaked_key",
        says="OpenAI has revoked this key because it was published somewhere.",
        steps=(
            "Create a new key at https://platform.openai.com/api-keys.",
            "Find where the old one was published (a repository, a front end) and remove it there.",
            "Keep the new key in an environment variable or a secret store, never in code.",
        ),
        signs=exact("api key … leaked", "key … found to be leaked", "key … publicly exposed"),
    ),
)
