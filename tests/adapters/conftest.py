"""No test here may depend on the proxy of the machine it runs on."""

import pytest

from tests.adapters.wire import without_proxies


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in without_proxies():
        monkeypatch.delenv(name, raising=False)
