"""Real feeds, played where they lie beside the checkout; where they do not, ours alone."""

from pathlib import Path

import pytest

from tests.cli.console import call

OURS = Path(__file__).parents[1] / "data" / "feeds"
STORED = Path(__file__).parents[3] / "shared" / "data" / "feeds"
FEEDS = sorted(
    path
    for folder in (OURS, STORED)
    for path in folder.rglob("*")
    if path.suffix in {".atom", ".rss", ".xml"}
)
SERIES = {
    # An incident opens and ends; its components come in another order every time.
    (
        "openai-2026-08-31.atom",
        "openai-2026-09-03-open-trimmed.atom",
        "openai-2026-09-03-trimmed.atom",
    ): ["OPENED", "RESOLVED"],
    # A feed is refilled with what is long over: no news.
    ("github-2025-12-19.atom", "github-2025-12-20.atom"): [],
    # Ours, of the same shape, so that this holds without the stored ones too.
    ("incident_io_one_open.atom", "incident_io_one_open_rendered_again.atom"): ["OPENED"],
}


def told(*paths: Path) -> list[str]:
    """What would be posted, as the words that begin each message."""
    done = call("replay", *map(str, paths), cwd=OURS)
    assert (done.code, done.err) == (0, "")
    lines = [line.strip() for line in done.out.splitlines()]
    return [line.split(":")[0] for line in lines if line.split(":")[0].isupper()]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_is_read_or_refused_with_a_reason_and_played_twice_it_is_no_news(
    path: Path,
) -> None:
    once, twice = told(path), told(path, path)

    done = call("replay", str(path), cwd=OURS)
    assert " incident" in done.out or "not complete, so it changes nothing: " in done.out
    assert twice == once


@pytest.mark.parametrize(("names", "news"), SERIES.items(), ids=lambda value: str(len(value)))
def test_a_series_is_told_once_each(names: tuple[str, ...], news: list[str]) -> None:
    folder = OURS if (OURS / names[0]).exists() else STORED
    paths = [folder / name for name in names]

    assert not folder.is_dir() or told(*paths) == news
