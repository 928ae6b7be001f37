"""The service in this process, and what its errors look like."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import anyio
import httpx

if TYPE_CHECKING:
    from fastapi import FastAPI

PROBLEM_KEYS = {"type", "title", "status", "detail", "instance"}
LONG_ECHO = 12
"""Characters of an input that may stand in an error by chance."""


class Client:
    """Calls ``app`` as a server would: started, asked one thing, stopped."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with (
                self.app.router.lifespan_context(self.app),
                httpx.AsyncClient(transport=transport, base_url="http://here") as client,
            ):
                return await client.request(method, path, **options)

        return anyio.run(call)


def events_of(body: str) -> list[tuple[str, Any]]:
    """(name, data) of every server-sent event; the body holds nothing else."""
    assert body.endswith("\n\n")
    found = []
    for frame in body[:-2].split("\n\n"):
        match = re.fullmatch(r"event: (\w+)\ndata: (.*)", frame)
        assert match, frame
        found.append((match.group(1), json.loads(match.group(2))))
    return found


def check_problem(response: httpx.Response, status: int, sent: str = "") -> dict[str, Any]:
    """The response is a problem of ``status`` that repeats nothing of ``sent``."""
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body.keys() >= PROBLEM_KEYS
    assert body["status"] == status
    assert body["instance"] == response.request.url.path
    assert all(isinstance(body[key], str) and body[key] for key in PROBLEM_KEYS - {"status"})
    for error in body.get("errors", []):
        assert error.keys() == {"field", "message"}
    if sent:
        told = json.dumps({**body, "instance": ""}, ensure_ascii=False)
        assert sent[:LONG_ECHO] not in told
        assert len(told) < 2000
    return body
