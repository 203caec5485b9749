"""Refusals of a place, an organization or a project: the key is known, but not let in here.

They belong to the cause `permissions` and stand apart from its scopes and models only
because there are many of both.
"""

from typing import Final

from bot.domain.gates import Gate
from bot.domain.refusals import Refusal, says

_ORGANIZATION: Final = (
    "Look up the organization's id at https://platform.openai.com/settings/organization/general."
)
_LEAVE_OUT: Final = (
    "Or leave the organization and project out: the key alone decides where it belongs."
)
_UNSET: Final = "Unset OPENAI_ORG_ID, OPENAI_ORGANIZATION and OPENAI_PROJECT_ID if you did not mean to set them."

REFUSALS: Final = (
    Refusal(
        name="ip_not_authorized",
        gate=Gate.ADMISSION,
        says="An IP allowlist lets this key be used from other addresses only, not from the one this check came from.",
        steps=(
            "Ask an owner to add the address that your traffic leaves by (after NAT and proxy).",
            "A project's allowlist replaces the organization's: look at both.",
            "The address of the machine that checked counts; your program's may differ. Check from there as well.",
            "Just changed? It takes up to 15 minutes.",
        ),
        codes=frozenset({"ip_not_authorized"}),
        wording=says(r"\bip\b[^.]{0,40}not (?:authorized|allowed)", r"ip allow-?list"),
        statuses=frozenset({401, 403}),
    ),
    Refusal(
        name="unsupported_country_region_territory",
        gate=Gate.ADMISSION,
        says="OpenAI does not serve the country or region that this call came from.",
        steps=(
            "Make the call from a supported country: https://platform.openai.com/docs/supported-countries.",
            "Check where a VPN, a proxy or a cloud region sends the traffic out.",
            "The address of the machine that checked counts; your program's may differ.",
        ),
        codes=frozenset({"unsupported_country_region_territory", "unsupported_country"}),
        wording=says(r"country, region,? or territory not supported"),
        statuses=frozenset({403}),
        before_key=True,
    ),
    Refusal(
        name="mismatched_organization",
        gate=Gate.ADMISSION,
        says="The organization that is sent along is not the one that the key belongs to.",
        steps=(_ORGANIZATION, _LEAVE_OUT, _UNSET),
        codes=frozenset({"mismatched_organization"}),
        wording=says(r"organization header should match", r"organization for api key"),
        statuses=frozenset({400, 401, 403}),
    ),
    Refusal(
        name="mismatched_project",
        gate=Gate.ADMISSION,
        says="The project that is sent along is not the one that the key belongs to.",
        steps=(
            "Look up the project's id at https://platform.openai.com/settings/organization/projects.",
            _LEAVE_OUT,
            _UNSET,
        ),
        codes=frozenset(
            {"mismatched_project", "not_authorized_invalid_project", "invalid_project"}
        ),
        wording=says(
            r"project header should match",
            r"project for api key",
            r"no such project",
            r"project[^.]{0,60}(?:has been archived|does not exist|not found)",
        ),
        statuses=frozenset({400, 401, 403, 404}),
    ),
    Refusal(
        name="no_such_organization",
        gate=Gate.ADMISSION,
        says="The organization that is sent along does not exist for this key.",
        steps=(_ORGANIZATION, _LEAVE_OUT, _UNSET),
        codes=frozenset({"invalid_organization", "no_such_organization", "organization_not_found"}),
        wording=says(r"no such organization"),
        statuses=frozenset({400, 401, 403, 404}),
    ),
    Refusal(
        name="no_organization",
        gate=Gate.ADMISSION,
        says="The key's owner is no longer a member of an organization that may use it.",
        steps=(
            "Ask an owner to invite you (again), then create a new key.",
            "For a program use a service account's key: it does not leave with a person.",
            _ORGANIZATION,
        ),
        codes=frozenset({"no_organization"}),
        wording=says(
            r"must be a member of an organization",
            r"do not have access to the organization tied to the api key",
        ),
        statuses=frozenset({401, 403}),
    ),
    Refusal(
        name="data_residency_mismatch",
        gate=Gate.ADMISSION,
        says="The project keeps its data in a region, and the call went to another region's host.",
        steps=(
            "Use the host of the project's region, such as `https://eu.api.openai.com/v1`.",
            "Look up the region under the project's settings, General.",
        ),
        codes=frozenset({"data_residency_mismatch", "incorrect_hostname"}),
        wording=says(r"data residency", r"regional hostname"),
        statuses=frozenset({400, 401, 403, 421}),
    ),
)
