"""Keys of other providers, told by their shape. They are named and never sent to OpenAI.

To add one, add a row; the first row that fits wins. A shape that others share as well
needs a word in the text around it.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Somebody else who hands out keys. `word` has to stand near a key of that shape, if given."""

    slug: str
    title: str
    shape: re.Pattern[str]
    prefix: str = ""
    word: str = ""


def _row(slug: str, title: str, shape: str, *, prefix: str = "", word: str = "") -> Provider:
    return Provider(slug=slug, title=title, shape=re.compile(shape), prefix=prefix, word=word)


# Shapes are looser than a secret scanner's: a cut-off key of Anthropic is still none of OpenAI's.
PROVIDERS: Final = (
    _row("anthropic", "Anthropic", r"sk-ant-[\w-]*", prefix="sk-ant-"),
    _row("openrouter", "OpenRouter", r"sk-or-[\w-]*", prefix="sk-or-"),
    _row("langfuse", "Langfuse", r"(?:sk|pk)-lf-[\w-]+", prefix="sk-lf-"),
    _row("groq", "Groq", r"gsk_\w*", prefix="gsk_"),
    _row("xai", "xAI", r"xai-\w*", prefix="xai-"),
    _row("gemini", "Google Gemini", r"AIza[\w-]*", prefix="AIza"),
    _row("huggingface", "Hugging Face", r"(?:hf_|api_org_)[A-Za-z0-9]+", prefix="hf_"),
    _row("perplexity", "Perplexity", r"pplx-[A-Za-z0-9]*", prefix="pplx-"),
    _row("replicate", "Replicate", r"r8_[\w-]+", prefix="r8_"),
    _row("nvidia", "NVIDIA", r"nvapi-[\w-]+", prefix="nvapi-"),
    _row("fireworks", "Fireworks", r"fw_[A-Za-z0-9]{20,}", prefix="fw_"),
    _row("tavily", "Tavily", r"tvly-[\w-]+", prefix="tvly-"),
    _row("langsmith", "LangSmith", r"lsv2_\w+", prefix="lsv2_"),
    _row("github", "GitHub", r"(?:gh[opusr]_|github_pat_)\w+", prefix="gh"),
    _row("slack", "Slack", r"x(?:ox[a-z]|app)-[\w-]+", prefix="x"),
    _row("stripe", "Stripe", r"[rs]k_(?:live|test)_\w+", prefix="sk_"),
    _row("aws", "AWS", r"(?:AKIA|ASIA)[A-Z0-9]{16}", prefix="AKIA"),
    _row("deepseek", "DeepSeek", r"sk-[a-z0-9]{32}", prefix="sk-", word="deepseek"),
    _row("moonshot", "Moonshot", r"sk-[A-Za-z0-9]{48}", prefix="sk-", word="moonshot"),
    _row("qwen", "Alibaba Cloud", r"sk-[a-z0-9]{32}", prefix="sk-", word="dashscope"),
    _row("azure", "Azure OpenAI", r"[a-f0-9]{32}|[A-Za-z0-9]{84}", word="azure"),
    _row("cohere", "Cohere", r"[A-Za-z0-9]{40}", word="cohere"),
    _row("mistral", "Mistral", r"[A-Za-z0-9]{32}", word="mistral"),
)


def provider_of(text: str, around: str = "") -> Provider | None:
    """Whose key the text is, if it is another provider's; `around` is where it stood."""
    near = around.lower()
    return next(
        (
            row
            for row in PROVIDERS
            if row.shape.fullmatch(text) and (not row.word or row.word in near)
        ),
        None,
    )
