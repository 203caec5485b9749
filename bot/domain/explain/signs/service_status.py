"""Signs of cause 10: OpenAI itself has trouble."""

from typing import Final

from bot.domain.explain.sign import Meaning, bare, exact, faint, fair, strong, sure

MEANINGS: Final = (
    Meaning(
        code="server_is_overloaded",
        signs=(
            *exact(
                "currently overloaded with other requests",
                "engine is currently overloaded",
                "server is overloaded or not ready yet",
                "server is currently overloaded",
                "our servers are currently overloaded",
            ),
            *sure("overloaded … help.openai.com", "selected model is at capacity"),
            *strong(
                "currently overloaded",
                "model is overloaded",
                "server is overloaded",
                "servers are overloaded",
                "at capacity right now",
                "at capacity",
                "high demand",
                "overloaded",
            ),
            *fair("serviceunavailableerror", "service unavailable"),
        ),
    ),
    Meaning(
        code="server_error",
        signs=(
            *exact(
                "the server had an error while processing your request",
                "the server had an error processing your request",
                "server had an error while processing your request",
                "an error occurred while processing your request … help.openai.com",
                "an error occurred while processing your request. you can retry",
                "retry your request, or contact us through our help center",
                "the model produced invalid content",
            ),
            *sure("please include the request id … in your", "the server experienced an error"),
            *strong(
                '"type": "server_error"',
                "'type': 'server_error'",
                '"type":"server_error"',
                "type: 'server_error'",
                "internal server error",
                "server had an error",
                "openai is experiencing",
                "openai is down",
                "status.openai.com",
                "openai's services are down",
            ),
            *fair("internalservererror", "openai.internalservererror", "server_error"),
        ),
    ),
    Meaning(
        code="bad_gateway",
        signs=(
            *exact(
                "api.openai.com | 502",
                "api.openai.com | 503",
                "api.openai.com | 504",
                "api.openai.com | 520",
                "api.openai.com | 521",
                "api.openai.com | 522",
                "api.openai.com | 524",
                "cf_bad_gateway",
                "cf_gateway_timeout",
                "cf_service_unavailable",
                "cf_web_server_is_down",
                "cf_origin",
            ),
            *strong(
                "web server is returning an unknown error",
                "502: bad gateway",
                "502 bad gateway",
                "503 service temporarily unavailable",
                "503 service unavailable",
                "504 gateway time-out",
                "504 gateway timeout",
                "504: gateway time-out",
                "gateway timeout",
                "gateway time-out",
                "upstream connect error or disconnect/reset before headers",
                "no healthy upstream",
                "upstream request timeout",
                "error code 520",
                "error code 522",
                "error code 524",
                "a timeout occurred … cloudflare",
                "origin web server",
                "web server is down",
            ),
            *bare("web server reported a bad gateway error", "api.openai.com host error"),
            *faint("bad gateway", "badgatewayerror"),
        ),
        also=(),
    ),
)
