"""What a text says in its own words, or in another language, where no phrase is known.

People translate errors, and programs tell them in their own way. What stays are the thing
and what is wrong with it, near each other: a key and "rejected", a quota and "превышена".
Such a pair is as weak as a status: it counts in a text about OpenAI in which nothing
clearer stands. To teach a language, add its words to the topics.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.explain.context import Context, context_of
from bot.domain.explain.hit import Hit
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Weight
from bot.domain.explain.signs import BAD_REQUEST, MEANINGS

BEFORE: Final = 45
AFTER: Final = 60
MOST_PLACES: Final = 8  # of one thing in one text

_ABSENT: Final = (
    *("could not read", "unable to locate", "unable to find", "could not find", "can't find"),
    *("cannot find", "there is no", "not exported", "не найден", "не задан", "не установлен"),
    *("trouvé", "manquant", "introuvable", "non défini", "no se encontr", "no encontrad"),
    *("não encontrad", "não definid", "nicht gefunden", "fehlt", "見つかりません", "設定されて"),
    *("설정되지", "없습니다", "찾을 수 없", "没有找到", "找不到", "缺少", "no está definid"),
)
_INVALID: Final = (
    *("invalid", "inválid", "ungültig", "неверн", "недействительн", "no es válid"),
    *("refused", "not recognised", "no válid", "無効", "正しくありません", "유효하지", "잘못된"),
    *("不正确", "无效", "已过期", "错误的", "errada", "incorrect", "falsch", "expirad", "revoked"),
)
_KEYS: Final = (
    *("api key", "api-key", "apikey", "the key", "your key", "clave", "chave", "clé ", "ключ"),
    *("schlüssel", "apiキー", "キー", "api 키", "密钥", "api キー"),
)
_TOO_FAR: Final = (
    *("exceed", "exhaust", "used up", "run out", "ran out", "depleted", "превышен", "исчерпан"),
    *("superad", "agotad", "excedid", "esgotad", "dépassé", "épuisé", "überschritten"),
    *("erschöpft", "超え", "超过", "超出", "用尽", "不足", "초과", "not enough", "insufficient"),
)
_COUNTRIES: Final = (
    *("country", "region", "territory", "国家", "地区", "国・地域", "страна", "регион", "país"),
    *("pays", "region", "국가", "land"),
)
_UNSUPPORTED: Final = (
    *("unsupported", "not supported", "not available", "不受支持", "不支持", "не поддержива"),
    *("no compatible", "no admitid", "en charge", "nicht unterstützt", "지원되지"),
)
_WAY: Final = ("connect", "conexión", "connexi", "conectar", "connecter", "подключ", "соедин")


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of failure as a thing, and what goes wrong with it."""

    cause: str
    code: str
    things: tuple[str, ...]
    troubles: tuple[str, ...]


TOPICS: Final = (
    Topic("environment", "missing_api_key", ("openai_api_key", "openai key"), _ABSENT),
    Topic(
        "auth_header",
        "illegal_header_value",
        ("authorization header", "header 'authorization'", 'header "authorization"'),
        ("ascii", "invalid value", "invalid character", "newline", "control character"),
    ),
    Topic(
        "billing",
        "insufficient_quota",
        ("quota", "credit", "balance", "budget", "квот", "cuota", "クォータ", "할당량", "funds"),
        _TOO_FAR,
    ),
    Topic(
        BAD_REQUEST,
        "context_length_exceeded",
        ("context", "prompt", "tokens", "上下文", "コンテキスト", "контекст"),
        ("too long", "too many", "too large", *_TOO_FAR),
    ),
    Topic("permissions", "unsupported_country_region_territory", _COUNTRIES, _UNSUPPORTED),
    Topic(
        "permissions",
        "organization_not_verified",
        ("organization", "organisation"),
        ("complete verification", "verify", "not verified", "unverified"),
    ),
    Topic(
        "model_endpoint",
        "model_not_found",
        ("model", "modelo", "modèle", "модел", "モデル", "모델", "模型"),
        (
            *("there is no", "does not exist", "unknown", "no existe", "não existe", "n'existe"),
            *("existiert nicht", "не существует", "存在しません", "존재하지", "不存在"),
        ),
    ),
    Topic(
        "rate_limit",
        "too_many_requests",
        ("request", "запрос", "リクエスト", "요청", "请求", "solicitudes", "requêtes", "anfragen"),
        (
            "too many",
            "多すぎ",
            "слишком много",
            "너무 많",
            "demasiad",
            "trop de",
            "zu viele",
            "过多",
        ),
    ),
    Topic(
        "network",
        "connection_failed",
        (*_WAY, "接続", "연결", "连接", "verbind", "transport", "tls session"),
        (
            *("could not", "unable", "не удалось", "no se pudo", "não foi possível", "impossible"),
            *(
                "timed out",
                "タイムアウト",
                "失敗",
                "실패",
                "失败",
                "超时",
                "nicht möglich",
                "closed",
            ),
            *("rejected", "not trusted", "refusé", "rechazad"),
        ),
    ),
    Topic(
        "service_status",
        "server_error",
        ("server", "service", "сервер", "サーバー", "서버", "服务器", "servidor", "serveur"),
        (
            *("перегружен", "混み", "混雑", "과부하", "内部错误", "内部エラー", "sobrecargad"),
            *("surchargé", "überlastet", "outage", "overload", "недоступ", "不可用"),
        ),
    ),
    Topic("service_status", "server_error", ("openai",), ("outage", "downtime", "is down")),
    Topic("invalid_key", "invalid_api_key", _KEYS, _INVALID),
)


def heard_in(reading: Reading) -> list[Hit]:
    """The pairs of a thing and its trouble that stand near each other."""
    if context_of(reading) is not Context.OPENAI:
        return []
    return [hit for topic in TOPICS for hit in _hits(topic, reading.lower)]


def _hits(topic: Topic, lower: str) -> Iterator[Hit]:
    troubles = [word for word in topic.troubles if word in lower]
    places = (at for thing in topic.things for at in _places(thing, lower)) if troubles else ()
    for at in places:
        start, end = max(0, at - BEFORE), at + AFTER
        if any(word in lower[start:end] for word in troubles):
            meanings = MEANINGS[topic.cause]
            place, meaning = next(
                (number, one) for number, one in enumerate(meanings) if one.code == topic.code
            )
            yield Hit(topic.cause, meaning, Weight.FAINT, start, min(end, len(lower)), place)
            return


def _places(thing: str, lower: str) -> Iterator[int]:
    at = lower.find(thing)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = lower.find(thing, at + len(thing))
