"""Signs of cause 9: the key is good, but it may not do this, here, or for this organization."""

from typing import Final

from bot.domain.explain.sign import Meaning, exact, faint, fair, strong, sure

MEANINGS: Final = (
    Meaning(
        code="missing_scope",
        signs=(
            *exact(
                "insufficient permissions for this operation",
                "missing scopes:",
                "missing scopes",
                "check that you have the correct role in your organization",
                *("api.responses.write", "api.model.read", "api.model.request"),
                *(": model.request", "作用域"),
            ),
            *strong(
                "insufficient permissions",
                "insufficient_permissions",
                "does not have the required permissions",
                "restricted api key",
                "do not have permission to",
                "don't have permission to",
                "does not have permission",
                "lacks permission",
                "insufficient scope",
                "missing scope",
                "not have sufficient permissions",
                *("没有足够的权限", "没有权限", "权限不足"),
            ),
        ),
    ),
    Meaning(
        code="model_not_found",
        signs=(
            *exact(
                "project … does not have access to model",
                "does not have access to model",
                "403 … not have access to",
                "does not have access to the model",
                "not allowed to sample from this model",
                "not allowed to generate embeddings from this model",
                "key not allowed to access model",
            ),
            *strong(
                "do not have access to this model",
                "no access to model",
                "not allowed to use this model",
            ),
        ),
        also=("model_endpoint",),
    ),
    Meaning(
        code="unsupported_country_region_territory",
        says="OpenAI does not serve the country or region that the call came from.",
        steps=(
            "Make the call from a supported country: https://platform.openai.com/docs/supported-countries.",
            "Check where a VPN, a proxy or a cloud region sends the program's traffic out: `curl https://ifconfig.me` there shows the address.",
        ),
        signs=(
            *exact(
                "country, region, or territory not supported",
                "services are not available in your country",
                "unsupportedcountryregionterritory",
                "unsupported_country",
            ),
            *strong(
                "not available in your country",
                "not available in your region",
                "country is not supported",
                "country not supported",
                "not supported in your country",
                "not supported in your region",
                "region is not supported",
                "unsupported region",
            ),
        ),
        also=("network",),
    ),
    Meaning(
        code="organization_not_verified",
        signs=(
            *exact(
                "organization must be verified",
                "click on verify organization",
                "organization needs to be verified",
            ),
            *strong("verify organization", "organization verification"),
        ),
    ),
    Meaning(
        code="mismatched_organization",
        signs=(
            *exact(
                "header should match organization for api key",
                "openai-organization header should match",
                "openai-project header should match",
                "do not have access to the organization tied to the api key",
                "no such organization",
                "no such project",
                "invalid organization",
            ),
            *strong(
                "mismatched_project",
                "not a member of … organization",
                "not a member of this organization",
            ),
        ),
        also=("environment",),
    ),
    Meaning(
        code="no_organization",
        signs=exact("must be a member of an organization to use the api"),
    ),
    Meaning(
        code="project_archived",
        says="The project that this key belongs to has been archived.",
        steps=(
            "Create a key in a project that is active: https://platform.openai.com/api-keys.",
            "Or ask an owner which project took its place.",
        ),
        signs=(
            *sure("project you are requesting has been archived"),
            *strong("project … has been archived", "project_archived"),
        ),
    ),
    Meaning(
        code="ip_not_authorized",
        says="An IP allowlist of the organization or project keeps the key from being used from the address that the call came from.",
        steps=(
            "Ask an owner to add the address that the program's traffic leaves by (after NAT and proxy): `curl https://ifconfig.me` there shows it.",
            "A project's allowlist replaces the organization's: look at both.",
            "Just changed? It takes up to 15 minutes.",
        ),
        signs=(
            *exact(
                "ip address is not authorized", "ip not authorized", "ip address … not authorized"
            ),
            *strong(
                "ip address … not in the allowlist",
                "ip address … not allowed",
                "ip allowlist",
                "ip is not allowed",
            ),
        ),
    ),
    Meaning(
        code="permission_denied",
        says="OpenAI refuses this call with 403 and the text does not say why: a missing scope, a model that the project may not use, a country, or a block on the way.",
        steps=(
            "Look at the body of the answer: its `code` and `message` tell which of these it is.",
            "Check the key's permissions and its project's models at https://platform.openai.com/settings.",
            "Try from another network: if it works there, something on the way refuses the call.",
        ),
        signs=(
            *fair(
                "permissiondeniederror",
                "openai.permissiondeniederror",
                "openai.error.permissionerror",
            ),
            *faint("permission denied", "access denied", unless=("errno 13", "eacces")),
            *faint(
                *("403 forbidden", "request_forbidden"),
                *("forbidden", "not authorized", "requestforbidden"),
            ),
        ),
        also=("network", "invalid_key"),
    ),
)
