"""The command line with a language model behind it: the real endpoint, the real process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.model_server import ModelServer, behaviours, faults
from tests.test_cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-S3CRET-0123456789"
QUESTION = "语雀那次重大故障持续了多久？"
HONEST = behaviours.in_json(behaviours.echoing(2))
BACKEND = ("--backend", "openai:test-model")


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with ModelServer(HONEST, key=KEY) as running:
        yield running


@pytest.fixture(autouse=True)
def _endpoint(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server.behaviour = HONEST


def test_an_answer_by_a_model_is_saved_and_verified(tmp_path: Path) -> None:
    done = cli("ask", *BACKEND, "--json", QUESTION)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["backend"] == {"name": "openai", "model": "test-model"}
    assert done.stderr == ""
    saved = tmp_path / "answer.json"
    saved.write_text(done.stdout, encoding="utf-8")
    assert cli("verify", str(saved)).returncode == 0
    answer["statements"][0]["text"] = answer["statements"][0]["text"].replace("7", "9")
    saved.write_text(json.dumps(answer), encoding="utf-8")
    assert cli("verify", str(saved)).returncode == 1


def test_statements_are_printed_as_they_come() -> None:
    done = cli("ask", *BACKEND, "--stream", QUESTION)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].endswith("[1]")
    assert any(line.startswith("[1] ") for line in lines)


def test_a_model_that_fails_is_said_beside_the_quotes(server: ModelServer) -> None:
    server.behaviour = faults.refusing(401, f"bad key {KEY}")
    done = cli("ask", *BACKEND, QUESTION)
    assert done.returncode == 0
    assert "7个多小时" in done.stdout.replace(" ", "")
    assert "语言模型" in done.stderr
    assert KEY not in done.stdout + done.stderr


def test_who_insists_gets_the_error_and_its_exit_status(server: ModelServer) -> None:
    server.behaviour = faults.refusing(401, f"bad key {KEY}")
    done = cli("ask", *BACKEND, "--no-fallback", QUESTION)
    assert (done.returncode, done.stdout) == (3, "")
    assert "ASKREPORT_OPENAI_API_KEY" in done.stderr
    assert KEY not in done.stderr


def test_an_evaluation_takes_a_backend_and_a_judge(server: ModelServer) -> None:
    done = cli("eval", *BACKEND, "--split", "dev", "--limit", "4", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["backend"] == {"name": "openai", "model": "test-model"}
    before = len(server.asked)
    server.behaviour = behaviours.says('{"supported": false}')
    done = cli("eval", "--judge", "openai:test-model", "--split", "dev", "--limit", "3", "--json")
    assert done.returncode == 0, done.stderr
    judged = json.loads(done.stdout)
    assert sum(r["statements"] for r in judged["results"]) > 0
    assert sum(r["statements_supported"] for r in judged["results"]) == 0
    assert len(server.asked) > before
