"""Smaller providers, resellers, and servers of one's own. To add one, add a row."""

from typing import Final

from bot.domain.explain.others.other import Other

REST: Final = (
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
