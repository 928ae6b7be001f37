from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

from askreport.models.loop import BackgroundLoop

if TYPE_CHECKING:
    import pytest


def test_what_runs_is_cancelled_and_the_thread_ends() -> None:
    before = set(threading.enumerate())
    begun, ended = threading.Event(), threading.Event()

    async def wait() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    loop = BackgroundLoop("test-loop")
    loop.submit(wait())
    assert begun.wait(5)
    loop.close()
    assert ended.is_set()
    assert set(threading.enumerate()) <= before
    loop.submit(wait())  # it starts again
    loop.close()
    loop.close()


def test_closing_does_not_wait_for_what_cannot_be_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("askreport.models.loop._STOP_S", 0.2)
    begun, release = threading.Event(), threading.Event()

    def look_up() -> None:
        begun.set()
        release.wait(10)

    async def wait() -> None:
        await asyncio.to_thread(look_up)

    loop = BackgroundLoop("test-loop")
    loop.submit(wait())
    assert begun.wait(5)
    began = time.monotonic()
    loop.close()
    assert time.monotonic() - began < 2
    release.set()
    left = [thread for thread in threading.enumerate() if thread.name == "test-loop"]
    for thread in left:
        thread.join(5)
        assert not thread.is_alive()
