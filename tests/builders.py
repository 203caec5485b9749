"""Values for tests: defaults for all but what the test is about."""

from bot.domain.case import Case, Pasted
from bot.domain.keys import ApiKey, KeyKind
from bot.domain.probes import Auth, Probe
from bot.domain.secret import Secret

CANARY = (
    "sk-proj-canary_Bird_sings_" + "in_the_mine_" * 4 + "T3BlbkFJ" + "and_never_seen_" * 4 + "wxyz"
)


def a_key(value: str = CANARY, kind: KeyKind = KeyKind.PROJECT) -> ApiKey:
    secret = Secret(value, masked=f"sk-proj-…{value[-4:]}" if len(value) > 12 else "…")
    return ApiKey(secret=secret, kind=kind, provider="openai", minted=True)


def a_case(
    base_url: str = "https://api.openai.example/v1",
    *,
    key: ApiKey | None = None,
    organization: str | None = None,
    project: str | None = None,
    model: str | None = None,
) -> Case:
    return Case(
        pasted=Pasted(key=key or a_key()),
        base_url=base_url,
        organization=organization,
        project=project,
        model=model,
    )


def a_probe(
    name: str = "models",
    *,
    method: str = "GET",
    path: str = "/models",
    auth: Auth = Auth.SCOPED,
    body: dict[str, object] | None = None,
) -> Probe:
    return Probe(name=name, method=method, path=path, auth=auth, body=body)
