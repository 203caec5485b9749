"""The reporter of one process: counts calls, and sends what it counted every ten seconds.

A daemon thread does the sending, so synchronous and asynchronous services, under any server,
are served by the same few lines; after a fork the child begins anew with a thread and a name
of its own. Nothing raises into the caller and nothing makes a call wait. When Redis is away a
window is dropped and counted in `dropped`.
"""

import atexit
import contextlib
import logging
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Self, TypeVar

from bot.reporter import httpx_client, openai_client
from bot.reporter.call import Call, Line
from bot.reporter.identity import Identity, NotSetUp, new_instance
from bot.reporter.sender import AWAY, Sender, Window
from bot.reporter.tally import Tally

EVERY_S: Final = 10.0

_log: Final = logging.getLogger("openai_diagnose.reporter")
Client = TypeVar("Client")


class Reporter:
    """Counts and reports the OpenAI calls of this process."""

    def __init__(self, identity: Identity | None, *, every_s: float = EVERY_S) -> None:
        """Begin; without an identity nothing is counted and nothing sent."""
        self._identity = identity
        self._every_s = every_s
        self._begin()
        if identity is not None:
            # Both keep it alive to the end of the process: counts whose client is gone are sent too.
            atexit.register(self.close)
            if hasattr(os, "register_at_fork"):
                os.register_at_fork(after_in_child=self._begin_in_child)

    def _begin(self) -> None:
        self._tally = Tally()
        self._started_ms = int(time.time() * 1000)
        self._over = threading.Event()
        self._sending = threading.Lock()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._sender: Sender | None = None
        self._is_away = False
        self.dropped = 0  # calls that were counted and never reported

    def _begin_in_child(self) -> None:
        """Begin anew after a fork: no thread came along, and the counts are the parent's."""
        if self._identity is not None:
            self._identity = replace(self._identity, instance=new_instance())
        self._begin()

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] | None = None, *, every_s: float = EVERY_S
    ) -> Self:
        """Read who reports where (docs/services.md has the names); never raises.

        Where that is not said the service goes on without reports, and one warning tells so.
        """
        try:
            identity = Identity.read(os.environ if environ is None else environ)
        except NotSetUp as missing:
            _log.warning("OpenAI calls are not reported: %s", missing)
            return cls(None, every_s=every_s)
        return cls(identity, every_s=every_s)

    def watch(self, client: Client) -> Client:
        """Count the calls of a client of `openai` or `httpx`, synchronous or not; gives it back.

        Anything else is given back as it is, with a warning.
        """
        if self._identity is None:
            return client
        try:
            if openai_client.is_openai_client(client):
                openai_client.watch(client, self.count)
            elif httpx_client.is_httpx_client(client):
                httpx_client.watch(client, self.count)
            else:
                _log.warning("cannot watch a %s: not a client of openai or httpx", type(client))
        except Exception:  # noqa: BLE001  # a client of a strange make must go on working
            _log.warning("cannot watch this %s", type(client), exc_info=True)
        return client

    def count(self, call: Call) -> None:
        """Count one call; for what `watch` cannot see, `counted` is easier."""
        self._tally.add(call)
        if self._thread is None:
            self._start()

    def counted(self, *, model: str = "unknown", error: str = "", seconds: float = 0.0) -> None:
        """Count one call by hand: `error` is a value of `error.type`, "" if it went well."""
        if self._identity is not None:
            self.count(Call(line=Line(model), error=error, seconds=seconds))

    def flush(self) -> None:
        """Send now what was counted, or that nothing was.

        Waits half a second at most for each step of the way to Redis, never raises.
        """
        with self._sending:
            self._send(self._tally.take())

    def close(self) -> None:
        """Send what is left and end; a service need not call it, its exit does."""
        self._over.set()
        with self._sending:
            window = self._tally.take()
            if window:
                self._send(window)
            if self._sender is not None:
                with contextlib.suppress(*AWAY):
                    self._sender.close()

    def _send(self, window: Window) -> None:
        if self._identity is None:
            return
        try:
            if self._sender is None:
                self._sender = Sender(
                    self._identity, started_ms=self._started_ms, every_s=self._every_s
                )
            self._sender.send(window, int(time.time() * 1000))
        except AWAY as error:
            self.dropped += sum(counted.count for _, counted in window)
            if not self._is_away:
                _log.warning("reports are dropped: Redis is away (%s)", type(error).__name__)
            self._is_away = True
        else:
            self._is_away = False

    def _start(self) -> None:
        with self._starting:
            if self._thread is None and not self._over.is_set():
                self._thread = threading.Thread(
                    target=self._send_for_ever, name="openai-diagnose-reporter", daemon=True
                )
                self._thread.start()

    def _send_for_ever(self) -> None:
        while not self._over.wait(self._every_s):
            self.flush()
