"""The askreport service as a subprocess, questioned over HTTP as a browser would."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Any

from evals.bench.processes import NotMeasuredError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

START_LIMIT_S = 120.0
_HOST = "127.0.0.1"


class Service:
    """``askreport serve`` on a free port, up within the ``with`` block; one connection, kept open.

    Raises:
        NotMeasuredError: it does not become ready, or replies anything but 200.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._port = _free_port()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the service
        self._process = subprocess.Popen(
            [*command, "serve", "--host", _HOST, "--port", str(self._port)],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=environment,
        )
        self._connection = http.client.HTTPConnection(_HOST, self._port, timeout=60)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def __enter__(self) -> Service:
        try:
            self._wait()
        except NotMeasuredError:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def post(self, path: str, body: Mapping[str, Any]) -> float:
        """Post ``body`` as JSON and read the whole response; the milliseconds that took."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        while True:
            began = time.perf_counter()
            try:
                self._connection.request("POST", path, raw, {"content-type": "application/json"})
                response = self._connection.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException) as error:
                raise NotMeasuredError(f"POST {path} failed: {error!r}; {self._said()}") from error
            elapsed = (time.perf_counter() - began) * 1000
            if response.status == 200:
                return elapsed
            if response.status != 429:
                text = content.decode("utf-8", "replace")[:300]
                raise NotMeasuredError(f"POST {path} gave {response.status}: {text}")
            # A service that limits rates is waited for: the wait is no part of the latency.
            time.sleep(min(60.0, float(response.getheader("retry-after") or 1)))

    def settle(self, seconds: float) -> None:
        """Leave it alone for so long: what it prepares while nobody asks is done then."""
        self._connection.close()  # an idle one would be ended from the other side
        time.sleep(seconds)

    def _wait(self) -> None:
        until = time.monotonic() + START_LIMIT_S
        seen = "nothing listened"
        while time.monotonic() < until:
            if self._process.poll() is not None:
                status = self._process.returncode
                raise NotMeasuredError(f"the service ended with status {status}: {self._said()}")
            try:
                self._connection.request("GET", "/readyz")
                response = self._connection.getresponse()
                body = response.read().decode("utf-8", "replace")
                if response.status == 200:
                    return
                seen = f"/readyz gave {response.status}: {body[:300]}"
            except (OSError, http.client.HTTPException):
                self._connection.close()
            time.sleep(0.1)
        raise NotMeasuredError(f"the service was not ready in {START_LIMIT_S:.0f} s: {seen}")

    def _stop(self) -> None:
        self._connection.close()
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace").strip()[-400:] or "it printed nothing"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
