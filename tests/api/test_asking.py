"""Clients that go away while a language model writes: over a real connection."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from askreport.assistant import Assistant
from tests.api.running import Running
from tests.composing.scripted import OneModel, Player, Waiting, saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.embedding.base import Embedder
    from askreport.settings import Settings
    from askreport.store.snapshot import Snapshot

QUESTION = "语雀那次重大故障持续了多久？"


@pytest.fixture(scope="module")
def made(snapshot: Snapshot, embedder: Embedder) -> Assistant:
    return Assistant(snapshot, embedder)


@pytest.fixture
def running(settings: Settings, made: Assistant) -> Iterator[Running]:
    with Running(settings, made) as service:
        yield service


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_ends_the_models_work(
    running: Running, made: Assistant, stream: bool
) -> None:
    model = Waiting()
    made.composers = OneModel(model)
    with socket.create_connection(("127.0.0.1", running.port)) as client:
        body = httpx.Request(
            "POST", running.url, json={"question": QUESTION, "stream": stream}
        ).content
        client.sendall(
            b"POST /api/ask HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n"
            + f"content-length: {len(body)}\r\n\r\n".encode()
            + body
        )
        assert model.begun.acquire(timeout=10)
    assert model.ended.acquire(timeout=5), "the model still writes for nobody"
    assert httpx.get(f"{running.url}/healthz").status_code == 200


def test_questions_that_wait_for_a_model_keep_others_from_nothing(
    running: Running, made: Assistant
) -> None:
    model = Waiting()
    made.composers = OneModel(model)
    leave = threading.Event()
    clients = [httpx.Client(timeout=30) for _ in range(50)]
    threads = [
        threading.Thread(target=read_until, args=(leave, client, running.url), daemon=True)
        for client in clients
    ]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert model.begun.acquire(timeout=20)
    began = time.perf_counter()
    answer = httpx.post(
        f"{running.url}/api/ask", json={"question": QUESTION, "backend": "extractive"}, timeout=10
    )
    assert answer.json()["status"] == "answered"
    assert httpx.get(f"{running.url}/api/documents").status_code == 200
    assert time.perf_counter() - began < 5
    for client in clients:
        client.close()
    leave.set()
    for _ in threads:
        assert model.ended.acquire(timeout=20)
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def read_until(leave: threading.Event, client: httpx.Client, url: str) -> None:
    """Ask, read until told to leave, and go."""
    body = {"question": QUESTION, "stream": True}
    with client.stream("POST", f"{url}/api/ask", json=body) as response:
        assert response.status_code == 200
        leave.wait(30)


def test_a_stream_that_is_read_ends_with_done(running: Running, made: Assistant) -> None:
    made.composers = OneModel(
        Player(saying(("2023年 10月 23日语雀出现重大服务故障", "持续 7个多小时才完全恢复")))
    )
    body = httpx.post(f"{running.url}/api/ask", json={"question": QUESTION, "stream": True}).text
    assert body.rstrip().splitlines()[-2:] == ["event: done", "data: {}"]
