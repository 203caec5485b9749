"""Whose error it is, when it is not OpenAI's.

Half the world speaks OpenAI's protocol, often through OpenAI's own library, so the class
of an exception proves nothing. A provider is known by its host, by the name that a wrapper
gives its exceptions, or by words that only it says (`marks`); its mere name (`names`) is
no more than a hint. To add a provider or a service, add a row.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.explain.phrases import Index, Phrase
from bot.domain.explain.reading import Reading


@dataclass(frozen=True, slots=True)
class Other:
    """A provider or service that is not OpenAI."""

    name: str
    marks: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """Another's traces in a text: `certain` if by a mark; `at` is where."""

    name: str
    certain: bool
    at: int
    words: str


_CLASSES: Final = (
    "apierror",
    "apistatuserror",
    "authenticationerror",
    "ratelimiterror",
    "badrequesterror",
    "notfounderror",
    "internalservererror",
    "apiconnectionerror",
    "apitimeouterror",
    "permissiondeniederror",
    "overloadederror",
    "unauthorizederror",
    "toomanyrequestserror",
)


def _raised_by(package: str) -> tuple[str, ...]:
    """The names of a library's exceptions, and its frames in a traceback."""
    return (
        *(f"{package}.{name}" for name in _CLASSES),
        f"site-packages/{package}/",
        f"node_modules/{package}",
    )


PROVIDERS: Final = (
    Other(
        "Azure OpenAI",
        (
            "openai.azure.com",
            "cognitiveservices.azure.com",
            "services.ai.azure.com",
            "azureexception",
            "azure.ai.openai",
            "deploymentnotfound",
            "invalid subscription key or wrong api endpoint",
            "api deployment for this resource does not exist",
            "azure openai",
            "azure_openai_",
            "azureopenai",
            "azurechatopenai",
            "azure/gpt",
            "apim-request-id",
            "operationnotsupported",
            "azure openai's content management policy",
            "azureopenaiexception",
            "azure.identity",
            "azure_ad_token",
            "microsoft foundry",
            "azure.core.exceptions",
            "aka.ms/oai",
            "azure_endpoint",
            "openai s0 pricing tier",
            "invalidtemplatedeployment",
            "azure api management",
            "management.azure.com",
        ),
    ),
    Other(
        "Anthropic",
        (
            "api.anthropic.com",
            "console.anthropic.com",
            "anthropicexception",
            "anthropicerror",
            "invalid x-api-key",
            *_raised_by("anthropic"),
            "@anthropic-ai",
            "anthropic_api_key",
            "overloaded_error",
            "x-api-key header is required",
            "your credit balance is too low to access the anthropic",
            '"type":"error","error"',
            '"type": "error", "error"',
            "{'type': 'error', 'error'",
            "claude code",
            "req_011",
            "anthropic api error",
            "anthropic-version",
            "anthropic api",
            "claude.ai",
            "you've hit your limit",
            "claude usage limit",
            "ai-sdk/anthropic",
            "langchain_anthropic",
        ),
        ("anthropic", "claude"),
    ),
    Other(
        "Google Gemini",
        (
            "generativelanguage.googleapis.com",
            "ai.google.dev",
            "google.api_core",
            "google.genai",
            "geminiexception",
            "vertexaiexception",
            "vertex_ai",
            "googleapis.com",
            "api_key_invalid",
            '"status": "invalid_argument"',
            "'status': 'invalid_argument'",
            '"status": "unavailable"',
            "'status': 'unavailable'",
            "resource_exhausted",
            "503 unavailable",
            "generatecontentrequest",
            "googlegenerativeai",
            "google.rpc",
            "gemini_api_key",
            "google_api_key",
            "aistudio.google.com",
            "permission_denied … google",
            '"status": "permission_denied"',
            '"status": "not_found"',
            "'status': 'not_found'",
            "'status': 'permission_denied'",
            "for api version v1beta",
            "vertex ai",
            "@google/genai",
            "@google/generative-ai",
            "failed_precondition",
            "gemini api",
            "google.auth",
            "api key not valid. please pass a valid api key",
            '"status":"invalid_argument"',
            '"status":"unavailable"',
            '"status":"resource_exhausted"',
            "langchain_google",
            "[googlegenerativeai error]",
            "error fetching from https://generativelanguage",
        ),
        ("gemini", "palm-2"),
    ),
    Other(
        "OpenRouter",
        (
            "openrouter.ai",
            "openrouterexception",
            "openrouter_api_key",
            "no endpoints found",
            "openrouter",
            "no auth credentials found",
            "provider returned error",
            "no allowed providers are available",
            "requires more credits, or fewer max_tokens",
        ),
    ),
    Other(
        "DeepSeek",
        (
            "api.deepseek.com",
            "platform.deepseek.com",
            "deepseekexception",
            "deepseek_api_key",
            "insufficient balance",
            "authentication fails",
            "deepseek api",
        ),
        ("deepseek",),
    ),
    Other(
        "Groq",
        (
            "api.groq.com",
            "console.groq.com",
            "groqexception",
            "groq_api_key",
            *_raised_by("groq"),
            "groqerror",
        ),
        ("groq",),
    ),
    Other(
        "xAI",
        (
            "api.x.ai",
            "console.x.ai",
            "xaiexception",
            "xai_api_key",
            "used all available credits or reached",
        ),
        ("grok", "xai"),
    ),
    Other(
        "Mistral",
        (
            "api.mistral.ai",
            "mistralexception",
            "mistral_api_key",
            *_raised_by("mistralai"),
            "console.mistral.ai",
            "mistralapiexception",
            "sdkerror: api error occurred",
        ),
        ("mistral", "codestral"),
    ),
    Other(
        "Cohere",
        (
            "api.cohere",
            "cohereexception",
            "cohere_api_key",
            *_raised_by("cohere"),
            "cohere.com",
            "cohere.errors",
            "cohere.core.api_error",
        ),
        ("cohere",),
    ),
    Other(
        "Hugging Face",
        (
            "huggingface.co",
            "huggingface_hub",
            "hf_token",
            "huggingfaceexception",
            "hf_hub",
            "api-inference",
        ),
        ("hugging face", "huggingface"),
    ),
    Other("Together AI", ("api.together.", "togetherexception", "together_ai", "together.ai")),
    Other("Fireworks AI", ("fireworks.ai", "fireworksexception", "fireworks_ai")),
    Other(
        "Perplexity",
        ("api.perplexity.ai", "perplexityexception", "perplexity_api_key"),
        ("perplexity",),
    ),
    Other(
        "Replicate",
        ("api.replicate.com", "replicate.exceptions", "replicate.com/docs", "replicateexception"),
    ),
    Other(
        "Ollama",
        (
            "ollama",
            "localhost:11434",
            "127.0.0.1:11434",
            "port=11434",
            ":11434",
            "try pulling it first",
            "ollamaexception",
        ),
    ),
    Other(
        "LM Studio",
        ("lm studio", "lmstudio", "localhost:1234", "127.0.0.1:1234", "no models loaded"),
    ),
    Other(
        "a vLLM server",
        ("vllm", '"object":"error"', '"object": "error"', "'object': 'error'", "hosted_vllm"),
    ),
    Other(
        "llama.cpp",
        ("llama.cpp", "llama-server", "llama_cpp", "localhost:8080/v1", "ggml", "koboldcpp"),
    ),
    Other(
        "AWS (Bedrock)",
        (
            "botocore.",
            "bedrockexception",
            "amazonaws.com",
            "bedrock",
            "boto3",
            "throttlingexception",
            "accessdeniedexception",
            "unrecognizedclientexception",
            "signaturedoesnotmatch",
            "invalidclienttokenid",
            "aws_access_key",
            "expiredtokenexception",
            "sagemaker",
            "nocredentialserror",
        ),
    ),
    Other(
        "GitHub",
        (
            "api.github.com",
            "models.inference.ai.azure.com",
            "githubcopilot.com",
            "bad credentials",
            "models.github.ai",
            "copilot chat",
            "documentation_url",
            "api.individual.githubcopilot",
        ),
        ("github copilot",),
    ),
    Other(
        "Alibaba DashScope",
        (
            "dashscope",
            "aliyun",
            "help.aliyun.com",
            "dashscope_api_key",
            "arrearage",
            "alibabacloud",
        ),
        ("qwen",),
    ),
    Other(
        "Moonshot",
        (
            "api.moonshot.",
            "moonshot.cn",
            "invalid_authentication_error",
            "exceeded_current_quota_error",
            "rate_limit_reached_error",
            "moonshot.ai",
        ),
        ("moonshot", "kimi"),
    ),
    Other("Zhipu", ("bigmodel.cn", "zhipuai", "zhipu", "z.ai/api", "api.z.ai"), ("glm-4", "glm-5")),
    Other(
        "Baidu",
        (
            "aip.baidubce.com",
            "qianfan",
            "rpm_rate_limit_exceeded",
            "tpm_rate_limit_exceeded",
            "baidubce",
            "wenxin",
        ),
        ("ernie",),
    ),
    Other(
        "Volcengine",
        ("volces.com", "volcengine", "accountoverdueerror", "modelnotopen", "ark.cn-beijing"),
        ("doubao",),
    ),
    Other("SiliconFlow", ("siliconflow", "siliconcloud")),
    Other("MiniMax", ("minimax", "minimaxi.com")),
    Other("Tencent", ("hunyuan", "tencentcloud")),
    Other("iFlytek", ("xf-yun.com", "spark-api", "xfyun")),
    Other(
        "a server of your own",
        (
            "gpustack",
            "xinference",
            "localai",
            "lmdeploy",
            "sglang",
            "text-generation-webui",
            "oobabooga",
            "tabbyapi",
            "openllm",
            "llamafile",
            "text-generation-inference",
            "litgpt",
            "fastchat",
            "localhost:8000/v1",
        ),
    ),
    Other(
        "a reseller's gateway",
        (
            "chatanywhere",
            "api2d",
            "closeai",
            "aihubmix",
            "302.ai",
            "gpt4free",
            "g4f",
            "无可用渠道",
            "no available channel",
            "ohmygpt",
        ),
    ),
    Other(
        "NVIDIA NIM", ("integrate.api.nvidia.com", "nvidia_nim", "build.nvidia.com", "nvidia nim")
    ),
    Other("Cerebras", ("api.cerebras.ai", "cerebras")),
    Other("SambaNova", ("sambanova",)),
    Other("Databricks", ("databricks",)),
    Other("IBM watsonx", ("watsonx", "ml.cloud.ibm.com")),
    Other(
        "Cloudflare Workers AI", ("api.cloudflare.com", "workers-ai", "gateway.ai.cloudflare.com")
    ),
    Other("ElevenLabs", ("elevenlabs", "xi-api-key")),
    Other("Stability AI", ("api.stability.ai", "stability_api_key")),
    Other("Voyage AI", ("voyageai", "api.voyageai")),
    Other("Jina AI", ("api.jina.ai", "r.jina.ai")),
    Other("Tavily", ("tavily",)),
    Other("SerpAPI", ("serpapi", "serper.dev")),
    Other("Firecrawl", ("firecrawl",)),
    Other(
        "a one-api gateway",
        (
            "无效的令牌",
            "one_api_error",
            "new_api_error",
            "该令牌",
            "令牌额度",
            "当前分组",
            "(request id: 20",
        ),
    ),
)
# Never mistaken for OpenAI; they are here to be named.
SERVICES: Final = (
    Other("Pinecone", ("pinecone",)),
    Other("Qdrant", ("qdrant",)),
    Other("Weaviate", ("weaviate",)),
    Other("Chroma", ("chromadb", "chroma.errors")),
    Other("HubSpot", ("hubspot", "hubapi")),
    Other(
        "Stripe",
        (
            "api.stripe.com",
            "stripe.error",
            "stripe.com/docs",
            "stripeauthenticationerror",
            "sk_live_",
            "sk_test_",
            "invalid api key provided: sk_",
            "stripeinvalidrequesterror",
        ),
    ),
    Other(
        "Slack",
        (
            "slack.com/api",
            "slack_sdk",
            "slackapierror",
            "slack_bolt",
            "invalid_auth",
            "not_in_channel",
        ),
    ),
    Other(
        "Discord",
        ("discord.errors", "discord.com/api", "discord.gg", "discordapierror", "discord.js"),
    ),
    Other("Telegram", ("api.telegram.org", "telegram.error", "telegram.ext", "telegraf")),
    Other("Twilio", ("twilio",)),
    Other("SendGrid", ("sendgrid",)),
    Other("Notion", ("api.notion.com", "notion_client", "notionhq")),
    Other("Supabase", ("supabase",)),
    Other("Firebase", ("firebase",)),
    Other("Shopify", ("myshopify.com",)),
    Other("Reddit", ("praw", "oauth.reddit.com")),
    Other("YouTube", ("youtube_transcript", "youtube.com", "youtubei")),
    Other("X (Twitter)", ("api.twitter.com", "tweepy")),
    Other("Binance", ("binance",)),
    Other("PostgreSQL", ("psycopg", "postgres", "asyncpg")),
    Other("MySQL", ("mysql", "pymysql")),
    Other("MongoDB", ("pymongo", "mongodb", "mongoservererror", "mongoose")),
    Other("Redis", ("redis.exceptions", "localhost:6379", ":6379", "ioredis")),
    Other("Docker", ("docker.sock", "docker daemon", "docker.io")),
    Other("PyPI", ("pypi.org", "files.pythonhosted")),
    Other("npm", ("npm err! 40", "npm error 40")),
    Other("Kubernetes", ("kubectl", "kubernetes")),
)
OURS: Final = (
    "platform.openai.com",
    "api.openai.com",
    "help.openai.com",
    "onboard.openai.com",
    "beta.openai.com",
    "openaiexception",
    "status.openai.com",
)
_MARKS: Final = Index((Phrase(mark), (one.name, mark)) for one in PROVIDERS for mark in one.marks)
_NAMES: Final = Index((Phrase(name), (one.name, name)) for one in PROVIDERS for name in one.names)
_SERVICES: Final = Index((Phrase(mark), one.name) for one in SERVICES for mark in one.marks)


def provider_in(reading: Reading) -> Seen | None:
    """The other provider of whom the text speaks; a mark before a name."""
    for certain, index in ((True, _MARKS), (False, _NAMES)):
        for (name, words), start, _ in index.found_in(reading.lower, reading.words):
            return Seen(name, certain, start, words)
    return None


def service_in(reading: Reading) -> str | None:
    """The service, no provider of models, whose error it may be."""
    return next((name for name, *_ in _SERVICES.found_in(reading.lower, reading.words)), None)


def is_ours(text: str) -> bool:
    """Whether OpenAI's own hosts are named."""
    return any(mark in text for mark in OURS)
