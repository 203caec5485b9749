"""How programs say that they found no key: a name for it, and a word for its lack.

To teach one more name, or one more language, add it here: every name meets every word.
"""

from typing import Final

# OpenAI's own name, and the near misses of half the world.
NAMES: Final = (
    *("openai_api_key", "openai api key", "openai_key", "openai_apikey", "open_ai_key"),
    *("open_ai_api_key", "openai_token", "openai_secret_key", "openai_access_token"),
    *("openai_api_token", "openaiapikey", "openai-api-key", "openai:apikey", "openai apikey"),
    *("open ai key", "open ai api key", "chatgpt api key", "openai.apikey", "openai.api_key"),
)
# What follows the name.
LACKS: Final = (
    *("is not set", "not set", "is missing", "not found", "is not defined"),
    *("is undefined", "is required", "required", "must be set", "is empty"),
    *("not configured", "is not configured", "not provided", "does not exist", "is null"),
    *("must be provided", "missing", "environment variable", "env variable", "env var"),
    *("not present", "must not be", "cannot be empty", "is blank", "left blank"),
    *(
        "… not found",
        "… not detected",
        "… not provided",
        "… not available",
        "… not loaded",
        "… not defined",
        "… not set",
        "… 未设置",
        "… 未配置",
        "… 没有设置",
        "… 没有配置",
        "… 为空",
        "… 缺失",
    ),
    *("… 不存在", "no está", "non défini", "nicht gesetzt", "не задан", "… が設定されていません"),
    *(": command not found", "is not recognized as", ": unbound variable"),
    *("unbound variable", "… is missing", "… is not defined", "… is required"),
    *("… must be set", "undefined"),
)
# What goes before it.
ASKS: Final = (
    *("missing", "missing required … variable", "missing environment variable"),
    *("missing env var", "set the", "set your", "please set …", "please provide …"),
    *("setting the", "environment variable", "environment variables …", "check your"),
    *(
        "no",
        "需要设置 …",
        "请设置 …",
        "请配置 …",
        "请填写 …",
        "缺少 …",
        "未设置 …",
        "未配置 …",
        "未找到 …",
    ),
    *("没有找到 …", "找不到 …", "defina", "falta", "fehlt"),
    *("could not fetch environment variable", "add your", "add the", "you must set"),
    *("need to set", "configure your", "configure the", "set a valid", "enter your"),
    *("nameerror: name", "env: missing", "missing env", "variable:", "variables:"),
    *("missing:", "add your key to the", "no token found …", "put your key in"),
)
NOT_THERE: Final = (
    *(f"{name} {lack}" for name in NAMES for lack in LACKS),
    *(f"{ask} {name}" for name in NAMES for ask in ASKS),
)
