"""What is read is what was written; what cannot be read is turned away, and nothing is repeated."""

import string

import pytest
from hypothesis import given, strategies as st

from bot.domain.reports.reading import MOST_FIELDS, MOST_VALUE, read
from bot.domain.reports.rejected import Reason, Rejected
from bot.domain.reports.report import Headroom, Quota, Report
from bot.domain.reports.showing import shown
from bot.domain.reports.wire import fields_of
from tests.domain.reports.conformance import Case, cases

KEY = "sk-proj-notARealKeyT3BlbkFJnotARealKey01"
NAMES = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=20)
WHOLE = st.integers(0, 10**9)
HEADROOM = st.builds(Headroom, st.integers(1, 10**6), WHOLE, WHOLE)
QUOTA = st.builds(Quota, st.floats(0, 1e6), st.floats(0.01, 1e6))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    errors = draw(st.dictionaries(NAMES, st.integers(1, 100), max_size=4))
    maybe = st.none() | WHOLE
    return Report(
        service=draw(NAMES),
        model=draw(NAMES),
        count=sum(errors.values()) + draw(st.integers(0, 1000)),
        errors=errors,
        input_tokens=draw(maybe),
        output_tokens=draw(maybe),
        cost_micros=draw(maybe),
        duration_ms=draw(maybe),
        duration_max_ms=draw(maybe),
        requests=draw(st.none() | HEADROOM),
        tokens=draw(st.none() | HEADROOM),
        quotas=draw(st.dictionaries(NAMES, QUOTA, max_size=2)),
        instance=draw(st.just("") | NAMES),
        start_time=draw(st.integers(10**11, 10**13 - 1)),
        seq=draw(maybe),
        environment=draw(st.just("") | NAMES),
        time=draw(st.none() | st.integers(10**11, 10**13 - 1)),
        interval_ms=draw(st.none() | st.integers(1, 10**7)),
        ephemeral=draw(st.booleans()),
        heartbeat=draw(st.booleans()),
    )


@given(reports())
def test_what_is_written_is_read_back(report: Report) -> None:
    assert read(fields_of(report)) == report


@given(st.dictionaries(st.text(max_size=30), st.text(max_size=30), max_size=10))
def test_anything_is_read_or_turned_away(fields: dict[str, str]) -> None:
    assert isinstance(read(fields), Report | Rejected)
    assert isinstance(read({"service.name": "shop", **fields}), Report | Rejected)


@given(st.text(max_size=12), st.sampled_from(["count", "cost.usd", "seq", "time", "start_time"]))
def test_no_number_is_guessed(text: str, field: str) -> None:
    """What is read as a number is written with the digits 0 to 9."""
    made = read({"service.name": "shop", field: text})

    assert isinstance(made, Rejected) or set(text) <= set("0123456789.eE+-")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_table_of_the_page(case: Case) -> None:
    made = read(case.sent_at(1_764_000_000_000))

    assert (made.says if isinstance(made, Rejected) else "") == case.rejected


def test_the_table_is_found() -> None:
    assert len(cases()) > 30


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({"x": "y" * (MOST_VALUE + 1)}, Reason.TOO_LARGE, id="a long value"),
        pytest.param({"x" * (MOST_VALUE + 1): "y"}, Reason.TOO_LARGE, id="a long name"),
        pytest.param(
            {f"x{n}": "y" for n in range(MOST_FIELDS)}, Reason.TOO_LARGE, id="many fields"
        ),
        pytest.param({KEY: "1"}, Reason.KEY, id="a key as a name"),
        pytest.param({"key": "k" * 30}, Reason.KEY, id="what may be a key of some kind"),
        pytest.param({"count": "1_000"}, Reason.NUMBER, id="what Python calls a number"),
        pytest.param({"cost.usd": "nan"}, Reason.NUMBER, id="not a number"),
        pytest.param({"cost.usd": "1e99"}, Reason.NUMBER, id="a huge number"),
        pytest.param({"count": "٣"}, Reason.NUMBER, id="digits of another script"),
    ],
)
def test_turned_away(fields: dict[str, str], reason: Reason) -> None:
    made = read({"service.name": "shop", **fields})

    assert isinstance(made, Rejected)
    assert made.reason is reason
    assert KEY not in made.says


def test_errors_without_a_name_are_added_up() -> None:
    made = read({"service.name": "shop", "count": "5", "error.type.a b": "2", "error.type.ü": "1"})

    assert isinstance(made, Report)
    assert made.errors == {"_OTHER": 3}


def test_a_limit_that_is_not_positive_is_unknown() -> None:
    azure = {f"openai.ratelimit.tokens.{part}": "-1" for part in ("limit", "remaining")}

    made = read({"service.name": "shop", **azure})

    assert isinstance(made, Report)
    assert made.tokens is None


def test_what_is_shown_holds_no_key_and_is_short() -> None:
    fields = {"a": f"Bearer {KEY}", KEY: "b" * 5000} | {f"x{n}": "y" for n in range(100)}

    seen = shown(fields)

    assert KEY not in str(seen)
    assert len(str(seen)) < 2000
