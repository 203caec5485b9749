"""Somebody who sends requests to the local OpenAI with a key."""

import httpx

from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY

KEY = WORKING_KEY.key
BY_CAUSE = {sample.cause: sample.key for sample in SAMPLE_KEYS}
ZERO_TOKENS = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": ""}]} | {
    "max_completion_tokens": 0
}


class Caller:
    """Sends requests with a key."""

    def __init__(self, openai: LocalOpenAI) -> None:
        self.http = httpx.AsyncClient(base_url=openai.base_url, trust_env=False)

    async def get(self, path: str, key: str | None = KEY, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=with_key(key, headers))

    async def post(
        self, path: str, body: object, key: str | None = KEY, **headers: str
    ) -> httpx.Response:
        return await self.http.post(path, json=body, headers=with_key(key, headers))


def with_key(key: str | None, headers: dict[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return named | ({"Authorization": f"Bearer {key}"} if key else {})
