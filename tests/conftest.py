"""What all tests share: the real index, the real embedder, a real service on a free port.

Nothing here reaches the network: sockets to anything but this machine are refused, so a test that
tried would fail and not hang.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from askreport.assistant import Assistant
from askreport.embedding import load_embedder
from askreport.settings import Settings
from tests.remembering import RememberingAssistant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.embedding.base import Embedder
    from askreport.store.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[1]
REPORT = "2023-china-open-source-developer-report"
TABLE = "benchcouncil-open-source-achievements-2022-2023"


@dataclass(frozen=True)
class Service:
    """A running service and its process."""

    url: str
    process: subprocess.Popen[str]


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    """Refuse connections to other machines."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "localhost", "::1"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    patch.setattr(socket.socket, "connect", guarded)
    patch.setenv("HF_HUB_OFFLINE", "1")
    yield
    patch.undo()


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of a checkout, whatever the environment says."""
    return Settings.load(home=ROOT)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled embedder, real."""
    return load_embedder("bundled")


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """The assistant on the shipped index."""
    return Assistant.open(settings)


@pytest.fixture(scope="session")
def remembering(assistant: Assistant) -> RememberingAssistant:
    """The same, for tests that ask all reference questions."""
    return RememberingAssistant(assistant)


@pytest.fixture(scope="session")
def snapshot(assistant: Assistant) -> Snapshot:
    """The shipped index."""
    return assistant.snapshot


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """``askreport serve`` on the shipped index, in a process of its own."""
    with serving() as running:
        yield running


class serving:
    """Context manager: ``askreport serve`` on a free port, with ``environment`` added."""

    def __init__(self, **environment: str) -> None:
        self._environment = environment

    def __enter__(self) -> Service:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ASKREPORT_")}
        self._folder = TemporaryDirectory(prefix="askreport-test-")
        environment |= {
            "ASKREPORT_HOME": str(ROOT),
            # What tests say of answers is no feedback of this checkout's readers.
            "ASKREPORT_FEEDBACK_URL": f"sqlite:///{self._folder.name}/feedback.sqlite3",
            **self._environment,
        }
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "askreport.cli", "serve", "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            if self._process.poll() is not None:
                break
            try:
                with urlopen(f"{url}/readyz", timeout=1) as response:
                    if response.status == 200:
                        return Service(url, self._process)
            except OSError:
                time.sleep(0.05)
        self._process.kill()
        output = self._process.communicate()[0]
        raise AssertionError(f"the service did not start:\n{output}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._folder.cleanup()
