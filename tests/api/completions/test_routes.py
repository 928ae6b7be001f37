"""OpenAI's own client against the running service, and what no client should meet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import openai
import pytest
from anyio import to_thread

from askreport.composing import Composers
from askreport.composing.extractive import ExtractiveComposer
from tests.api.promise import SOME, body_of, check_answer, served, untimed
from tests.conftest import REPORT, TABLE
from tests.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openai.types.chat import ChatCompletion, ChatCompletionChunk

    from askreport.composing.base import DraftStatement
    from askreport.evaluation.cases import Case
    from tests.api.client import Client
    from tests.conftest import Service

STATED = "语雀那次重大故障持续了多久？"
DECLINED = "1987 年 Gitee 有多少开发者？"
SECRET = "Zq7#secret-of-the-caller!"


@pytest.fixture(scope="module")
def openai_client(service: Service) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{service.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def said(question: str) -> list[Any]:
    return [{"role": "user", "content": question}]


def complete(client: openai.OpenAI, question: str, **more: Any) -> ChatCompletion:
    completion: ChatCompletion = client.chat.completions.create(
        **{"model": "askreport", "messages": said(question), **more}
    )
    return completion


def stream(client: openai.OpenAI, question: str, **more: Any) -> list[ChatCompletionChunk]:
    return list(
        client.chat.completions.create(
            **{"model": "askreport", "messages": said(question), "stream": True, **more}
        )
    )


def full(message: Any) -> dict[str, Any]:
    """The answer object that a message or delta carries."""
    answer: dict[str, Any] = message.model_extra["askreport"]
    return answer


def words(chunks: list[ChatCompletionChunk]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


def check_annotations(
    annotations: list[dict[str, Any]], content: str, answer: dict[str, Any], url: str
) -> None:
    """Each is a statement's range and one of its citations, and its address leads to the quote."""
    expected = [(s["start"], s["end"], n) for s in answer["statements"] for n in s["citations"]]
    numbers = answer["abstention"]["nearest"] if answer["abstention"] else []
    assert len(annotations) >= len(expected)
    assert bool(annotations) == bool(answer["citations"])
    documents = served(url)
    for place, annotation in enumerate(annotations):
        assert annotation["type"] == "url_citation"
        cited = annotation["url_citation"]
        start, end = cited["start_index"], cited["end_index"]
        assert 0 <= start < end <= len(content)
        if place < len(expected):
            assert (start, end) == expected[place][:2]
            number = expected[place][2]
        else:
            number = int(content[start:end].strip("[]"))
            assert content[start:end] == f"[{number}]"
            assert number in numbers
        citation = answer["citations"][number - 1]
        assert cited["title"] == citation["document_title"]
        address = httpx.URL(cited["url"])
        assert str(address.copy_with(query=None)) == f"{url}/"
        document = documents[address.params["document"]]
        found = document["text"][int(address.params["start"]) : int(address.params["end"])]
        assert found == citation["quote"]


# --- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", SOME, ids=lambda case: case.id)
def test_every_way_of_asking_gives_the_same_answer(
    case: Case, openai_client: openai.OpenAI, service: Service
) -> None:
    expected = httpx.post(f"{service.url}/api/ask", json=body_of(case), timeout=60).json()
    messages = [*(turn.model_dump() for turn in case.history), *said(case.question)]
    completion = complete(openai_client, "", messages=messages)
    message = completion.choices[0].message
    assert message.content == expected["text"]
    assert untimed(full(message)) == untimed(expected)
    assert message.annotations is not None
    annotations = [annotation.model_dump() for annotation in message.annotations]
    check_annotations(annotations, expected["text"], expected, service.url)
    chunks = stream(openai_client, "", messages=messages)
    assert words(chunks) == expected["text"]
    last = chunks[-1].choices[0].delta
    assert last.model_extra is not None
    assert last.model_extra["annotations"] == annotations
    assert untimed(full(last)) == untimed(expected)


def test_a_completion_has_openai_s_shape(openai_client: openai.OpenAI, service: Service) -> None:
    completion = complete(openai_client, STATED)
    assert completion.id.startswith("chatcmpl-")
    assert completion.object == "chat.completion"
    assert completion.created > 1_700_000_000
    assert completion.model == "askreport"
    (choice,) = completion.choices
    assert (choice.index, choice.finish_reason) == (0, "stop")
    assert (choice.message.role, choice.message.refusal) == ("assistant", None)
    assert completion.usage is not None
    assert completion.usage.to_dict() == {
        "prompt_tokens": 0,
        "completion_tokens": 0,
        "total_tokens": 0,
    }
    check_answer(full(choice.message), served(service.url))
    assert full(completion) == full(choice.message)
    assert complete(openai_client, STATED).id != completion.id


def test_a_declined_question_stops_like_any_other(openai_client: openai.OpenAI) -> None:
    (choice,) = complete(openai_client, DECLINED, model="askreport/extractive").choices
    answer = full(choice.message)
    assert answer["status"] == "abstained"
    assert answer["abstention"]["nearest"]
    assert choice.message.content == answer["abstention"]["message"]
    assert choice.finish_reason == "stop"
    assert choice.message.annotations
    assert len(choice.message.annotations) >= len(answer["abstention"]["nearest"])


def test_the_extension_reaches_the_assistant(openai_client: openai.OpenAI) -> None:
    how = {"askreport": {"top_k": 3, "documents": [TABLE], "fallback": False}}
    answer = full(complete(openai_client, STATED, extra_body=how).choices[0].message)
    assert {p["document_id"] for p in answer["passages"]} == {TABLE}
    assert len(answer["passages"]) == 3


def test_history_is_what_a_follow_up_is_understood_by(openai_client: openai.OpenAI) -> None:
    messages = [
        {"role": "system", "content": "只用英文回答。"},
        {"role": "user", "content": [{"type": "text", "text": "语雀那次重大故障是怎么引起的？"}]},
        {"role": "assistant", "content": "运维工具。"},
        *said("它持续了多久？"),
    ]
    answer = full(complete(openai_client, "", messages=messages).choices[0].message)
    assert answer["standalone_question"] == STATED


# --- streams -------------------------------------------------------------------------------------


def test_a_stream_opens_with_the_role_and_closes_with_the_answer(
    openai_client: openai.OpenAI,
) -> None:
    chunks = stream(openai_client, STATED)
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    assert len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}) == 1
    first, *middle, last = [chunk.choices[0] for chunk in chunks]
    assert (first.delta.role, first.delta.content) == ("assistant", "")
    assert middle
    assert all(choice.delta.content and choice.finish_reason is None for choice in middle)
    assert len(middle) == len(full(last.delta)["statements"])
    assert last.finish_reason == "stop"
    assert last.delta.content is None
    assert all(chunk.usage is None for chunk in chunks)


def test_each_statement_is_a_chunk(openai_client: openai.OpenAI) -> None:
    asked = "2023 年中国开源开发者报告提到了哪些大模型？"
    chunks = stream(openai_client, asked)
    answer = full(chunks[-1].choices[0].delta)
    pieces = [c.choices[0].delta.content for c in chunks[1:-1]]
    assert len(answer["statements"]) > 1
    assert len(pieces) == len(answer["statements"])
    for piece, statement in zip(pieces, answer["statements"], strict=True):
        assert statement["text"] in (piece or "")


def test_the_usage_is_told_once_where_it_is_asked_for(openai_client: openai.OpenAI) -> None:
    chunks = stream(openai_client, STATED, stream_options={"include_usage": True})
    told = [chunk.usage for chunk in chunks if chunk.usage is not None]
    assert len(told) == 1
    assert chunks[-1].usage is told[0]
    with openai_client.chat.completions.stream(
        model="askreport", messages=said(STATED), stream_options={"include_usage": True}
    ) as events:
        final = events.get_final_completion()
    assert final.usage == told[0]
    message = final.choices[0].message
    assert message.content == full(message)["text"] == words(chunks)
    assert message.annotations


def test_the_asynchronous_client_gets_the_same(service: Service) -> None:
    async def ask() -> tuple[str | None, str]:
        async with openai.AsyncOpenAI(
            base_url=f"{service.url}/v1", api_key="none", max_retries=0
        ) as client:
            whole = await client.chat.completions.create(model="extractive", messages=said(STATED))
            chunks = [
                chunk
                async for chunk in await client.chat.completions.create(
                    model="extractive", messages=said(STATED), stream=True
                )
            ]
            return whole.choices[0].message.content, words(chunks)

    content, streamed = anyio.run(ask)
    assert content
    assert streamed == content


def test_a_stream_is_events_and_ends_with_done(client: Client) -> None:
    body = {"model": "askreport", "messages": said(STATED), "stream": True}
    response = client.post("/v1/chat/completions", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    *chunks, done, end = response.text.split("\n\n")
    assert (done, end) == ("data: [DONE]", "")
    assert all(json.loads(chunk.removeprefix("data: "))["choices"] for chunk in chunks)
    delta = json.loads(chunks[-1].removeprefix("data: "))["choices"][0]["delta"]
    assert delta.keys() == {"annotations", "askreport"}


class Breaking(ExtractiveComposer):
    """Fails after its first statement."""

    def compose(self, *arguments: Any) -> Iterator[DraftStatement]:
        yield next(iter(super().compose(*arguments)))
        raise RuntimeError(SECRET)


def test_a_failure_in_a_stream_is_its_last_event(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Composers, "get", lambda *_: Breaking())
    body = {"model": "askreport", "messages": said(STATED), "stream": True}
    response = client.post("/v1/chat/completions", json=body)
    assert response.status_code == 200
    *_, last, end = response.text.split("\n\n")
    assert end == ""
    error = json.loads(last.removeprefix("data: "))["error"]
    assert (error["type"], error["code"]) == ("server_error", "internal")
    assert SECRET not in response.text
    assert "[DONE]" not in response.text
    body["stream"] = False
    response = client.post("/v1/chat/completions", json=body)
    assert response.status_code == 500
    assert response.json()["error"] == error


@pytest.mark.parametrize("streaming", [False, True])
def test_nobody_works_for_a_client_that_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, streaming: bool
) -> None:
    waiting = Waiting()
    monkeypatch.setattr(Composers, "get", lambda *_: waiting)
    body = {"model": "askreport", "messages": said(STATED), "stream": streaming}
    sent: list[Any] = [{"type": "http.request", "body": json.dumps(body).encode()}]

    async def receive() -> Any:
        if sent:
            return sent.pop()
        assert await to_thread.run_sync(waiting.began.wait, 10)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        assert b"[DONE]" not in message.get("body", b"")

    async def ask() -> None:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": "/v1/chat/completions",
            "raw_path": b"/v1/chat/completions",
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"here"), (b"content-type", b"application/json")],
            "server": ("here", 80),
        }
        async with client.app.router.lifespan_context(client.app):
            await client.app(scope, receive, send)
            assert await to_thread.run_sync(waiting.cancelled.wait, 5)

    anyio.run(ask)


# --- models --------------------------------------------------------------------------------------


def test_the_models_are_the_backends(openai_client: openai.OpenAI) -> None:
    listed = list(openai_client.models.list())
    assert [m.id for m in listed][:2] == ["askreport", "askreport/extractive"]
    assert {(m.object, m.owned_by) for m in listed} == {("model", "askreport")}
    for model in listed:
        assert openai_client.models.retrieve(model.id) == model
        assert complete(openai_client, STATED, model=model.id).model == model.id
    with pytest.raises(openai.NotFoundError):
        openai_client.models.retrieve("gpt-4o")


# --- errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "error", "param", "code"),
    [
        ({"model": SECRET}, openai.NotFoundError, "model", "model_not_found"),
        ({"messages": said("x" * 2001)}, openai.BadRequestError, "messages", "bad_question"),
        ({"messages": said("")}, openai.BadRequestError, "messages", "bad_question"),
        ({"messages": said("  \n")}, openai.BadRequestError, "messages", "bad_question"),
        ({"messages": []}, openai.BadRequestError, "messages", "bad_request"),
        (
            {"messages": [{"role": SECRET, "content": "x"}]},
            openai.BadRequestError,
            "messages.0.role",
            "bad_request",
        ),
        (
            {"messages": said([{"type": "image_url", "image_url": {"url": SECRET}}])},  # type: ignore[arg-type]
            openai.BadRequestError,
            "messages.0.content.0",
            "unsupported_value",
        ),
        ({"n": 2}, openai.BadRequestError, "n", "unsupported_value"),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "x"}}},
            openai.BadRequestError,
            "response_format",
            "unsupported_value",
        ),
        ({"tool_choice": "required"}, openai.BadRequestError, "tool_choice", "unsupported_value"),
        (
            {"extra_body": {"askreport": {"top_k": 21}}},
            openai.BadRequestError,
            "askreport.top_k",
            "bad_request",
        ),
        (
            {"extra_body": {"askreport": {"documents": [REPORT, SECRET]}}},
            openai.BadRequestError,
            "askreport.documents",
            "unknown_document",
        ),
    ],
    ids=repr,
)
@pytest.mark.parametrize("streaming", [False, True])
def test_a_wrong_request_raises_what_openai_s_client_raises(
    openai_client: openai.OpenAI,
    more: dict[str, Any],
    error: type[openai.APIStatusError],
    param: str,
    code: str,
    streaming: bool,
) -> None:
    with pytest.raises(error) as caught:
        complete(openai_client, STATED, **more, stream=streaming)
    raised = caught.value
    assert (raised.param, raised.code, raised.type) == (param, code, "invalid_request_error")
    body: Any = raised.body
    assert body.keys() == {"message", "type", "param", "code"}
    assert body["message"]
    assert SECRET not in str(raised)


def test_without_an_index_every_request_is_503_with_the_mend(empty: Client) -> None:
    body = {"model": "askreport", "messages": said(STATED)}
    for response in (
        empty.get("/v1/models"),
        empty.get("/v1/models/askreport"),
        empty.post("/v1/chat/completions", json=body),
        empty.post("/v1/chat/completions", json={**body, "stream": True}),
    ):
        assert response.status_code == 503
        error = response.json()["error"]
        assert error["type"] == "server_error"
        assert "askreport index" in error["message"]


def test_the_operations_are_in_the_schema(client: Client) -> None:
    schema = client.get("/openapi.json").json()
    assert "post" in schema["paths"]["/v1/chat/completions"]
    assert "get" in schema["paths"]["/v1/models"]
    content = schema["components"]["schemas"]["ChatMessage"]["properties"]["content"]
    assert {"string", "array", "null"} == {kind["type"] for kind in content["anyOf"]}
