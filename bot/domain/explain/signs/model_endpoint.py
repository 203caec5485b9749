"""Signs of cause 6: this model or this address does not exist, or they do not go together."""

from typing import Final

from bot.domain.explain.sign import Meaning, exact, faint, fair, strong, sure

MEANINGS: Final = (
    Meaning(
        code="model_not_found",
        signs=(
            *sure(
                "does not exist or you do not have access to it",
                "the model … does not exist",
                "the model: … does not exist",
                "that model does not exist",
                "the requested model … does not exist",
                "model_not_found",
                "engine_not_found",
                "no engine with id",
                "invalid model id",
            ),
            *strong(
                "model … does not exist",
                "model … not found",
                "model not found",
                "invalid model",
                "unknown model",
                "unsupported model",
                "model not exist",
                "model is not available",
                "model … is not available",
                "model … is not supported",
                "model_not_supported",
                "no such model",
                "model_not_available",
                "model … not available",
                "model … not exist",
                "model … unavailable",
                "model … not supported",
                "invalid model name",
                "not a valid model",
                "model … 不存在",
                "模型不存在",
            ),
        ),
        also=(),
    ),
    Meaning(
        code="model_not_found",
        signs=(
            *exact(
                "has been deprecated, learn more here",
                "platform.openai.com/docs/deprecations",
                "model … has been deprecated",
                "model … has been shut down",
                "model … has been retired",
                "model … is deprecated and",
            ),
            *strong(
                "endpoint … deprecated", "model … no longer available", "model … decommissioned"
            ),
        ),
    ),
    Meaning(
        code="wrong_endpoint",
        signs=(
            *exact(
                "this is a chat model and not supported in the",
                "this is not a chat model and thus not supported",
                "is not a chat model",
                "did you mean to use v1/",
                "only supported in v1/responses and not in",
                "is only supported in v1/",
                "not supported in the v1/",
                "is not accessible via the /",
                "unsupported_api_for_model",
                "not supported when using codex with a chatgpt account",
                "not supported in the /v1/",
                "cannot be used with the … endpoint",
            ),
            *strong(
                "not supported by this endpoint",
                "does not support chat",
                "model … endpoint … not supported",
                "not a supported model for",
                "not supported with the responses api",
                "not compatible with … endpoint",
            ),
        ),
    ),
    Meaning(
        code="unknown_url",
        signs=(
            *exact(
                "invalid url (post",
                "invalid url (get",
                "invalid url (delete",
                "unknown request url",
                "not allowed to post on /",
                "not allowed to get on /",
                "method_not_supported",
            ),
            *exact("chat/completions/chat/completions", "/v1/v1/"),
            *strong("unknown endpoint", "endpoint not found", "verify your api base"),
            *strong("endpoint … not found", "invalid endpoint", "no route matches"),
            *fair("method not allowed"),
        ),
        also=("environment",),
    ),
    Meaning(
        code="not_found",
        says="OpenAI found nothing at that address: the model, the endpoint or an id in the call is wrong.",
        steps=(
            'Compare the model\'s name with the list: `curl https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY"`.',
            "Check the base URL: it ends with `/v1`, and the library adds the rest of the path.",
            "If an id stands in the call (file, thread, assistant), look whether the key's project owns it.",
        ),
        signs=(
            *fair("openai.notfounderror", "notfounderror"),
            *faint("404 not found", "request failed with status code 404", "notfound"),
        ),
        also=("environment",),
    ),
)
