"""An answer that nobody knows proves nothing, and nothing more is asked after it."""

import pytest

from bot.domain.diagnosis import Verdict
from bot.domain.planning import next_probes
from tests.domain.cases import a_reply, diagnosed, evidence


@pytest.mark.parametrize("status", [400, 409, 422])
def test_a_list_refused_for_an_unknown_reason_shows_nothing_of_the_key(status: int) -> None:
    strange = a_reply("models", status, code="new_code_2027", message="Something new.")

    diagnosis = diagnosed(strange)

    assert diagnosis.verdict is Verdict.UNDETERMINED
    assert diagnosis.next_steps
    assert next_probes(evidence(strange, finished=False)) == ()
