"""The official client against endpoints that behave well and badly, over real connections."""

from __future__ import annotations

import json
import logging
import threading
import time
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest

from askreport.cancellation import Cancellation
from askreport.errors import (
    CancelledError,
    ModelBusyError,
    ModelError,
    ModelFailedError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelUnavailableError,
)
from askreport.models.base import Message, Order
from askreport.models.remote import RemoteModel
from askreport.records import Usage
from tests.models.endpoint import Endpoint, Exchange, closed_port, refuses, says

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "sk-S3CRET-0123456789"
SCHEMA = {"type": "object", "properties": {}, "additionalProperties": False}


@pytest.fixture(autouse=True)
def _quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("askreport.models.remote._FIRST_WAIT_S", 0.05)


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + 5
    while left := [
        t
        for t in set(threading.enumerate()) - before
        if t.name.startswith(("askreport", "asyncio"))
    ]:
        assert time.monotonic() < until, f"left running: {left}"
        time.sleep(0.01)


class opened:
    """A model at an endpoint that does ``acts``; both are closed in the end."""

    def __init__(self, *acts: object, **options: object) -> None:
        self.endpoint = Endpoint(*acts)  # type: ignore[arg-type]
        options = {"base_url": self.endpoint.url, "api_key": KEY, **options}
        self.model = RemoteModel("some-model", **options)  # type: ignore[arg-type]

    def __enter__(self) -> opened:
        self.endpoint.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.model.close()
        self.endpoint.__exit__()

    def ask(self, **options: object) -> str:
        return "".join(self.model.reply(order(**options)))


def order(**options: object) -> Order:
    messages = [Message("system", "Be brief."), Message("user", "Hello?")]
    return Order(messages, **options)  # type: ignore[arg-type]


def test_a_reply_comes_in_pieces_and_the_request_is_the_protocols() -> None:
    with opened(says("你", "好", usage={"prompt_tokens": 9, "completion_tokens": 2})) as at:
        reply = at.model.reply(order(schema=SCHEMA, most_tokens=77))
        assert list(reply) == ["你", "好"]
        assert reply.usage == Usage(prompt_tokens=9, completion_tokens=2)
        (request,) = at.endpoint.requests
        assert request.headers["authorization"] == f"Bearer {KEY}"
        assert request.body["model"] == "some-model"
        assert request.body["stream"] is True
        assert request.body["max_tokens"] == 77
        assert request.body["temperature"] == 0
        assert request.body["messages"][0] == {"role": "system", "content": "Be brief."}
        assert request.body["response_format"]["json_schema"]["schema"] == SCHEMA


def test_usage_that_is_not_told_is_estimated() -> None:
    with opened(says("four words are here")) as at:
        reply = at.model.reply(order())
        list(reply)
        assert 4 <= reply.usage.completion_tokens <= 8
        assert reply.usage.prompt_tokens >= 4


def test_a_server_of_ones_own_needs_no_key() -> None:
    with opened(says("ok"), api_key=None) as at:
        assert at.ask() == "ok"
    with pytest.raises(ModelUnavailableError, match="OPENAI_API_KEY"):
        RemoteModel("m")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, ModelFailedError),
        (401, ModelRefusedError),
        (403, ModelRefusedError),
        (404, ModelRefusedError),
        (429, ModelBusyError),
        (500, ModelFailedError),
        (503, ModelFailedError),
    ],
)
def test_a_status_is_an_error_that_says_what_to_do_and_tells_no_key(
    status: int, error: type[ModelError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with opened(refuses(status, f"bad key {KEY} for Hello?")) as at:
        with pytest.raises(error) as raised:
            at.ask()
        assert type(raised.value) is error
        shown: BaseException | None = raised.value
        while shown is not None:
            if isinstance(shown, ModelError):
                assert KEY not in repr(shown) + str(shown)
                assert str(status) in str(shown)
            assert shown.__suppress_context__ or shown.__context__ is None
            shown = shown.__cause__
        assert KEY not in caplog.text.replace(f"bad key {KEY}", "")
        assert len(at.endpoint.requests) == (3 if status in (429, 500, 503) else 1)


def test_tries_follow_until_one_works() -> None:
    with opened(refuses(429), refuses(503), says("ok")) as at:
        assert at.ask() == "ok"
        assert len(at.endpoint.requests) == 3


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_for(form: str) -> None:
    value = "0.4" if form == "seconds" else formatdate(time.time() + 2, usegmt=True)
    with opened(refuses(429, retry_after=value), says("ok")) as at:
        began = time.monotonic()
        assert at.ask() == "ok"
        assert time.monotonic() - began > 0.39


def test_a_wait_that_would_take_too_long_is_not_begun() -> None:
    with opened(refuses(429, retry_after="60"), says("ok")) as at:
        began = time.monotonic()
        with pytest.raises(ModelBusyError):
            at.ask(seconds=2)
        assert time.monotonic() - began < 1.5


def test_nobody_there() -> None:
    model = RemoteModel("m", base_url=f"http://127.0.0.1:{closed_port()}/v1", api_key=KEY)
    with pytest.raises(ModelUnavailableError, match=r"127\.0\.0\.1 cannot be reached"):
        list(model.reply(order()))
    model.close()


def breaks_off(exchange: Exchange) -> None:
    exchange.begin()
    exchange.delta(content="half")


def breaks_off_at_once(exchange: Exchange) -> None:
    exchange.begin()


def talks_nonsense(exchange: Exchange) -> None:
    exchange.begin()
    exchange.raw("data: {not json\n\n")


def reports_an_error(exchange: Exchange) -> None:
    exchange.begin()
    exchange.raw('data: {"error": {"message": "oops"}}\n\n')


def shows_a_page(exchange: Exchange) -> None:
    exchange.begin("text/html")
    exchange.raw("<html><body>Welcome</body></html>")


def calls_a_tool(exchange: Exchange) -> None:
    exchange.begin()
    exchange.delta(content=None, tool_calls=[{"index": 0, "function": {"name": "f"}}])
    exchange.delta("tool_calls")


@pytest.mark.parametrize(
    "act",
    [
        breaks_off,
        breaks_off_at_once,
        talks_nonsense,
        reports_an_error,
        shows_a_page,
        calls_a_tool,
        says(),
    ],
)
def test_what_is_no_whole_reply_is_an_error(act: object) -> None:
    with opened(act, retries=0) as at, pytest.raises(ModelFailedError):
        at.ask()


def test_after_the_first_piece_nothing_is_tried_again() -> None:
    with opened(breaks_off, says("again")) as at:
        pieces = iter(at.model.reply(order()))
        assert next(pieces) == "half"
        with pytest.raises(ModelFailedError):
            next(pieces)
        assert len(at.endpoint.requests) == 1


def hangs(exchange: Exchange) -> None:
    exchange.begin()
    exchange.gone()


def hangs_later(exchange: Exchange) -> None:
    exchange.begin()
    exchange.delta(content="first")
    exchange.gone()


@pytest.mark.parametrize(
    ("act", "limits"),
    [
        (hangs, {"first_seconds": 0.3}),
        (hangs, {"seconds": 0.3}),
        (hangs_later, {"first_seconds": 0.3}),
        (hangs_later, {"seconds": 0.3}),
    ],
)
def test_a_model_that_hangs_is_left(act: object, limits: dict[str, float]) -> None:
    with opened(act) as at:
        began = time.monotonic()
        with pytest.raises(ModelTimeoutError):
            at.ask(**limits)
        assert time.monotonic() - began < 2
        assert at.endpoint.idle()


def thinks(exchange: Exchange) -> None:
    exchange.delta(reasoning_content="hm")


def reads(exchange: Exchange) -> None:
    exchange.chunk(choices=[], prompt_progress={"total": 900, "processed": 100})


@pytest.mark.parametrize("does", [thinks, reads])
def test_a_model_that_shows_life_is_waited_for_and_its_thoughts_are_not_told(
    does: Callable[[Exchange], None],
) -> None:
    def act(exchange: Exchange) -> None:
        exchange.begin()
        for _ in range(8):
            does(exchange)
            time.sleep(0.1)
        exchange.delta(content="yes")
        exchange.end()

    with opened(act) as at:
        assert at.ask(first_seconds=0.4) == "yes"
        with pytest.raises(ModelTimeoutError):
            at.ask(first_seconds=0.4, seconds=0.6)


def test_a_reply_without_end_is_ended() -> None:
    def babbles(exchange: Exchange) -> None:
        exchange.begin()
        while True:
            exchange.delta(content="bla " * 20)

    with opened(babbles) as at:
        assert 800 <= len(at.ask(most_tokens=100)) < 2000
        assert at.endpoint.idle()


def test_who_cancels_is_free_at_once_and_the_connection_is_closed() -> None:
    with opened(hangs_later) as at:
        cancellation = Cancellation()
        pieces = iter(at.model.reply(order(cancellation=cancellation)))
        assert next(pieces) == "first"
        threading.Timer(0.1, cancellation.cancel).start()
        began = time.monotonic()
        with pytest.raises(CancelledError):
            next(pieces)
        assert time.monotonic() - began < 1
        assert at.endpoint.idle(2)
        with pytest.raises(CancelledError):
            list(at.model.reply(order(cancellation=cancellation)))
        assert len(at.endpoint.requests) == 1


def test_who_stops_reading_closes_the_connection() -> None:
    with opened(hangs_later) as at:
        pieces = iter(at.model.reply(order()))
        next(pieces)
        assert at.endpoint.busy == 1
        pieces.close()  # type: ignore[attr-defined]
        assert at.endpoint.idle(2)


def test_more_replies_than_places_take_turns() -> None:
    def slow(exchange: Exchange) -> None:
        exchange.begin()
        time.sleep(0.05)
        exchange.delta(content="ok")
        exchange.end()

    with opened(slow, parallel=4) as at:
        got: list[str] = []
        threads = [threading.Thread(target=lambda: got.append(at.ask())) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert got == ["ok"] * 50
        assert 1 < at.endpoint.most_busy <= 4


def test_who_finds_no_place_in_time_is_told() -> None:
    with opened(hangs_later, parallel=1) as at:
        holding = iter(at.model.reply(order()))
        next(holding)
        with pytest.raises(ModelBusyError, match="1 places"):
            at.ask(seconds=0.3)
        holding.close()  # type: ignore[attr-defined]
        assert at.endpoint.idle()


def test_closing_ends_replies_and_the_model_can_be_used_again() -> None:
    with opened(hangs_later, says("ok")) as at:
        pieces = iter(at.model.reply(order()))
        next(pieces)
        at.model.close()
        with pytest.raises(CancelledError):
            next(pieces)
        assert at.ask() == "ok"


def only(**accepted: object) -> object:
    """Refuses requests as older servers do: by what they name."""

    def act(exchange: Exchange) -> None:
        kind = exchange.body.get("response_format", {}).get("type", "none")
        if kind not in accepted.get("formats", ("json_schema",)):  # type: ignore[operator]
            exchange.fail(400, {"message": f"response_format {kind} is unavailable"})
        elif "stream_options" in exchange.body and accepted.get("plain"):
            exchange.fail(422, {"message": "extra field: stream_options"})
        elif "max_tokens" in exchange.body and accepted.get("plain"):
            exchange.fail(400, {"message": "use max_completion_tokens instead of max_tokens"})
        elif "temperature" in exchange.body and accepted.get("plain"):
            exchange.fail(400, {"message": "temperature is not supported with this model"})
        else:
            says("ok")(exchange)

    return act


@pytest.mark.parametrize(
    ("accepted", "requests"),
    [
        ({"formats": ("json_object",)}, 2),
        ({"formats": ("none",)}, 3),
        ({"plain": True}, 4),
        ({"formats": ("none",), "plain": True}, 6),
    ],
)
def test_what_an_endpoint_does_not_take_is_left_out_from_then_on(
    accepted: dict[str, object], requests: int
) -> None:
    with opened(only(**accepted), retries=0) as at:
        assert at.ask(schema=SCHEMA) == "ok"
        assert len(at.endpoint.requests) == requests
        assert at.ask(schema=SCHEMA) == "ok"
        assert len(at.endpoint.requests) == requests + 1


def test_a_context_that_is_too_long_is_not_asked_again() -> None:
    act = refuses(400, "This model's maximum context length is 4096 tokens")
    with opened(act) as at:
        with pytest.raises(ModelFailedError, match="CONTEXT_TOKENS"):
            at.ask(schema=SCHEMA)
        assert len(at.endpoint.requests) == 1


def test_tokens_are_not_underestimated_for_chinese() -> None:
    model = RemoteModel("m", api_key=KEY)
    assert model.count_tokens("") == 0
    text = "开源开发者报告显示，大语言模型正在改变软件开发的方式。"
    assert len(text) <= model.count_tokens(text) <= 2.5 * len(text)
    assert model.count_tokens("\ud800") > 0


# --- what leaves the process, and what is told of it ----------------------------------------------


def test_questions_are_not_sent_on_to_another_address() -> None:
    with opened(says("never")) as other:
        elsewhere = f"{other.endpoint.url}/chat/completions"
        with (
            opened(refuses(307, location=elsewhere)) as at,
            pytest.raises(ModelFailedError, match="elsewhere"),
        ):
            at.ask()
        assert other.endpoint.requests == []


def test_the_proxy_of_the_environment_is_not_asked_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    with opened(says("ok"), retries=0) as at:
        assert at.ask() == "ok"


def test_what_openai_knows_of_its_customers_is_told_to_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    with opened(says("ok")) as at:
        at.ask()
        sent = [name.lower() for name in at.endpoint.requests[0].headers]
        assert "authorization" in sent
        assert not {"openai-organization", "openai-project"} & set(sent)


@pytest.mark.parametrize(
    "base_url",
    ["localhost:11434/v1", "127.0.0.1", "ftp://S3CRET@host/v1", "http://", "http://host:x/S3CRET"],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(base_url: str) -> None:
    with pytest.raises(ModelUnavailableError, match="http://127") as raised:
        RemoteModel("m", base_url=base_url, api_key=KEY)
    assert "S3CRET" not in str(raised.value)


def test_of_an_address_only_the_host_is_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def echoes(exchange: Exchange) -> None:
        exchange.fail(500, {"message": "no"}, x_echo=str(exchange.headers["authorization"]))

    with opened(echoes, retries=0) as at:
        url = f"http://me:S3CRET@127.0.0.1:{at.endpoint.port}/v1?token=S3CRET"
        model = RemoteModel("m", base_url=url, api_key=KEY, retries=0)
        with pytest.raises(ModelFailedError) as raised:
            list(model.reply(order()))
        model.close()
    assert "127.0.0.1" in str(raised.value)
    assert "S3CRET" not in str(raised.value) + caplog.text


def test_a_key_may_end_in_a_line_break_but_not_hold_one() -> None:
    with opened(says("ok"), api_key=f"{KEY}\n") as at:
        at.ask()
        assert at.endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"
    for key in (f"{KEY}\nx", f"{KEY}é", f"{KEY}\x00"):
        with pytest.raises(ModelUnavailableError) as raised:
            RemoteModel("m", api_key=key)
        assert "S3CRET" not in str(raised.value)


def test_no_error_holds_what_it_came_from() -> None:
    def echoes(exchange: Exchange) -> None:
        exchange.fail(400, {"message": "no", "code": "wordlike_key"})

    for act in (echoes, hangs, breaks_off, talks_nonsense, refuses(429)):
        with opened(act, retries=0, api_key="wordlike_key") as at:
            with pytest.raises(ModelError) as raised:
                at.ask(first_seconds=0.2)
            assert raised.value.__cause__ is None
            assert raised.value.__context__ is None
            assert "wordlike" not in str(raised.value)


# --- tries and limits -----------------------------------------------------------------------------


def test_tries_end_with_the_time_for_the_first_words() -> None:
    with opened(refuses(429, retry_after="5"), says("late")) as at:
        began = time.monotonic()
        with pytest.raises(ModelBusyError):
            at.ask(first_seconds=1)
        assert time.monotonic() - began < 1
        assert len(at.endpoint.requests) == 1


def test_a_second_try_has_no_more_time_than_the_first_left() -> None:
    def late_refusal(exchange: Exchange) -> None:
        time.sleep(0.5)
        exchange.fail(503, {"message": "no"})

    with opened(late_refusal, hangs) as at:
        began = time.monotonic()
        with pytest.raises(ModelTimeoutError):
            at.ask(first_seconds=0.9)
        assert time.monotonic() - began < 1.3
        assert len(at.endpoint.requests) == 2


@pytest.mark.parametrize(("status", "code"), [(402, None), (429, "insufficient_quota")])
def test_who_wants_to_be_paid_is_not_asked_again(status: int, code: str | None) -> None:
    def act(exchange: Exchange) -> None:
        exchange.fail(status, {"message": "no", "code": code})

    with opened(act) as at:
        with pytest.raises(ModelRefusedError, match="top up"):
            at.ask()
        assert len(at.endpoint.requests) == 1


def test_siblings_share_the_places_of_their_endpoint() -> None:
    with opened(hangs_later, says("ok"), parallel=1) as at:
        holding = iter(at.model.reply(order()))
        next(holding)
        other = at.model.sibling("other")
        with pytest.raises(ModelBusyError):
            list(other.reply(order(seconds=0.2)))
        holding.close()  # type: ignore[attr-defined]
        assert list(other.reply(order())) == ["ok"]
        assert at.endpoint.requests[-1].body["model"] == "other"


# --- what endpoints do differently ----------------------------------------------------------------


def test_a_refusal_that_had_another_cause_teaches_nothing() -> None:
    refused = refuses(400, "data_inspection_failed")
    with opened(refused, refused, refused, says("ok")) as at:
        with pytest.raises(ModelFailedError):
            at.ask(schema=SCHEMA)
        assert at.ask(schema=SCHEMA) == "ok"
        form = at.endpoint.requests[-1].body["response_format"]
        assert form["type"] == "json_schema"


def test_several_refusals_at_once_are_one_lesson() -> None:
    everyone = threading.Barrier(4)

    def act(exchange: Exchange) -> None:
        if exchange.body["response_format"]["type"] == "json_schema":
            everyone.wait(10)
        only(formats=("json_object",))(exchange)  # type: ignore[operator]

    with opened(act, retries=0) as at:
        got: list[str] = []
        asking = [
            threading.Thread(target=lambda: got.append(at.ask(schema=SCHEMA))) for _ in range(4)
        ]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join(10)
        assert got == ["ok"] * 4
        assert at.ask(schema=SCHEMA) == "ok"
        assert at.endpoint.requests[-1].body["response_format"] == {"type": "json_object"}


def test_thoughts_that_use_up_the_limit_get_a_limit_of_their_own() -> None:
    def act(exchange: Exchange) -> None:
        exchange.begin()
        if exchange.body["max_tokens"] < 1000:
            exchange.delta(reasoning_content="hm")
            exchange.delta("length")
        else:
            exchange.delta(content="yes")
            exchange.end()

    with opened(act, retries=0) as at:
        assert at.ask(most_tokens=50) == "yes"
        assert at.ask(most_tokens=50) == "yes"
        assert len(at.endpoint.requests) == 3


def test_content_in_parts_and_a_whole_reply_are_read() -> None:
    def in_parts(exchange: Exchange) -> None:
        exchange.begin()
        exchange.delta(content=[{"type": "text", "text": "a"}, {"type": "text", "text": "b"}])
        exchange.end()

    def whole(exchange: Exchange) -> None:
        exchange.begin("application/json; charset=utf-8")
        message = {"role": "assistant", "content": "whole"}
        exchange.raw(json.dumps({"choices": [{"index": 0, "message": message}]}))

    with opened(in_parts, whole) as at:
        assert at.ask() == "ab"
        assert at.ask() == "whole"


def test_an_end_without_a_reason_is_one_where_http_says_so() -> None:
    def act(exchange: Exchange) -> None:
        body = 'data: {"choices": [{"index": 0, "delta": {"content": "ok"}}]}\n\ndata: [DONE]\n\n'
        exchange.raw_head("text/event-stream", len(body))
        exchange.raw(body)

    with opened(act) as at:
        assert at.ask() == "ok"
