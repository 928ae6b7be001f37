"""The protocol's own client against ``/mcp`` of the running service."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client as McpClient

from askreport.api.app import create_app
from tests.api.client import Client, check_problem
from tests.api.test_operations import check_headers
from tests.mcp_client import (
    MODES,
    check_calls,
    check_errors,
    check_parallel,
    check_server,
    check_tools,
)

if TYPE_CHECKING:
    import httpx

    from askreport.assistant import Assistant
    from askreport.settings import Settings
    from tests.conftest import Service

PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
HEADERS = {"accept": "application/json, text/event-stream", "host": "127.0.0.1:8765"}


@pytest.mark.parametrize("mode", MODES)
def test_the_tools_over_http(mode: str, service: Service, assistant: Assistant) -> None:
    async def check() -> None:
        async with McpClient(f"{service.url}/mcp", mode=mode) as client:
            await check_server(client)
            await check_tools(client, assistant)
            await check_calls(client, assistant, base=service.url)
            await check_errors(client)
            await check_parallel(client)

    anyio.run(check)


def test_clients_share_nothing(service: Service) -> None:
    async def one() -> None:
        async with McpClient(f"{service.url}/mcp") as client:
            await check_parallel(client)

    async def check() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(one)

    anyio.run(check)


def ping(client: Client, **headers: str) -> httpx.Response:
    return client.post("/mcp", json=PING, headers=HEADERS | headers)


def test_each_start_of_the_application_answers(client: Client) -> None:
    for _ in range(3):
        response = ping(client)
        assert response.status_code == 200
        data = response.text.partition("data: ")[2]
        assert json.loads(data) == {"jsonrpc": "2.0", "id": 1, "result": {}}
        check_headers(response)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "localhost"},
        {"host": "[::1]:8765"},
        {"host": "localhost:1", "origin": "http://localhost:1"},
        {"origin": "http://127.0.0.1:8765"},
        {"origin": "http://[::1]:8765"},
    ],
    ids=repr,
)
def test_this_machine_may_use_it(client: Client, headers: dict[str, str]) -> None:
    assert ping(client, **headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "https://127.0.0.1.evil.example"}, 403),
        ({"origin": "http://evil.example:8765"}, 403),
        ({"origin": "http://localhost@evil.example"}, 403),
        ({"origin": "http://[::1"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:8765", "origin": "http://evil.example:8765"}, 421),
        ({"host": "127.0.0.1.evil.example"}, 421),
        ({"host": "192.168.1.5:8765"}, 421),
        ({"host": ""}, 421),
    ],
    ids=repr,
)
def test_pages_of_other_sites_may_not(client: Client, headers: dict[str, str], status: int) -> None:
    response = ping(client, **headers)
    check_problem(response, status, headers.get("origin") or headers.get("host") or "")
    check_headers(response)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "reports.example"}, 200),
        ({"host": "192.168.1.5:8765", "origin": "http://192.168.1.5:8765"}, 200),
        ({"host": "reports.example", "origin": "http://localhost:8765"}, 200),
        ({"host": "reports.example", "origin": "http://evil.example"}, 403),
        ({"host": "evil.example", "origin": "http://evil.example"}, 403),
        ({"host": "192.168.1.5:8765", "origin": "http://evil.example"}, 403),
    ],
    ids=repr,
)
def test_a_service_for_others_cannot_know_its_names_but_its_pages(
    settings: Settings, assistant: Assistant, headers: dict[str, str], status: int
) -> None:
    client = Client(create_app(replace(settings, host="0.0.0.0"), assistant))
    assert ping(client, **headers).status_code == status


def test_a_service_knows_the_name_that_it_listens_on(
    settings: Settings, assistant: Assistant
) -> None:
    client = Client(create_app(replace(settings, host="reports.example"), assistant))
    own = {"host": "reports.example:8765", "origin": "http://reports.example:8765"}
    assert ping(client, **own).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_without_sessions_there_is_only_posting(client: Client, method: str) -> None:
    response = client.request(method, "/mcp", headers=HEADERS)
    check_problem(response, 405)
    assert response.headers["allow"] == "POST"


def test_a_message_has_the_size_of_any_request(client: Client) -> None:
    response = client.post("/mcp", content=b"x" * 1_000_001, headers=HEADERS)
    check_problem(response, 413)
    check_headers(response)


def test_without_an_index_calls_are_told_the_mend(empty: Client) -> None:
    params = {"name": "ask", "arguments": {"question": "x"}}
    body: dict[str, Any] = {**PING, "method": "tools/call", "params": params}
    response = empty.post("/mcp", json=body, headers=HEADERS)
    result = json.loads(response.text.partition("data: ")[2])["result"]
    assert result["isError"]
    assert "askreport index" in result["content"][0]["text"]


def test_the_library_is_loaded_by_the_first_request() -> None:
    script = (
        "import sys, anyio\n"
        "from askreport.api.app import create_app\n"
        "from askreport.settings import Settings\n"
        "async def start():\n"
        "    app = create_app(Settings.load())\n"
        "    async with app.router.lifespan_context(app):\n"
        "        print('mcp' in sys.modules, 'mcp_types' in sys.modules)\n"
        "anyio.run(start)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False"]
