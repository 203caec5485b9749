"""Error texts and a key for the scenarios around explanations: all of it invented."""

KEY = (
    "sk-proj-"
    + "Invented_words_for_a_test_9_" * 2
    + "T3BlbkFJ"
    + "more_Invented_words_4_tests_" * 2
)
MASKED = f"sk-proj-…{KEY[-4:]}"
PIECES = [KEY[at : at + 14] for at in range(8, len(KEY) - 14, 7)]
ORGANIZATION = "org-InventedWords1234abcd"
NO_MONEY = (
    "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current "
    "quota, please check your plan and billing details.', 'code': 'insufficient_quota'}}"
)
TOO_FAST = (
    "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Rate limit reached for "
    f"gpt-6-luna in organization {ORGANIZATION} on tokens per min (TPM): Limit 30000, Used 29000, "
    "Requested 2000. Please try again in 2s.', 'code': 'rate_limit_exceeded'}} "
    "POST https://api.openai.com/v1/responses"
)
TOO_LONG = "This model's maximum context length is 8192 tokens. openai.BadRequestError"
UNRELATED = "KeyError: 'customer_id'"


def holds_the_key(text: str) -> bool:
    """Whether any longer piece of the key stands there."""
    return any(piece in text for piece in PIECES)
