"""An endpoint of OpenAI's protocol that does what each test says, one request after the other."""

from __future__ import annotations

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Act = Callable[["Exchange"], None]


class Exchange:
    """One request, and the means to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        self.body = body
        self.headers = handler.headers
        self._handler = handler

    def fail(self, status: int, error: dict[str, Any], **headers: str) -> None:
        raw = json.dumps({"error": error}).encode()
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.send_header("content-type", "application/json")
        self._handler.send_header("content-length", str(len(raw)))
        self._handler.end_headers()
        self._handler.wfile.write(raw)

    def begin(self, kind: str = "text/event-stream") -> None:
        self._handler.send_response(200)
        self._handler.send_header("content-type", kind)
        self._handler.send_header("connection", "close")
        self._handler.end_headers()

    def raw_head(self, kind: str, length: int) -> None:
        self._handler.send_response(200)
        self._handler.send_header("content-type", kind)
        self._handler.send_header("content-length", str(length))
        self._handler.end_headers()

    def raw(self, text: str) -> None:
        self._handler.wfile.write(text.encode())
        self._handler.wfile.flush()

    def delta(self, finish: str | None = None, **delta: Any) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.chunk(choices=[choice])

    def chunk(self, **fields: Any) -> None:
        base = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        self.raw(f"data: {json.dumps(base | fields)}\n\n")

    def end(self) -> None:
        self.delta("stop")
        self.raw("data: [DONE]\n\n")

    def gone(self, seconds: float = 10) -> bool:
        """Whether the client closes the connection within ``seconds``."""
        self._handler.connection.settimeout(seconds)
        try:
            return not self._handler.connection.recv(1)
        except TimeoutError:
            return False
        except OSError:
            return True


class Endpoint:
    """The endpoint within the ``with`` block; the last act answers all further requests."""

    def __init__(self, *acts: Act) -> None:
        self.requests: list[Exchange] = []
        self.busy = 0
        self.most_busy = 0
        self._acts = acts
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                outer.answer(self)

            def log_message(self, format: str, *arguments: Any) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("content-length", 0))
        exchange = Exchange(handler, json.loads(handler.rfile.read(length)))
        with self._lock:
            self.requests.append(exchange)
            act = self._acts[min(len(self.requests), len(self._acts)) - 1]
            self.busy += 1
            self.most_busy = max(self.busy, self.most_busy)
        try:
            act(exchange)
        except OSError:
            pass  # the client went away
        finally:
            with self._lock:
                self.busy -= 1

    def __enter__(self) -> Endpoint:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def idle(self, seconds: float = 5) -> bool:
        """Whether every request is over within ``seconds``."""
        until = time.monotonic() + seconds
        while self.busy and time.monotonic() < until:
            time.sleep(0.01)
        return self.busy == 0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def says(*pieces: str, usage: dict[str, int] | None = None) -> Act:
    """A whole reply in ``pieces``."""

    def act(exchange: Exchange) -> None:
        exchange.begin()
        exchange.delta(role="assistant", content="")
        for piece in pieces:
            exchange.delta(content=piece)
        exchange.delta("stop")
        if usage is not None:
            exchange.chunk(choices=[], usage={**usage, "total_tokens": 0})
        exchange.raw("data: [DONE]\n\n")

    return act


def refuses(status: int, message: str = "no", **headers: str) -> Act:
    """An error of ``status``."""

    def act(exchange: Exchange) -> None:
        exchange.fail(
            status, {"message": message, "type": "t", "code": "c", "param": None}, **headers
        )

    return act
