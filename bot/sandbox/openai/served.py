"""What a request that passed every stage gets: the smallest true answer of its kind."""

from typing import Any, Final

from bot.sandbox.openai.answers import Answer
from bot.sandbox.openai.judge import Case

_USAGE: Final = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
_EMPTY_LIST: Final[dict[str, Any]] = {"object": "list", "data": [], "has_more": False}


def _models(case: Case) -> dict[str, Any]:
    listed = [model.as_json(case.today) for model in case.account.models.values()]
    return {"object": "list", "data": listed}


def _chat(name: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": "ok", "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "chatcmpl-sandbox",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": name,
        "choices": [choice],
        "usage": _USAGE,
    }


def _response(name: str) -> dict[str, Any]:
    content = [{"type": "output_text", "text": "ok", "annotations": []}]
    message = {"type": "message", "role": "assistant", "status": "completed", "content": content}
    return {
        "id": "resp_sandbox",
        "object": "response",
        "status": "completed",
        "model": name,
        "output": [message],
        "usage": {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2},
    }


def _embedding(name: str) -> dict[str, Any]:
    vector = {"object": "embedding", "index": 0, "embedding": [0.0, 1.0]}
    return {"object": "list", "model": name, "data": [vector], "usage": _USAGE}


_ENTRIES: Final[dict[str, dict[str, Any]]] = {
    "/v1/completions": {"object": "text_completion", "choices": [{"text": "ok"}]},
    "/v1/images/generations": {"created": 1_760_000_000, "data": [{"b64_json": ""}]},
    "/v1/audio/transcriptions": {"text": "ok"},
    "/v1/moderations": {"results": [{"flagged": False}]},
}


def served(case: Case) -> Answer:
    """Answer a request that nothing speaks against."""
    if case.endpoint.path == "/v1/audio/speech":
        return Answer(status=200, body=b"RIFF", headers={"content-type": "audio/wav"})
    return Answer(status=200, body=_body(case))


def _body(case: Case) -> dict[str, Any]:
    name = case.request.model
    match case.endpoint.path:
        case "/v1/models":
            return _models(case)
        case "/v1/models/{id}" if case.model is not None:
            return case.model.as_json(case.today)
        case "/v1/chat/completions":
            return _chat(name)
        case "/v1/responses":
            return _response(name)
        case "/v1/embeddings":
            return _embedding(name)
        case path:
            return _ENTRIES.get(path, _EMPTY_LIST)
