from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.api.app import create_app
from askreport.settings import Settings
from tests.api.client import Client

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.assistant import Assistant


@pytest.fixture(scope="session")
def client(settings: Settings, assistant: Assistant) -> Client:
    """The service on the shipped index, in this process."""
    return Client(create_app(settings, assistant))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A service whose home folder holds nothing."""
    for name in ("CORPUS", "INDEX", "WEB"):
        monkeypatch.delenv(f"ASKREPORT_{name}", raising=False)
    return Client(create_app(Settings.load(home=tmp_path)))
