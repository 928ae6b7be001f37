"""What is said between client and server: calls, replies and their OpenAI shapes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json"
EVENTS = "text/event-stream"


@dataclass(frozen=True)
class Call:
    """One request as it came in; ``attempt`` counts the chat completions asked for, from 1."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Any
    attempt: int = 0

    @property
    def streaming(self) -> bool:
        """Whether the reply is wanted piece by piece."""
        return bool(isinstance(self.body, dict) and self.body.get("stream"))

    @property
    def wants_usage(self) -> bool:
        """Whether a stream should end with the tokens used."""
        options = self.body.get("stream_options") or {}
        return bool(options.get("include_usage"))

    @property
    def messages(self) -> Sequence[Mapping[str, Any]]:
        """The messages of a chat completion."""
        return list(self.body.get("messages", ()))

    @property
    def prompt(self) -> str:
        """All that the model is shown."""
        return "\n\n".join(str(message.get("content") or "") for message in self.messages)


# --- what a reply is made of ----------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Words of the answer; a stream sends them a few characters at a time."""

    words: str


@dataclass(frozen=True)
class Thought:
    """Words of ``reasoning_content``, which some servers send beside the answer."""

    words: str


@dataclass(frozen=True)
class ToolUse:
    """A call of a function instead of an answer."""

    name: str
    arguments: str


@dataclass(frozen=True)
class Null:
    """``content: null``."""


@dataclass(frozen=True)
class Pause:
    """Nothing is sent for a while."""

    seconds: float


@dataclass(frozen=True)
class Hang:
    """Nothing is sent any more, and the connection stays open."""


@dataclass(frozen=True)
class Drop:
    """The connection is gone; with ``reset`` it is torn down and not closed."""

    reset: bool = False


@dataclass(frozen=True)
class Raw:
    """Bytes as they are, whatever the protocol says."""

    data: bytes


@dataclass(frozen=True)
class Finish:
    """Why the reply ended: ``stop`` unless a reply says otherwise."""

    reason: str


Event = Text | Thought | ToolUse | Null | Pause | Hang | Drop | Raw | Finish


@dataclass(frozen=True)
class Reply:
    """An answer of the server: events of a completion, or a whole body with its status."""

    events: Iterable[Event] = ()
    before: Sequence[Pause | Hang | Drop] = ()
    """What happens before the first byte, the headers included."""
    piece: int = 3
    """Characters in one chunk of a stream."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = None
    body: bytes | None = None


Behaviour = Callable[[Call], Reply]
"""What the model server does with a call."""
Act = Callable[[Pause | Hang | Drop], Awaitable[None]]
"""Waits, hangs or drops the connection."""


def error(
    status: int,
    message: str,
    *,
    kind: str = "invalid_request_error",
    param: str | None = None,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """An error as the OpenAI interface tells it."""
    told = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    return Reply(status=status, headers=headers or {}, body=json.dumps(told).encode())


# --- the shapes of the interface ------------------------------------------------------------------


@dataclass
class Completion:
    """The JSON of one completion, whole or in chunks."""

    call: Call
    written: int = 0
    """Pieces so far: what is counted as tokens."""

    def _base(self, kind: str) -> dict[str, Any]:
        return {
            "id": f"chatcmpl-{self.call.attempt}",
            "object": kind,
            "created": 1_700_000_000,
            "model": self.call.body.get("model", ""),
        }

    def usage(self) -> dict[str, int]:
        """Tokens, counted roughly."""
        prompt = len(self.call.prompt) // 2 + 1
        return {
            "prompt_tokens": prompt,
            "completion_tokens": self.written,
            "total_tokens": prompt + self.written,
        }

    def chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> bytes:
        """One event of a stream."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        raw = self._base("chat.completion.chunk") | {"choices": [choice]}
        if self.call.wants_usage:
            raw["usage"] = None
        return event(raw)

    def usage_chunk(self) -> bytes:
        """The event after the last choice."""
        raw = self._base("chat.completion.chunk")
        return event(raw | {"choices": [], "usage": self.usage()})

    def whole(self, message: Mapping[str, Any], finish: str) -> bytes:
        """The reply to a call that does not stream."""
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
        raw = self._base("chat.completion") | {"choices": [choice], "usage": self.usage()}
        return json.dumps(raw, ensure_ascii=False).encode()


def event(raw: Mapping[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(raw, ensure_ascii=False).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


def models(names: Sequence[str]) -> Reply:
    """The list of models."""
    listed = [
        {"id": name, "object": "model", "created": 1_700_000_000, "owned_by": "test"}
        for name in names
    ]
    return Reply(body=json.dumps({"object": "list", "data": listed}).encode())


async def streamed(reply: Reply, completion: Completion, act: Act) -> AsyncIterator[bytes]:
    """The bytes of a stream; ``act`` does what is not bytes."""
    yield completion.chunk({"role": "assistant", "content": ""})
    finish = "stop"
    for part in reply.events:
        match part:
            case Text(words) | Thought(words):
                name = "content" if isinstance(part, Text) else "reasoning_content"
                for at in range(0, len(words), reply.piece):
                    completion.written += 1
                    yield completion.chunk({name: words[at : at + reply.piece]})
            case ToolUse(name, arguments):
                finish = "tool_calls"
                called = {"name": name, "arguments": ""}
                first = {"index": 0, "id": "call_1", "type": "function", "function": called}
                yield completion.chunk({"tool_calls": [first]})
                rest = {"index": 0, "function": {"arguments": arguments}}
                yield completion.chunk({"tool_calls": [rest]})
            case Null():
                yield completion.chunk({"content": None})
            case Raw(data):
                yield data
            case Finish(reason):
                finish = reason
            case _:
                await act(part)
    yield completion.chunk({}, finish)
    if completion.call.wants_usage:
        yield completion.usage_chunk()
    yield DONE


async def collected(reply: Reply, completion: Completion, act: Act) -> bytes:
    """The body of a reply that does not stream; `Raw` replaces it."""
    message: dict[str, Any] = {"role": "assistant", "content": "", "refusal": None}
    finish = "stop"
    for part in reply.events:
        match part:
            case Text(words):
                completion.written += 1
                message["content"] += words
            case Thought(words):
                message["reasoning_content"] = message.get("reasoning_content", "") + words
            case ToolUse(name, arguments):
                finish, message["content"] = "tool_calls", None
                called = {"name": name, "arguments": arguments}
                message["tool_calls"] = [{"id": "call_1", "type": "function", "function": called}]
            case Null():
                message["content"] = None
            case Raw(data):
                return data
            case Finish(reason):
                finish = reason
            case _:
                await act(part)
    return completion.whole(message, finish)
