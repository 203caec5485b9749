"""A name server of the test's own, and no proxy in the environment."""

import pytest

from tests.adapters.network.names import Names, names
from tests.adapters.wire import without_proxies

__all__ = ["Names", "names"]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in without_proxies():
        monkeypatch.delenv(name, raising=False)
