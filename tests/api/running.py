"""The service over real connections in a thread of this process, so that its parts are at hand."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn

from askreport.api.app import create_app

if TYPE_CHECKING:
    from askreport.assistant import Assistant
    from askreport.settings import Settings


class Running:
    """The service within the ``with`` block, at ``url``."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        config = uvicorn.Config(create_app(settings, assistant), log_level="error")
        self.server = uvicorn.Server(config)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})

    def __enter__(self) -> Running:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.socket.close()
        assert not self.thread.is_alive()
