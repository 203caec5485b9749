"""The topics that are heard where no known phrase stands: a thing, and what is wrong with it.

To teach a language, add its words for the things and for the troubles.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.explain.sign import Weight
from bot.domain.explain.signs import BAD_REQUEST
from bot.domain.explain.signs.missing import NAMES

_ABSENT: Final = (
    *("not set", "isn't set", "unset", "not defined", "isn't defined", "undefined", "missing"),
    *("not found", "wasn't found", "couldn't find", "could not find", "can't find"),
    *("cannot find", "unable to find", "unable to locate", "could not read", "there is no"),
    *("not provided", "not configured", "isn't configured", "not available", "not present"),
    *("not loaded", "not exported", "empty", "'' ", "blank", "is null", "is none", "nonetype"),
    *("is nil", "found nil", "null check", "has no attribute", "no such", "not been", "first."),
    *("first, ", "before reading", "failed to load", "could not load", "set openai", "no openai"),
    *("is required", "are required", "must be", "didn't get", "did not get", "does not exist"),
    *("doesn't exist", "access to secret", "please set", "please provide", "please add"),
    *("please export", "please define", "set the", "set your", "expected", "forgot"),
    *("not specified", "not supplied", "not given", "no value", "not detected", "keyerror"),
    *("bool given", "null given", "not initiali", "reading '", 'required"', "required'"),
    *("do not have", "don't have", "does not have", "no key", "not a string", "export it"),
)
_ABSENT_ELSEWHERE: Final = (
    *("не найден", "не задан", "не установлен", "отсутствует", "не указан", "не настроен"),
    *("trouvé", "manquant", "introuvable", "non défini", "pas défini", "pas configur"),
    *("no se encontr", "no encontrad", "no está definid", "no definid", "falta", "no configurad"),
    *("não encontrad", "não definid", "não está definid", "não configurad", "ausente"),
    *("nicht gefunden", "fehlt", "nicht gesetzt", "nicht konfiguriert", "nicht definiert"),
    *("non trovat", "mancante", "non impostat", "non configurat", "ontbreekt", "niet gevonden"),
    *("niet ingesteld", "brak ", "nie ustawion", "nie znaleziono", "ayarlanmamış", "bulunamadı"),
    *("saknas", "mangler", "chybí", "hiányzik", "không tìm thấy", "chưa được", "tidak ditemukan"),
    *("見つかりません", "設定されて", "未設定", "ありません", "설정되지", "없습니다", "찾을 수 없"),
    *(
        "没有找到",
        "找不到",
        "缺少",
        "缺失",
        "为空",
        "未设置",
        "未配置",
        "没有设置",
        "沒有",
        "未設置",
    ),
)
# A key that somebody judged was there.
_JUDGED: Final = (
    *("incorrect", "is invalid", "invalid api key", "invalid key", "expired", "revoked"),
    *("rejected", "verif", "not valid", "wrong", "not accepted", "recogni", "deactivated"),
)
_INVALID: Final = (
    *("invalid", "inválid", "ungültig", "неверн", "недействительн", "es válid", "no válid"),
    *("refused", "not recognised", "not recognized", "rejected", "not valid", "no longer"),
    *("not active", "disabled", "deleted", "incorrect", "wrong", "not accepted", "not working"),
    *(
        "look right",
        "doesn't look",
        "malformed",
        "wrong format",
        "expired",
        "expirad",
        "expiré",
        "abgelaufen",
        "revoked",
        "could not be verified",
    ),
    *("failed to validate", "verification failed", "validation failed", "failed validation"),
    *("verify your", "check your", "doublecheck", "double-check", "errada", "falsch", "scadut"),
    *("onjuist", "ongeldig", "nieprawidłow", "geçersiz", "ogiltig", "ugyldig", "neplatn"),
    *("érvénytelen", "không hợp lệ", "tidak valid", "non valid", "sbagliat", "incorrett"),
    *("無効", "正しくありません", "間違", "유효하지", "잘못된", "不正确", "无效", "失效", "無效"),
    *("已过期", "错误的", "有误", "просрочен", "истек", "غير صالح", "अमान्य"),
)
_KEYS: Final = (
    *("api key", "api-key", "apikey", "api_key", "the key", "your key", "openai key"),
    *(
        "api token",
        "the token",
        "token rejected",
        "key format",
        "your token",
        "openai token",
        "credential",
        "key sk-",
    ),
    *("clave", "chave", "clé ", "ключ", "schlüssel", "apiキー", "キー", "api 키", "密钥"),
    *("密鑰", "金鑰", "api キー", "sleutel", "anahtar", "klucz", "chiave", "nyckel", "nøgle"),
    *("nøkkel", "klíč", "kulcs", "مفتاح", "khóa", "kunci"),
)
_TOO_FAR: Final = (
    *("exceed", "exhaust", "used up", "run out", "ran out", "depleted", "превышен", "исчерпан"),
    *("superad", "agotad", "excedid", "esgotad", "dépassé", "épuisé", "überschritten"),
    *("erschöpft", "超え", "超过", "超出", "用尽", "不足", "초과", "not enough", "insufficient"),
    *("too low", "esaurit", "superat", "przekroczon", "aşıldı", "overschreden", "ultrapassad"),
)
_COUNTRIES: Final = (
    *("country", "region", "territory", "国家", "地区", "国・地域", "страна", "регион", "país"),
    *("pays", "region", "국가", "land", "paese", "ülke", "kraj"),
)
_UNSUPPORTED: Final = (
    *("unsupported", "not supported", "not available", "不受支持", "不支持", "не поддержива"),
    *("no compatible", "no admitid", "en charge", "nicht unterstützt", "지원되지", "non support"),
    *("no es compatible", "não suportad", "niet ondersteund", "desteklenmiyor"),
)
_WAY: Final = ("connect", "conexión", "connexi", "conectar", "connecter", "подключ", "соедин")


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of failure as a thing, and what goes wrong with it.

    A `loud` topic is heard beside the signs, the others only where there is none.
    """

    cause: str
    code: str
    things: tuple[str, ...]
    troubles: tuple[str, ...]
    unless: tuple[str, ...] = ()  # words beside it that take its meaning away
    loud: bool = False

    @property
    def weight(self) -> Weight:
        """How much it says."""
        return Weight.FAIR if self.loud else Weight.FAINT


TOPICS: Final = (
    Topic(
        "environment",
        "missing_api_key",
        NAMES,
        (*_ABSENT, *_ABSENT_ELSEWHERE),
        unless=_JUDGED,
        loud=True,
    ),
    Topic(
        "environment",
        "missing_api_key",
        (
            *("env var", "environment", "env variable", ".env", "dotenv", "process.env"),
            *("secret", "credential", "keychain", "vault", "openai: key", "openai key"),
        ),
        (
            *("missing", "not set", "not found", "undefined", "no key", "not loaded"),
            *("could not", "no such", "no openai", "does not exist", "is nil", "not initiali"),
            *("unexpectedly found nil", "null check operator", "<empty"),
        ),
        unless=_JUDGED,
    ),
    Topic(
        "auth_header",
        "illegal_header_value",
        ("authorization header", "header 'authorization'", 'header "authorization"'),
        ("ascii", "invalid value", "invalid character", "newline", "control character"),
    ),
    Topic(
        "billing",
        "insufficient_quota",
        (
            *("quota", "credit", "balance", "budget", "квот", "cuota", "クォータ", "할당량"),
            *("funds", "kredit", "crédit", "crédito", "credito", "guthaben", "баланс", "残高"),
        ),
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
            *("niet gevonden", "non esiste", "nie istnieje", "bulunamadı", "no longer"),
        ),
    ),
    Topic(
        "rate_limit",
        "too_many_requests",
        ("request", "запрос", "リクエスト", "요청", "请求", "solicitudes", "requêtes", "anfragen"),
        (
            *("too many", "多すぎ", "слишком много", "너무 많", "demasiad", "trop de"),
            *("zu viele", "过多", "te veel", "troppe", "zbyt wiele", "muitas"),
        ),
    ),
    Topic(
        "network",
        "connection_failed",
        (*_WAY, "接続", "연결", "连接", "verbind", "transport", "tls session"),
        (
            *("could not", "unable", "не удалось", "no se pudo", "não foi possível", "impossible"),
            *("timed out", "タイムアウト", "失敗", "실패", "失败", "超时", "nicht möglich"),
            *("closed", "rejected", "not trusted", "refusé", "rechazad", "mislukt"),
        ),
    ),
    Topic(
        "service_status",
        "server_error",
        ("server", "service", "сервер", "サーバー", "서버", "服务器", "servidor", "serveur"),
        (
            *("перегружен", "混み", "混雑", "과부하", "内部错误", "内部エラー", "sobrecargad"),
            *("surchargé", "überlastet", "outage", "overload", "недоступ", "不可用"),
            *("sovraccaric", "overbelast", "przeciążon"),
        ),
    ),
    Topic("service_status", "server_error", ("openai",), ("outage", "downtime", "is down")),
    Topic("invalid_key", "invalid_api_key", _KEYS, _INVALID),
    Topic(
        "sdk",
        "code_does_not_fit",
        (
            *("openai version", "openai package", "openai library", "openai sdk", "openai-python"),
            *("openai==", "openai@", "openai-node", "version of openai", "openai module"),
        ),
        (
            *("incompatible", "unsupported", "upgrade", "downgrade", "outdated", "too old"),
            *("not installed", "conflict", "mismatch", "install", "requires", "not supported"),
            *("unknown revision", "version solving failed", "resolutionimpossible", "depends on"),
        ),
    ),
    Topic(
        "sdk",
        "code_does_not_fit",
        ("openai ", "openai'", 'openai"', "openai/", "openai\\", "openai.", "openai@", "openai="),
        (
            *("importerror", "modulenotfounderror", "dll load failed", "import openai"),
            *("building wheel", "did not run successfully", "version solving failed"),
            *("conflicting dependencies", "resolutionimpossible", "class extends value"),
            *("bad class file", "openai/shims", "openai/_shims", "syntaxerror: unexpected token"),
        ),
        unless=("json", "<"),
    ),
)
