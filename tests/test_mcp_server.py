"""The protocol's own client against the server over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from anyio import to_thread
from mcp import Client, StdioServerParameters

from askreport.composing import Composers
from askreport.errors import IndexMissingError
from askreport.mcp_server import make_server
from tests.conftest import ROOT
from tests.mcp_client import (
    MODES,
    STATED,
    check_calls,
    check_errors,
    check_parallel,
    check_server,
    check_tools,
    fail,
)
from tests.waiting import Waiting

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.assistant import Assistant

COMMAND = [sys.executable, "-m", "askreport.cli", "mcp"]


@pytest.mark.parametrize("mode", MODES)
def test_the_tools_over_standard_input_and_output(mode: str, assistant: Assistant) -> None:
    async def check() -> None:
        server = StdioServerParameters(
            command=COMMAND[0], args=COMMAND[1:], env={"ASKREPORT_HOME": str(ROOT)}
        )
        async with Client(server, mode=mode) as client:
            await check_server(client)
            await check_tools(client, assistant)
            await check_calls(client, assistant, base="")
            await check_errors(client)
            await check_parallel(client)

    anyio.run(check)


def test_standard_output_holds_messages_and_nothing_else() -> None:
    """Whatever a library prints while a question is answered goes to standard error."""
    script = (
        "import os, askreport.mcp_tools as tools, askreport.mcp_server as server\n"
        "from askreport.settings import Settings\n"
        "search = tools.search\n"
        "def noisy(*given):\n"
        "    print('stray'); os.write(1, b'stray\\n')\n"
        "    return search(*given)\n"
        "server.search = noisy\n"
        "server.run_stdio(Settings.load())\n"
    )
    messages: list[dict[str, Any]] = [
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {
            "id": 2,
            "method": "tools/call",
            "params": {"name": "search", "arguments": {"query": "x"}},
        },
    ]
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env={"ASKREPORT_HOME": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        read = []
        for message in messages:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
            process.stdin.flush()
            if "id" in message:
                read.append(process.stdout.readline())
        process.stdin.close()
        rest, errors = process.stdout.read(), process.stderr.read()
        assert process.wait(timeout=20) == 0
    assert rest == ""
    assert [json.loads(line)["id"] for line in read] == [1, 2]
    assert errors.split() == ["stray", "stray"]


def test_without_an_index_it_does_not_start_and_names_the_mend(tmp_path: Path) -> None:
    done = subprocess.run(
        COMMAND,
        env={"ASKREPORT_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert "askreport index" in done.stderr


def test_while_there_is_no_assistant_calls_are_told_the_mend() -> None:
    def missing() -> Assistant:
        raise IndexMissingError("There is no index; run: askreport index")

    async def check() -> None:
        async with Client(make_server(missing)) as client:
            assert len((await client.list_tools()).tools) == 3
            for tool, argument in (("ask", "question"), ("search", "query"), ("fetch", "id")):
                assert "askreport index" in await fail(client, tool, **{argument: STATED})

    anyio.run(check)


def test_a_call_that_is_given_up_is_not_worked_on(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Waiting()
    monkeypatch.setattr(Composers, "get", lambda *_: waiting)

    async def check() -> None:
        async with Client(make_server(lambda: assistant)) as client:
            async with anyio.create_task_group() as group:
                group.start_soon(client.call_tool, "ask", {"question": STATED})
                assert await to_thread.run_sync(waiting.began.wait, 10)
                group.cancel_scope.cancel()
            assert await to_thread.run_sync(waiting.cancelled.wait, 10)
            assert "log" not in await fail(client, "fetch", id="x")

    anyio.run(check)


def test_a_failure_inside_is_told_without_its_words(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Zq7#secret-of-the-house!")

    monkeypatch.setattr(assistant.retriever, "search_each", broken)

    async def check() -> None:
        async with Client(make_server(lambda: assistant)) as client:
            for tool, argument in (("ask", "question"), ("search", "query")):
                words = await fail(client, tool, **{argument: STATED})
                assert "Zq7" not in words
                assert "log" in words

    anyio.run(check)
    assert "Zq7" in caplog.text
