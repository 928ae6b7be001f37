from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import settings as trial
from hypothesis import strategies as st

from askreport.composing import Composers
from askreport.composing.extractive import ExtractiveComposer
from tests.api.client import Client, check_problem, events_of
from tests.api.promise import check_answer, check_citation, check_passages
from tests.conftest import REPORT, TABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from askreport.assistant import Assistant
    from askreport.composing.base import DraftStatement
    from tests.api.promise import Served

STATED = "语雀那次重大故障持续了多久？"
SECRET = "Zq7#secret-of-the-caller!"
"""Words that no document has: an error that holds them repeats what was sent."""


@pytest.fixture(scope="module")
def documents(client: Client) -> Served:
    names = [d["id"] for d in client.get("/api/documents").json()]
    return {name: client.get(f"/api/documents/{name}").json() for name in names}


def ask(client: Client, **body: Any) -> Any:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 200, response.text[:300]
    return response.json()


def test_an_answer_has_the_shape_of_the_contract(client: Client, documents: Served) -> None:
    response = client.post("/api/ask", json={"question": STATED})
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    check_answer(answer, documents)
    assert answer["status"] == "answered"


def test_a_declined_question_has_the_shape_of_the_contract(
    client: Client, documents: Served
) -> None:
    answer = ask(client, question="1987 年 Gitee 有多少开发者？")
    check_answer(answer, documents)
    assert answer["status"] == "abstained"
    assert answer["abstention"]["reason"] == "not_stated"
    for number in answer["abstention"]["nearest"]:
        check_citation(answer["citations"][number - 1], documents)


def test_what_is_asked_for_reaches_the_assistant(client: Client, assistant: Assistant) -> None:
    answer = ask(
        client,
        question="它持续了多久？",
        history=[
            {"role": "user", "content": "语雀那次重大故障是怎么引起的？"},
            {"role": "assistant", "content": "运维工具。"},
        ],
        backend="extractive",
        top_k=3,
        documents=[REPORT],
    )
    assert answer["standalone_question"] == "语雀那次重大故障持续了多久？"
    assert len(answer["passages"]) == 3
    assert {p["document_id"] for p in answer["passages"]} == {REPORT}
    assert answer["backend"] == {"name": "extractive", "model": None}
    defaults = ask(client, question=STATED, history=[], backend=None, top_k=None, documents=None)
    assert defaults["text"] == assistant.ask(STATED).text


@pytest.mark.parametrize("top_k", [1, 20])
def test_the_limits_of_top_k_are_taken(client: Client, top_k: int) -> None:
    assert len(ask(client, question=STATED, top_k=top_k)["passages"]) == top_k


def test_fields_that_are_not_known_yet_are_passed_over(client: Client) -> None:
    assert ask(client, question=STATED, new_field={"a": 1})["status"] == "answered"


@pytest.mark.parametrize(
    ("question", "statuses"),
    [
        ("😀😀😀", {"abstained"}),
        ("？", {"abstained"}),
        ("语雀\x00那次重大故障\x00持续了多久？", {"answered", "abstained"}),
        ("\x00语雀", {"answered", "abstained"}),
        ("😀 谁发明了 PowerPoint？", {"answered", "abstained"}),
        ("\U0001f468‍\U0001f469‍\U0001f467", {"abstained"}),
    ],
    ids=lambda value: repr(value)[:14],
)
def test_odd_questions_get_an_answer_object(
    client: Client, documents: Served, question: str, statuses: set[str]
) -> None:
    for body in ({"question": question}, {"question": question, "stream": True}):
        response = client.post("/api/ask", json=body)
        assert response.status_code == 200
        answer = events_of(response.text)[-2][1] if "stream" in body else response.json()
        check_answer(answer, documents)
        assert answer["status"] in statuses


def test_the_longest_question_is_answered_or_declined(client: Client, documents: Served) -> None:
    check_answer(ask(client, question="x" * 2000), documents)


# --- the stream ----------------------------------------------------------------------------------


def test_a_stream_is_passages_statements_answer_done(client: Client, documents: Served) -> None:
    response = client.post("/api/ask", json={"question": STATED, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    events = events_of(response.text)
    names = [name for name, _ in events]
    assert names == ["passages", *["statement"] * (len(names) - 3), "answer", "done"]
    assert "statement" in names
    check_passages(events[0][1]["passages"], documents)
    check_answer(events[-2][1], documents)


def test_a_declined_question_streams_no_statement(client: Client) -> None:
    response = client.post("/api/ask", json={"question": "😀", "stream": True})
    assert [name for name, _ in events_of(response.text)] == ["passages", "answer", "done"]


class Breaking(ExtractiveComposer):
    """Fails after its first statement."""

    def compose(self, *arguments: Any) -> Iterator[DraftStatement]:
        yield next(super().compose(*arguments))
        raise RuntimeError(SECRET)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Composers, "get", lambda *_: Breaking())


@pytest.mark.usefixtures("broken")
def test_a_failure_in_a_stream_is_its_last_event(client: Client) -> None:
    response = client.post("/api/ask", json={"question": STATED, "stream": True})
    assert response.status_code == 200
    events = events_of(response.text)
    assert [name for name, _ in events] == ["passages", "statement", "error"]
    problem = events[-1][1]
    assert problem.keys() >= {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == 500
    assert problem["instance"] == "/api/ask"
    assert SECRET not in response.text


@pytest.mark.usefixtures("broken")
def test_a_failure_of_a_whole_answer_is_a_problem_that_tells_no_secrets(client: Client) -> None:
    check_problem(client.post("/api/ask", json={"question": STATED}), 500, SECRET)


@pytest.mark.parametrize(
    "body",
    [
        {"question": "问" * 2001},
        {"question": STATED, "documents": ["nowhere"]},
        {"question": STATED, "backend": "oracle"},
        {"question": "  "},
    ],
)
def test_a_bad_request_is_an_error_before_the_stream_begins(
    client: Client, body: dict[str, Any]
) -> None:
    check_problem(client.post("/api/ask", json={**body, "stream": True}), 422)


# --- bad requests --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": "   "},
        {"question": "\x00"},
        {"question": SECRET + "问" * (2001 - len(SECRET))},
        {"question": SECRET + "x" * 3000},
        {"question": None},
        {"question": 5},
        {"question": [SECRET]},
        {"question": {SECRET: SECRET}},
        {"question": STATED, "top_k": 0},
        {"question": STATED, "top_k": 21},
        {"question": STATED, "top_k": -1},
        {"question": STATED, "top_k": SECRET},
        {"question": STATED, "top_k": 1.5},
        {"question": STATED, "documents": SECRET},
        {"question": STATED, "documents": [SECRET]},
        {"question": STATED, "documents": [REPORT, SECRET]},
        {"question": STATED, "documents": [1]},
        [SECRET],
        SECRET,
        None,
        7,
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_request_that_cannot_be_used_is_422_and_not_repeated(
    client: Client, path: str, body: Any
) -> None:
    check_problem(client.post(path, json=body), 422, SECRET)


@pytest.mark.parametrize(
    "more",
    [
        {"backend": SECRET},
        {"backend": 5},
        {"stream": SECRET},
        {"stream": []},
        {"history": SECRET},
        {"history": [SECRET]},
        {"history": [{"role": SECRET, "content": "x"}]},
        {"history": [{"role": "system", "content": "x"}]},
        {"history": [{"role": "user"}]},
        {"history": [{"role": "user", "content": None}]},
        {"history": [{"role": "user", "content": "x", SECRET: "x"}]},
        {"history": [{"role": "user", "content": SECRET + "x" * 20_000}]},
        {"history": [{"role": "user", "content": "x"}] * 101},
    ],
    ids=lambda value: repr(value)[:60],
)
def test_a_setting_that_cannot_be_used_is_422_and_not_repeated(
    client: Client, more: dict[str, Any]
) -> None:
    check_problem(client.post("/api/ask", json={"question": STATED, **more}), 422, SECRET)


def test_the_fields_at_fault_are_named(client: Client) -> None:
    body = {"question": "", "top_k": 0, "history": [{"role": "user"}]}
    problem = check_problem(client.post("/api/ask", json=body), 422)
    assert {error["field"] for error in problem["errors"]} == {
        "question",
        "top_k",
        "history.0.content",
    }


@pytest.mark.parametrize(
    "raw",
    [
        rb'{"question": "\ud800"}',
        rb'{"question": "what \udfff is"}',
        rb'{"question": "x", "documents": ["\ud800"]}',
        rb'{"question": "x", "backend": "\ud800"}',
        rb'{"question": "x", "history": [{"role": "user", "content": "\ud800"}]}',
        rb'{"question": "x", "history": [{"role": "\ud800", "content": "x"}]}',
        rb'{"question": "x", "history": [{"role": "user", "content": "x", "\ud800": 1}]}',
    ],
    ids=lambda raw: repr(raw)[:60],
)
def test_half_a_character_is_422(client: Client, raw: bytes) -> None:
    headers = {"content-type": "application/json"}
    check_problem(client.post("/api/ask", content=raw, headers=headers), 422)


@pytest.mark.parametrize("raw", [b'{"question": "Zq7#secret-of-the-caller!', b"", b"{]", b"\xef"])
def test_broken_json_is_a_problem_and_not_repeated(client: Client, raw: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=raw, headers=headers)
    check_problem(response, 400 if raw == b"\xef" else 422, SECRET)


@pytest.mark.parametrize(
    "raw", [b"[" * 100_000, b'{"question": "x", "top_k": ' + b"9" * 5000 + b"}", b'{"top_k": NaN}']
)
def test_json_made_to_hurt_is_a_problem(client: Client, raw: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=raw, headers=headers)
    check_problem(response, response.status_code)
    assert response.status_code in (400, 422)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["question", "history", "role", "content", "top_k", "stream", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@trial(max_examples=120, deadline=None, database=None)
@given(body=JSON)
def test_any_json_is_answered_or_a_problem(client: Client, body: Any) -> None:
    raw = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=raw, headers=headers)
    if response.status_code != 200:
        check_problem(response, 422)


# --- large requests ------------------------------------------------------------------------------

LARGE = json.dumps({"question": SECRET + "x" * 10_000_000}).encode()


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
def test_a_large_body_is_413(client: Client, path: str) -> None:
    headers = {"content-type": "application/json"}
    response = client.post(path, content=LARGE, headers=headers)
    assert response.request.headers["content-length"] == str(len(LARGE))
    check_problem(response, 413, SECRET)


def test_a_large_body_without_a_length_is_413_before_it_is_read_whole(client: Client) -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for start in range(0, len(LARGE), 100_000):
            sent += 100_000
            yield LARGE[start : start + 100_000]

    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=pieces(), headers=headers)
    assert "content-length" not in response.request.headers
    check_problem(response, 413, SECRET)
    assert sent <= 1_200_000


def test_a_length_that_lies_does_not_pass_the_limit(client: Client) -> None:
    headers = {"content-type": "application/json", "content-length": "10"}
    response = client.post("/api/ask", content=LARGE, headers=headers)
    check_problem(response, 413, SECRET)


def test_a_body_in_pieces_is_read_whole(client: Client) -> None:
    raw = json.dumps({"question": STATED}, ensure_ascii=False).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for byte in raw:
            yield bytes([byte])

    headers = {"content-type": "application/json"}
    response = client.post("/api/ask", content=pieces(), headers=headers)
    assert response.json()["question"] == STATED


def test_a_long_history_under_the_limit_is_answered(client: Client) -> None:
    history = [{"role": "user", "content": "那" + "语雀" * 80 + "呢？"}] * 100
    answer = ask(client, question="那次故障持续了多久？", history=history)
    assert answer["standalone_question"].endswith("那次故障持续了多久？")


# --- searching -----------------------------------------------------------------------------------


def test_a_search_has_the_shape_of_the_contract(client: Client, documents: Served) -> None:
    response = client.post("/api/search", json={"question": STATED, "top_k": 5})
    found = response.json()
    assert response.status_code == 200
    assert found.keys() >= {"passages", "timings_ms"}
    assert found["timings_ms"].keys() >= {"embed", "search", "total"}
    assert len(found["passages"]) == 5
    check_passages(found["passages"], documents)


def test_a_search_finds_what_an_answer_reads(client: Client) -> None:
    found = client.post("/api/search", json={"question": STATED}).json()
    assert found["passages"] == ask(client, question=STATED)["passages"]


def test_a_search_keeps_to_the_documents_named(client: Client) -> None:
    body = {"question": STATED, "documents": [TABLE], "top_k": 20}
    found = client.post("/api/search", json=body).json()
    assert {p["document_id"] for p in found["passages"]} == {TABLE}
