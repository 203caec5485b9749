"""Cause 1: OpenAI does not know the key, or what was pasted is not one of its keys."""

from typing import Final

from bot.domain.case import Outcome
from bot.domain.checks import earliest, facts_of, is_alive, refused, silence, slipped, worst_slip
from bot.domain.diagnosis import Cause, Check, Seen
from bot.domain.gates import Gate
from bot.domain.refusals import Refusal, says

SLUG: Final = "invalid_key"

_NEW_KEY: Final = "Create a new key at https://platform.openai.com/api-keys and copy it at once: it is shown only then."
_LEAKED: Final = "If it worked until recently, look whether it was published: a key found in public code is revoked."

_REFUSALS: Final = (
    Refusal(
        name="invalid_api_key",
        gate=Gate.KEY,
        says="OpenAI does not know this key: it was deleted, revoked, has expired, or was not copied whole.",
        steps=(
            "Compare its last four characters with the list at https://platform.openai.com/api-keys.",
            _NEW_KEY,
            "Put the new key wherever the old one is set, and restart the program.",
            _LEAKED,
        ),
        codes=frozenset({"invalid_api_key"}),
        wording=says(r"incorrect api key provided", r"invalid api key provided"),
        statuses=frozenset({401}),
    ),
    Refusal(
        name="expired_api_key",
        gate=Gate.KEY,
        says="The key has expired or was revoked.",
        steps=(
            _NEW_KEY,
            "Ask an owner whether the organization or project sets an expiry for keys.",
            "Put the new key wherever the old one is set, and restart the program.",
        ),
        codes=frozenset({"expired_api_key", "api_key_expired", "revoked_api_key", "token_expired"}),
        wording=says(
            r"(?:api key|key|token) (?:has |is |was )?(?:been )?(?:expired|revoked|disabled)",
        ),
        statuses=frozenset({401, 403}),
    ),
    Refusal(
        name="invalid_api_key",
        gate=Gate.KEY,
        says="The program sends a key of another provider to OpenAI.",
        steps=(
            "Use an OpenAI key (it begins with `sk-proj-`, `sk-svcacct-` or `sk-`).",
            "Or keep that key and set its provider's base URL in the client.",
            "Look which variable or configuration file the program really reads.",
        ),
        codes=frozenset({"invalid_api_key"}),
        requires=says(
            r"incorrect api key provided:?\s*['\"`]?"
            r"(?:sk-or-|sk-ant-|gsk_|xai-|aiza|hf_|pplx-|r8_)",
        ),
        statuses=frozenset({401}),
        wording=says(r"incorrect api key"),
    ),
    Refusal(
        name="invalid_api_key",
        gate=Gate.KEY,
        says="The program sends a placeholder, an id or a token instead of a key.",
        steps=(
            "Replace it by a real key: https://platform.openai.com/api-keys.",
            "Search the code and the settings for the example text that is still there.",
            "Restart the program after the change.",
        ),
        codes=frozenset({"invalid_api_key"}),
        requires=says(
            r"incorrect api key provided:?\s*['\"`<\[{]?"
            r"(?:your|my[-_ ]|xxx|key_|org-|proj_|asst_|sess-|eyj|https?:|none\b|null\b|undefined|"
            r"sk-x{3}|sk-\.\.\.|sk-your|sk-\*{3,}$|placeholder|changeme|test\b|fake)",
        ),
        statuses=frozenset({401}),
        wording=says(r"incorrect api key"),
    ),
    Refusal(
        name="key_not_accepted",
        gate=Gate.KEY,
        says="OpenAI does not accept the key and gives no reason that we know: it may have expired or been revoked.",
        steps=(
            "Look the key up at https://platform.openai.com/api-keys: is it there, and has it an expiry date?",
            _NEW_KEY,
            _LEAKED,
        ),
        statuses=frozenset({401}),
    ),
)


def _judge(seen: Seen) -> Check:
    key = seen.evidence.key
    about = {"kind": key.kind.value, "provider": key.provider} if key else {}
    turned_away = earliest(seen.mine)
    slip = worst_slip(seen, SLUG)
    if is_alive(seen):
        # A shape that looks wrong proves nothing against a key that OpenAI has answered.
        known = next((r for r in seen.evidence.replies.values() if r.status == 200), None)  # noqa: PLR2004
        facts = {} if known is None else facts_of(known)
        return Check(
            outcome=Outcome.PASS,
            summary="OpenAI knows the key.",
            evidence={**facts, **about},
            seconds=known.seconds if known else 0.0,
        )
    if turned_away is not None:
        marks = {"looks": slip.name} if slip else {}
        return refused(turned_away, {**about, **marks})
    if slip is not None and slip.outcome is not Outcome.PASS:
        return slipped(seen, slip)
    return silence(seen, seen.evidence.replies.values())


CAUSE: Final = Cause(
    slug=SLUG,
    place=1,
    title="The key is not valid",
    topic="The key",
    docs="https://developers.openai.com/api/docs/guides/error-codes",
    judge=_judge,
    refusals=_REFUSALS,
)
