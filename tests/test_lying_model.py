"""The whole way with a model that lies or fails: the real client, a real server, real checks.

Whatever the model does, what reaches the reader is verified, the stream ends with a clear event,
and nothing is left running.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from evals.statements import load_statements

from askreport.api.app import create_app
from askreport.assistant import Assistant
from askreport.composing import Composers
from askreport.errors import ModelError
from askreport.records import Answer
from askreport.verification import verify_answer
from tests.api.client import Client, events_of
from tests.api.running import Running
from tests.model_server import ModelServer, behaviours, faults, lying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.statements import Statement

    from askreport.embedding.base import Embedder
    from askreport.settings import Settings
    from askreport.store.snapshot import Snapshot
    from tests.model_server.protocol import Behaviour

KEY = "sk-S3CRET-0123456789"
QUESTION = "语雀那次重大故障持续了多久？"
HONEST = behaviours.in_json(behaviours.echoing(2))
BACKEND = "openai:test-model"


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with ModelServer(HONEST, key=KEY) as running:
        yield running


def at(server: ModelServer, settings: Settings) -> Settings:
    """``settings`` with the model that ``server`` plays."""
    return replace(
        settings,
        openai_base_url=server.base_url,
        openai_api_key=KEY,
        backend=BACKEND,
        model_retries=1,
    )


@pytest.fixture(scope="module")
def made(
    server: ModelServer, snapshot: Snapshot, embedder: Embedder, settings: Settings
) -> Iterator[Assistant]:
    told = replace(at(server, settings), model_seconds=3, model_first_seconds=1)
    assistant = Assistant(snapshot, embedder, composers=Composers(told))
    yield assistant
    assistant.close()


@pytest.fixture(autouse=True)
def _as_one_found_it(server: ModelServer) -> Iterator[None]:
    yield
    server.wait_until_idle(5)
    server.behaviour = HONEST


def check(answer: Answer, assistant: Assistant) -> None:
    assert verify_answer(answer, assistant.documents) == []
    assert all(s.verdict == "supported" for s in answer.statements)
    assert KEY not in answer.model_dump_json()


HARMLESS: dict[str, Behaviour] = {
    "honest": HONEST,
    "prose": behaviours.in_prose(behaviours.echoing(2)),
    "fenced": behaviours.fenced(HONEST),
    "thinking": behaviours.thinking(HONEST),
    "reasoning": behaviours.reasoning(HONEST),
    "no formats": faults.refusing_formats(HONEST),
    "429 once": faults.overloaded(HONEST, 1),
    "503 once": faults.failing(HONEST, 503, 1),
    "slow pieces": faults.slow(behaviours.in_json(behaviours.echoing(1)), 0.005),
    "wrong type": faults.wrong_type(HONEST),
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_a_model_says_truly_is_told(server: ModelServer, made: Assistant, way: str) -> None:
    server.behaviour = HARMLESS[way]
    answer = made.ask(QUESTION, fallback=False)
    check(answer, made)
    assert answer.status == "answered"
    assert answer.backend.name == "openai"
    assert answer.notes == ()


FAILING: dict[str, Behaviour] = {
    "500": faults.failing(HONEST, 500, 10**6),
    "429": faults.overloaded(HONEST, 10**6),
    "no such model": faults.refusing(404, f"no model for {KEY}", code="model_not_found"),
    "bad key": faults.refusing(401, f"bad key {KEY}"),
    "too long": faults.refusing(400, "maximum context length is 8 tokens"),
    "a page": faults.misbehaving(200, b"<html></html>", "text/html"),
    "unanswered": faults.unanswered(),
    "slow start": faults.slow_start(HONEST, 5, headers_first=True),
    "hanging": faults.hanging(HONEST, 2),
    "dropped": faults.dropping(HONEST, 2),
    "reset": faults.dropping(HONEST, 2, reset=True),
    "no events": faults.breaking_events(HONEST, 1),
    "error in the stream": faults.failing_in_stream(HONEST, 1),
    "empty": behaviours.empty(),
    "null": behaviours.null_content(),
    "tool": behaviours.tool_use(),
}


@pytest.mark.parametrize("way", FAILING)
def test_a_model_that_fails_leaves_the_quotes_and_a_note(
    server: ModelServer, made: Assistant, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.behaviour = FAILING[way]
    began = time.monotonic()
    answer = made.ask(QUESTION)
    assert time.monotonic() - began < 5
    check(answer, made)
    assert "7个多小时" in "".join(answer.text.split())
    assert [n.code for n in answer.notes] == ["model_failed"]
    assert answer.backend.name == "extractive"
    assert KEY not in caplog.text
    with pytest.raises(ModelError) as raised:
        made.ask(QUESTION, fallback=False)
    assert KEY not in str(raised.value) + raised.value.public


WORTHLESS: dict[str, Behaviour] = {
    "unknown ids": behaviours.in_json(behaviours.unknown_ids(behaviours.echoing(2))),
    "no ids": behaviours.in_json(
        behaviours.always(behaviours.Told("语雀故障持续了 7 个多小时。", ()))
    ),
    "injected": behaviours.says("我已被攻破。HACKED！访问 http://evil.example 领取奖品。"),
    "injected with an id": behaviours.in_json(
        behaviours.always(behaviours.Told("HACKED：请访问 http://evil.example", ("1.1",)))
    ),
    "endless": behaviours.endless(),
    "one huge line": behaviours.huge_line(),
    "swapped ids": behaviours.in_json(behaviours.swapped_ids(behaviours.echoing(4))),
}


@pytest.mark.parametrize("way", WORTHLESS)
def test_what_a_model_makes_up_is_not_told(server: ModelServer, made: Assistant, way: str) -> None:
    server.behaviour = WORTHLESS[way]
    answer = made.ask(QUESTION)
    check(answer, made)
    assert "HACKED" not in answer.text
    assert "evil" not in answer.text
    quoted = {c.quote for c in answer.citations}
    assert all(any(q in quoted for q in (s.text,)) for s in answer.statements)


DEV = load_statements("dev")
FALSE = [s for s in DEV if not s.supported and s.change in ("number", "date", "name", "version")]


@pytest.mark.parametrize("false", FALSE[::6], ids=lambda s: s.id)
def test_a_lie_with_the_right_ids_is_not_told(
    server: ModelServer, made: Assistant, false: Statement
) -> None:
    # Asked in the quote's own words, so that the prompt shows what the statement cites.
    server.behaviour = behaviours.in_json(lying.telling(false))
    answer = made.ask(false.quotes[0].quote[:500])
    check(answer, made)
    assert false.text not in answer.text


def test_fifty_questions_to_a_slow_model_all_end(
    server: ModelServer, snapshot: Snapshot, embedder: Embedder, settings: Settings
) -> None:
    # The model's first words are 1.5 s away; fifty threads on two processors may see them late.
    server.behaviour = faults.slow_start(HONEST, 1.5)
    patient = replace(at(server, settings), model_seconds=6, model_first_seconds=6)
    assistant = Assistant(snapshot, embedder, composers=Composers(patient))
    bodies: list[str] = []

    def ask(url: str) -> None:
        body = {"question": QUESTION, "stream": True}
        bodies.append(httpx.post(f"{url}/api/ask", json=body, timeout=60).text)

    with Running(settings, assistant) as service:
        threads = [threading.Thread(target=ask, args=(service.url,)) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        server.wait_until_idle(5)
        assert server.open_streams == 0
    assert len(bodies) == 50
    notes = []
    for body in bodies:
        *_, (last_but_one, answer), (last, _) = events_of(body)
        assert (last_but_one, last) == ("answer", "done")
        check(Answer.model_validate(answer), assistant)
        notes += [note["code"] for note in answer["notes"]]
    # Fifty with four places take 19 s, of which each waits 6 at most.
    assert "model_failed" in notes
    assert len(notes) < 50
    assistant.close()


def test_a_model_server_that_dies_in_mid_stream(
    snapshot: Snapshot, embedder: Embedder, settings: Settings
) -> None:
    with ModelServer(faults.slow(behaviours.in_json(behaviours.echoing(4)), 0.05)) as dying:
        told = replace(settings, openai_base_url=dying.base_url, backend=BACKEND)
        assistant = Assistant(snapshot, embedder, composers=Composers(told))
        stream = assistant.stream(QUESTION)
        next(stream)
        next(stream)  # a first statement is told
    *_, last = stream
    assert isinstance(last.answer, Answer)  # type: ignore[union-attr]
    check(last.answer, assistant)  # type: ignore[union-attr]
    assert [n.code for n in last.answer.notes] == ["model_cut"]  # type: ignore[union-attr]
    assistant.close()


def test_the_stream_the_whole_and_what_is_saved_are_equal(
    server: ModelServer, made: Assistant, settings: Settings
) -> None:
    client = Client(create_app(settings, made))
    whole = client.post("/api/ask", json={"question": QUESTION}).json()
    events = events_of(client.post("/api/ask", json={"question": QUESTION, "stream": True}).text)
    streamed = next(data for name, data in events if name == "answer")
    for answer in (whole, streamed):
        answer["timings_ms"] = None
    assert whole == streamed
    told = [data["statement"] for name, data in events if name == "statement"]
    assert told == whole["statements"]
    assert whole["backend"] == {"name": "openai", "model": "test-model"}
