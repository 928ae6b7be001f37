"""HTTP on a free port of this machine, in a thread of its own: a model server for tests.

It speaks just enough HTTP/1.1 to send wrong bytes where a behaviour wants them, and to know at once
when a client goes away.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from tests.model_server.protocol import (
    EVENTS,
    JSON,
    Act,
    Behaviour,
    Call,
    Completion,
    Drop,
    Hang,
    Pause,
    Reply,
    collected,
    error,
    models,
    streamed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CHAT = "/v1/chat/completions"


class _Dropped(Exception):
    """The behaviour dropped the connection."""


class ModelServer:
    """Answers with ``behaviour``, which may be changed while it runs."""

    def __init__(
        self,
        behaviour: Behaviour,
        *,
        key: str | None = None,
        names: Sequence[str] = ("test-model",),
    ) -> None:
        self.behaviour = behaviour
        self.key = key
        self.names = names
        self.port = 0
        self._calls: list[Call] = []
        self._connections = self._streams = self._departed = self._completed = 0
        self._attempts = 0
        self._changed = threading.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._failure: BaseException | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="model-server", daemon=True)

    # --- what a test reads ---

    @property
    def base_url(self) -> str:
        """What a client takes as the address of the interface."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def calls(self) -> list[Call]:
        """Every request so far."""
        with self._changed:
            return list(self._calls)

    @property
    def asked(self) -> list[Call]:
        """The chat completions among them."""
        return [call for call in self.calls if call.path == CHAT]

    @property
    def open_connections(self) -> int:
        """Connections that are open now, idle ones of a client's pool too."""
        return self._connections

    @property
    def open_streams(self) -> int:
        """Replies under way now, whether they stream or not."""
        return self._streams

    @property
    def departed(self) -> int:
        """Replies whose client went away before their end."""
        return self._departed

    @property
    def completed(self) -> int:
        """Replies that were sent to their end, errors included."""
        return self._completed

    def wait_until(self, true: Callable[[], bool], seconds: float = 5) -> bool:
        """Wait until ``true()`` holds after something happened here; whether it does."""
        until = time.monotonic() + seconds
        with self._changed:
            while not true():
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(left)
            return True

    def wait_until_idle(self, seconds: float = 5) -> bool:
        """Wait until no reply is under way; whether that came to be."""
        return self.wait_until(lambda: self._streams == 0, seconds)

    # --- running ---

    def __enter__(self) -> Self:
        self._thread.start()
        with self._changed:
            self._changed.wait_for(lambda: self.port or self._failure, 10)
        if self._failure is not None or not self.port:
            raise RuntimeError("the model server did not start") from self._failure
        return self

    def __exit__(self, *_: object) -> None:
        assert self._loop is not None
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        if self._thread.is_alive():
            raise RuntimeError("the model server did not stop")
        if self._failure is not None:
            raise RuntimeError("the model server failed") from self._failure

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as failure:
            self._failure = failure
            with self._changed:
                self._changed.notify_all()

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, limit=2**24)
        with self._changed:
            self.port = server.sockets[0].getsockname()[1]
            self._changed.notify_all()
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await server.wait_closed()

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            self._failure = failure  # told when the test leaves the server

    def _count(self, **more: int) -> None:
        with self._changed:
            for name, number in more.items():
                setattr(self, f"_{name}", getattr(self, f"_{name}") + number)
            self._changed.notify_all()

    # --- one connection ---

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._count(connections=1)
        try:
            while (call := await self._read(reader)) is not None:
                if not await self._answered(call, reader, writer):
                    break
        except ConnectionError:
            pass
        finally:
            writer.close()
            self._count(connections=-1)
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> Call | None:
        """The next request; ``None`` when there is none any more."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head.rstrip("\r\n").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        try:
            data = await reader.readexactly(int(headers.get("content-length", 0)))
        except asyncio.IncompleteReadError:
            return None  # the client left between header and body
        try:
            body: Any = json.loads(data) if data else None
        except ValueError:
            body = data
        path = target.partition("?")[0]
        with self._changed:
            if path == CHAT:
                self._attempts += 1
            call = Call(method, path, headers, body, self._attempts if path == CHAT else 0)
            self._calls.append(call)
            self._changed.notify_all()
        return call

    async def _answered(
        self, call: Call, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer ``call``; whether the connection can go on being used."""
        self._count(streams=1)
        answer = asyncio.ensure_future(self._answer(call, writer))
        gone = asyncio.ensure_future(_departure(reader, writer))
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                self._count(departed=1)
                return False
            await answer
            self._count(completed=1)
            return True
        except _Dropped:
            return False
        except ConnectionError:
            self._count(departed=1)
            return False
        finally:
            for task in (answer, gone):
                task.cancel()
            await asyncio.gather(answer, gone, return_exceptions=True)
            self._count(streams=-1)

    async def _answer(self, call: Call, writer: asyncio.StreamWriter) -> None:
        reply = self._reply(call)

        async def act(part: Pause | Hang | Drop) -> None:
            await writer.drain()
            if isinstance(part, Pause):
                await asyncio.sleep(part.seconds)
            elif isinstance(part, Hang):
                await asyncio.Event().wait()
            else:
                if part.reset:
                    writer.transport.abort()
                raise _Dropped

        for part in reply.before:
            await act(part)
        completion = Completion(call)
        if reply.body is not None:
            await _whole(writer, reply, reply.body)
        elif call.streaming:
            await self._stream(writer, reply, completion, act)
        else:
            await _whole(writer, reply, await collected(reply, completion, act))

    async def _stream(
        self,
        writer: asyncio.StreamWriter,
        reply: Reply,
        completion: Completion,
        act: Act,
    ) -> None:
        headers = {"content-type": reply.content_type or EVENTS, "transfer-encoding": "chunked"}
        writer.write(_head(reply.status, headers | dict(reply.headers)))
        async for data in streamed(reply, completion, act):
            writer.write(b"%x\r\n%s\r\n" % (len(data), data))
            await writer.drain()
            await asyncio.sleep(0)
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    def _reply(self, call: Call) -> Reply:
        if self.key is not None and call.headers.get("authorization") != f"Bearer {self.key}":
            return error(401, "Incorrect API key provided.", code="invalid_api_key")
        if call.path == "/v1/models":
            return models(self.names)
        if call.path != CHAT:
            return error(404, f"Unknown request URL: {call.method} {call.path}.")
        if call.method != "POST":
            return error(405, f"Not allowed: {call.method}.")
        if not isinstance(call.body, dict) or not isinstance(call.body.get("messages"), list):
            return error(400, "The body is no chat completion.", param="messages")
        return self.behaviour(call)


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _whole(writer: asyncio.StreamWriter, reply: Reply, body: bytes) -> None:
    headers = {"content-type": reply.content_type or JSON, "content-length": str(len(body))}
    writer.write(_head(reply.status, headers | dict(reply.headers)) + body)
    await writer.drain()


async def _departure(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Return when the client has closed its end. Reads nothing: the next request may be there."""
    while not (reader.at_eof() or reader.exception() or writer.transport.is_closing()):
        await asyncio.sleep(0.01)
