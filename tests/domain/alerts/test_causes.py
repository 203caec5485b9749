"""Which causes the errors of an alert speak for."""

from bot.domain.alerts.causes import likely
from bot.domain.causes import CAUSES


def test_the_most_frequent_cause_comes_first() -> None:
    errors = {"timeout": 2, "server_error": 3, "overloaded": 4, "insufficient_quota": 1, "429": 0}

    assert likely(errors) == (("service_status", 7), ("network", 2), ("billing", 1))


def test_every_cause_is_one_of_the_ten_or_a_bad_request() -> None:
    known = {cause.slug for cause in CAUSES} | {"bad_request"}
    errors = ["401", "403", "404", "429", "500", "_OTHER", "insufficient_quota", "whatever"]

    assert {slug for slug, _ in likely(dict.fromkeys(errors, 1))} <= known
