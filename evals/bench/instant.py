"""A language model's endpoint that answers at once, so that all else can be timed.

It speaks the part of OpenAI's protocol that askreport uses. Of the sentences that it is shown it
says the first three again, worded a little otherwise: so that they are verified as a model's words
are, and not as quotes.
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

_LINE = re.compile(r"^\[(\d+\.\d+)\] (.*)$", re.MULTILINE)
_STATEMENTS = 3


class InstantModel:
    """The endpoint within the ``with`` block; ``url`` is its base address."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> InstantModel:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # The whole reply in one piece, and at once: of two small ones the system holds the second back
    # until the first was acknowledged, which takes up to 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Answer a chat completion, streaming."""
        length = int(self.headers.get("content-length", 0))
        asked: dict[str, Any] = json.loads(self.rfile.read(length))
        shown = _LINE.findall("\n".join(str(m["content"]) for m in asked["messages"]))
        told = [
            {"text": f"据文档，{text}", "support": [name]} for name, text in shown[:_STATEMENTS]
        ]
        reply = json.dumps({"statements": told, "not_in_report": False}, ensure_ascii=False)
        chunks = [{"role": "assistant", "content": ""}, {"content": reply}, {}]
        body = "".join(
            "data: "
            + json.dumps(
                {
                    "id": "chatcmpl-0",
                    "object": "chat.completion.chunk",
                    "created": 0,
                    "model": str(asked.get("model")),
                    "choices": [
                        {"index": 0, "delta": delta, "finish_reason": None if delta else "stop"}
                    ],
                }
            )
            + "\n\n"
            for delta in chunks
        )
        raw = f"{body}data: [DONE]\n\n".encode()
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""
