"""What the reporter adds to a call: the same call of a client, watched and not watched."""

import time
from collections.abc import Callable

from bot.reporter import Identity, Reporter

CALLS = 20_000
ROUNDS = 5
MOST_MICROSECONDS = 50


class Options:
    """What the SDK hands its `request`."""

    json_data = {"model": "gpt-5", "messages": []}  # noqa: RUF012


class Usage:
    """What an answer says it used."""

    prompt_tokens = 900
    completion_tokens = 100


class Answer:
    """What the SDK gives back."""

    usage = Usage()


class Client:
    """A client of the SDK's shape whose calls cost nothing, so that the rest is what is added."""

    api_key = "sk-proj-invented"

    def request(self, _: object, __: Options) -> Answer:
        return ANSWER

    def with_options(self) -> "Client":
        return self

    copy = with_options


ANSWER, OPTIONS = Answer(), Options()


def per_call(request: Callable[[object, Options], Answer]) -> float:
    """Seconds a call, the best of some rounds: the rest of the machine only ever adds."""

    def one_round() -> float:
        begun = time.perf_counter()
        for _ in range(CALLS):
            request(None, OPTIONS)
        return (time.perf_counter() - begun) / CALLS

    return min(one_round() for _ in range(ROUNDS))


def test_a_call_costs_little() -> None:
    bare = per_call(Client().request)
    reports = Reporter(
        Identity(service="checkout", redis_url="redis://127.0.0.1:9/0"), every_s=3600
    )
    watched = per_call(reports.watch(Client()).request)
    added = (watched - bare) * 1e6
    print(f"\nreporter: {added:.1f} µs a call, at most {MOST_MICROSECONDS} asked")
    assert added < MOST_MICROSECONDS
