"""The model server, asked by the client that will be asked through: the real openai package."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import openai
import pytest
from openai import OpenAI

from tests.model_server import ModelServer
from tests.model_server.behaviours import (
    Told,
    always,
    by_attempt,
    checked,
    cut,
    echoing,
    empty,
    endless,
    fenced,
    huge_line,
    ids_of,
    in_json,
    in_prose,
    invalid_events,
    null_content,
    reasoning,
    says,
    surrounded,
    swapped_ids,
    thinking,
    tool_use,
    unknown_ids,
)
from tests.model_server.faults import (
    breaking_events,
    dropping,
    failing,
    failing_in_stream,
    hanging,
    misbehaving,
    overloaded,
    redirecting,
    refusing,
    refusing_formats,
    slow,
    slow_start,
    unanswered,
    wrong_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openai import Stream
    from openai.types.chat import ChatCompletion, ChatCompletionChunk

    from tests.model_server.protocol import Behaviour

PROMPT = (
    "Passage 1 · p. 3\n[1.1] 第一句话。\n[1.2] 第二句话。\n\nPassage 2 · p. 4\n[2.1] 第三句话。"
)
PLAN = always(Told("一。", ("1.1",)), Told("二。", ("1.2", "2.1")))
OBJECT = {
    "statements": [
        {"text": "一。", "support": ["1.1"]},
        {"text": "二。", "support": ["1.2", "2.1"]},
    ],
    "not_in_report": False,
}


@contextmanager
def asking(
    behaviour: Behaviour, *, key: str | None = None, timeout: float = 10
) -> Iterator[tuple[ModelServer, OpenAI]]:
    """A server and a client of it that does not try again."""
    with (
        ModelServer(behaviour, key=key) as server,
        OpenAI(base_url=server.base_url, api_key="right", max_retries=0, timeout=timeout) as client,
    ):
        yield server, client


def whole(client: OpenAI, prompt: str = PROMPT, **more: Any) -> ChatCompletion:
    reply: ChatCompletion = client.chat.completions.create(
        model="test-model", messages=[{"role": "user", "content": prompt}], **more
    )
    return reply


def stream(client: OpenAI, prompt: str = PROMPT, **more: Any) -> Stream[ChatCompletionChunk]:
    reply: Stream[ChatCompletionChunk] = client.chat.completions.create(
        model="test-model", messages=[{"role": "user", "content": prompt}], stream=True, **more
    )
    return reply


def text_of(chunks: Stream[ChatCompletionChunk]) -> str:
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


# --- the protocol ---------------------------------------------------------------------------------


def test_a_whole_reply() -> None:
    with asking(in_json(PLAN)) as (server, client):
        reply = whole(client, temperature=0)
        assert json.loads(reply.choices[0].message.content or "") == OBJECT
        assert reply.choices[0].finish_reason == "stop"
        assert reply.usage is not None
        assert reply.usage.completion_tokens == 1
        (call,) = server.asked
    assert call.body["temperature"] == 0
    assert call.headers["authorization"] == "Bearer right"
    assert call.prompt == PROMPT


def test_a_stream_has_the_shape_of_the_real_one() -> None:
    with asking(says("十个字的一句话而已")) as (_, client):
        chunks = list(stream(client, stream_options={"include_usage": True}))
    first, *pieces, last, used = chunks
    assert first.choices[0].delta.role == "assistant"
    assert [c.choices[0].delta.content for c in pieces] == ["十个字", "的一句", "话而已"]
    assert [c.choices[0].finish_reason for c in chunks[:-1]] == [None] * 4 + ["stop"]
    assert last.usage is None
    assert used.choices == []
    assert used.usage is not None
    assert used.usage.completion_tokens == 3
    assert len({c.id for c in chunks}) == 1


def test_usage_comes_only_when_it_was_asked_for() -> None:
    with asking(says("一")) as (_, client):
        assert all(c.choices and c.usage is None for c in stream(client))


def test_models_are_listed() -> None:
    with asking(says("一")) as (server, client):
        assert [model.id for model in client.models.list()] == ["test-model"]
        assert server.asked == []
        assert [call.path for call in server.calls] == ["/v1/models"]


def test_a_wrong_key_is_401() -> None:
    with (
        ModelServer(says("一"), key="right") as server,
        OpenAI(base_url=server.base_url, api_key="wrong", max_retries=0) as client,
    ):
        with pytest.raises(openai.AuthenticationError) as caught:
            whole(client)
        assert caught.value.code == "invalid_api_key"
        with pytest.raises(openai.AuthenticationError):
            client.models.list()
    with asking(says("一"), key="right") as (_, client):
        assert whole(client).choices[0].message.content == "一"


def test_what_is_no_completion_is_refused() -> None:
    with ModelServer(says("一")) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for method, path, body, status in (
            ("POST", "/v1/embeddings", "{}", 404),
            ("GET", "/v1/chat/completions", None, 405),
            ("POST", "/v1/chat/completions", "nonsense", 400),
        ):
            connection.request(method, path, body)
            answer = connection.getresponse()
            assert answer.status == status
            assert "error" in json.loads(answer.read())
        assert server.open_connections == 1  # one connection served them all
        connection.close()
        assert server.wait_until(lambda: server.open_connections == 0)


def test_it_starts_and_stops_at_once() -> None:
    begun = time.perf_counter()
    for _ in range(5):
        with ModelServer(says("一")) as server:
            port = server.port
    assert time.perf_counter() - begun < 2
    assert not [t for t in threading.enumerate() if t.name == "model-server"]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_many_clients_at_once() -> None:
    with ModelServer(slow(says("一二三四五六"), 0.05)) as server:
        texts: list[str] = []

        def ask() -> None:
            with OpenAI(base_url=server.base_url, api_key="x", max_retries=0) as client:
                texts.append(text_of(stream(client)))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        assert server.wait_until(lambda: server.open_streams >= 4)
        for thread in threads:
            thread.join()
        assert texts == ["一二三四五六"] * 8
        assert server.wait_until(lambda: server.open_connections == 0)
        assert (server.open_streams, server.completed, server.departed) == (0, 8, 0)


# --- what is open ---------------------------------------------------------------------------------


def test_open_streams_are_counted_and_a_client_that_leaves_is_noticed() -> None:
    with asking(endless()) as (server, client):
        assert server.open_streams == 0
        chunks = stream(client)
        assert next(chunks).choices[0].delta.role == "assistant"
        assert (server.open_streams, server.open_connections) == (1, 1)
        chunks.close()
        assert server.wait_until_idle()
        assert server.wait_until(lambda: server.open_connections == 0)
        assert (server.departed, server.completed) == (1, 0)


def test_a_client_that_leaves_while_nothing_comes_is_noticed() -> None:
    with asking(unanswered(), timeout=0.3) as (server, client):
        with pytest.raises(openai.APITimeoutError):
            stream(client)
        assert server.wait_until_idle()
        assert server.departed == 1


def test_leaving_the_server_ends_what_is_open() -> None:
    with asking(hanging(says("一二三四五六"), 1)) as (server, client):
        chunks = stream(client)
        assert next(chunks)
        assert server.open_streams == 1
    assert server.open_streams == 0
    assert server.open_connections == 0


def test_waiting_can_be_in_vain() -> None:
    with asking(hanging(says("一二三"), 0)) as (server, client):
        chunks = stream(client)
        assert next(chunks)
        assert not server.wait_until_idle(0.1)
        chunks.close()


def test_what_a_behaviour_raises_fails_the_test() -> None:
    def wrong(body: object) -> None:
        raise AssertionError("no temperature")

    def ask() -> None:
        with (
            asking(checked(says("一"), wrong)) as (_, client),
            pytest.raises(openai.APIConnectionError),
        ):
            whole(client)

    with pytest.raises(RuntimeError, match="failed") as caught:
        ask()
    assert isinstance(caught.value.__cause__, AssertionError)


# --- what a model writes --------------------------------------------------------------------------


def both(behaviour: Behaviour, prompt: str = PROMPT) -> str:
    """The text of the reply, which is the same streamed and not."""
    with asking(behaviour) as (_, client):
        streamed = text_of(stream(client, prompt))
        assert streamed == (whole(client, prompt).choices[0].message.content or "")
        return streamed


def test_forms() -> None:
    assert json.loads(both(in_json(PLAN))) == OBJECT
    assert both(in_prose(PLAN)) == "一[1.1]。\n二[1.2][2.1]。"
    assert "```json\n{" in both(fenced(in_json(PLAN)))
    assert both(thinking(says("一"), "嗯")) == "<think>\n嗯\n</think>\n一"
    assert both(surrounded(says("一"), after="I hope this helps!")).endswith("helps!")
    assert json.loads(both(in_json(always()))) == {"statements": [], "not_in_report": True}
    assert both(empty()) == ""


def test_plans() -> None:
    assert json.loads(both(in_json(echoing())))["statements"] == [
        {"text": "第一句话。", "support": ["1.1"]},
        {"text": "第二句话。", "support": ["1.2"]},
    ]
    unknown = json.loads(both(in_json(unknown_ids(PLAN))))["statements"]
    assert not {i for one in unknown for i in one["support"]} & set(ids_of(PROMPT))
    swapped = json.loads(both(in_json(swapped_ids(PLAN))))["statements"]
    assert [one["support"] for one in swapped] == [["1.2", "2.1"], ["1.1"]]
    alone = json.loads(both(in_json(swapped_ids(always(Told("一", ("1.1",)))))))["statements"]
    assert alone[0]["support"] == ["1.2"]


def test_cut_json_ends_for_its_length() -> None:
    with asking(cut(in_json(PLAN), 30)) as (_, client):
        chunks = list(stream(client))
        assert chunks[-1].choices[0].finish_reason == "length"
        text = whole(client).choices[0].message.content or ""
    assert len(text) == 30
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        json.loads(text)


def test_reasoning_comes_beside_the_answer() -> None:
    with asking(reasoning(says("一"), "嗯嗯")) as (_, client):
        extra = [c.choices[0].delta.model_extra or {} for c in stream(client)]
        assert "".join(one.get("reasoning_content", "") for one in extra) == "嗯嗯"
        message = whole(client).choices[0].message
        assert (message.content, message.model_extra) == ("一", {"reasoning_content": "嗯嗯"})


def test_tool_calls_and_null_content() -> None:
    with asking(tool_use("search", "{}")) as (server, client):
        choice = whole(client).choices[0]
        assert (choice.message.content, choice.finish_reason) == (None, "tool_calls")
        assert choice.message.tool_calls is not None
        assert choice.message.tool_calls[0].type == "function"
        deltas = [c.choices[0].delta for c in stream(client)]
        assert next(d.tool_calls[0].function for d in deltas if d.tool_calls).name == "search"  # type: ignore[union-attr]
        server.behaviour = null_content()
        assert whole(client).choices[0].message.content is None
        assert text_of(stream(client)) == ""


def test_a_huge_line_arrives() -> None:
    assert len(both(huge_line(1_000_000))) == 1_000_000


def test_endless_output_does_not_end_by_itself() -> None:
    with asking(endless("一二三", seconds=0)) as (server, client):
        chunks = stream(client)
        for _ in range(500):
            assert next(chunks).choices[0].finish_reason is None
        chunks.close()
        assert server.wait_until_idle()


# --- what goes wrong ------------------------------------------------------------------------------


def test_overload_says_when_to_come_again() -> None:
    with asking(overloaded(says("一"), times=2, retry_after="7")) as (server, client):
        for _ in range(2):
            with pytest.raises(openai.RateLimitError) as caught:
                whole(client)
            assert caught.value.response.headers["retry-after"] == "7"
        assert whole(client).choices[0].message.content == "一"
        assert [call.attempt for call in server.asked] == [1, 2, 3]


def test_a_client_that_tries_again_gets_through() -> None:
    behaviour = by_attempt(overloaded(says("一")), failing(says("一"), 503, times=2), says("二"))
    with (
        ModelServer(behaviour) as server,
        OpenAI(base_url=server.base_url, api_key="x", max_retries=2) as client,
    ):
        assert whole(client).choices[0].message.content == "二"
        assert len(server.asked) == 3


@pytest.mark.parametrize("status", [500, 503])
def test_server_errors(status: int) -> None:
    with asking(failing(says("一"), status)) as (_, client):
        with pytest.raises(openai.InternalServerError) as caught:
            whole(client)
        assert caught.value.status_code == status
        assert whole(client).choices[0].message.content == "一"


def test_a_server_without_schemas_names_the_parameter() -> None:
    schema: Any = {"type": "json_schema", "json_schema": {"name": "x", "schema": {}}}
    with asking(refusing_formats(says("{}"), "json_schema")) as (_, client):
        with pytest.raises(openai.BadRequestError) as caught:
            whole(client, response_format=schema)
        assert caught.value.param == "response_format"
        assert "response_format" in str(caught.value)
        assert whole(client, response_format={"type": "json_object"})
        assert whole(client)
    with (
        asking(refusing_formats(says("{}"))) as (_, client),
        pytest.raises(openai.BadRequestError),
    ):
        whole(client, response_format={"type": "json_object"})


def test_other_refusals() -> None:
    with asking(refusing(404, "No such model.", code="model_not_found")) as (server, client):
        with pytest.raises(openai.NotFoundError) as caught:
            whole(client)
        assert caught.value.code == "model_not_found"
        server.behaviour = misbehaving(502, b"<html>Bad Gateway</html>", "text/html")
        with pytest.raises(openai.InternalServerError) as broken:
            whole(client)
        assert broken.value.response.headers["content-type"] == "text/html"
        server.behaviour = redirecting("http://127.0.0.1:9/v1/chat/completions")
        with pytest.raises(openai.APIConnectionError):
            whole(client)


@pytest.mark.parametrize("reset", [False, True])
def test_a_connection_that_breaks_under_way(reset: bool) -> None:
    with asking(dropping(says("一二三四五六七八九"), 2, reset=reset)) as (server, client):
        pieces: list[str] = []
        with pytest.raises(openai.APIError):
            pieces.extend(c.choices[0].delta.content or "" for c in stream(client))
        assert reset or "".join(pieces) == "一二三四五六"
        with pytest.raises(openai.APIConnectionError):
            whole(client)
        assert server.wait_until(lambda: server.open_connections == 0)
        assert (server.completed, server.departed) == (0, 0)


def test_a_stream_that_falls_silent_times_out() -> None:
    with asking(hanging(says("一二三四五六"), 1), timeout=0.3) as (server, client):
        chunks = stream(client)
        assert next(chunks)
        assert next(chunks).choices[0].delta.content == "一二三"
        with pytest.raises(openai.APITimeoutError):
            next(chunks)
        assert server.wait_until_idle()


def test_slow_starts_and_slow_pieces() -> None:
    with asking(slow_start(says("一"), 0.2)) as (server, client):
        begun = time.perf_counter()
        chunks = stream(client)
        assert time.perf_counter() - begun >= 0.2
        assert text_of(chunks) == "一"
        server.behaviour = slow_start(says("一"), 0.2, headers_first=True)
        begun = time.perf_counter()
        chunks = stream(client)
        assert next(chunks).choices[0].delta.role == "assistant"
        assert time.perf_counter() - begun < 0.2
        assert text_of(chunks) == "一"
        assert time.perf_counter() - begun >= 0.2
        server.behaviour = slow(says("一二三四五六"), 0.1)
        begun = time.perf_counter()
        assert text_of(stream(client)) == "一二三四五六"
        assert 0.2 <= time.perf_counter() - begun < 2


def test_events_that_are_none() -> None:
    with asking(invalid_events()) as (server, client):
        with pytest.raises((openai.APIError, ValueError)):
            list(stream(client))
        server.behaviour = breaking_events(says("一二三四五六"), 1)
        with pytest.raises((openai.APIError, ValueError)):
            list(stream(client))
        server.behaviour = failing_in_stream(says("一二三四五六"), 1)
        with pytest.raises(openai.APIError, match="out of memory"):
            list(stream(client))


def test_a_wrong_content_type() -> None:
    with asking(wrong_type(says("一"))) as (server, _):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        body = json.dumps({"messages": [], "stream": True})
        connection.request("POST", "/v1/chat/completions", body)
        answer = connection.getresponse()
        assert answer.getheader("content-type") == "text/html"
        assert answer.read().endswith(b"data: [DONE]\n\n")
        connection.close()
