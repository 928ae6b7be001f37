"""A server that speaks the chat-completions protocol, and says whatever it is told to.

    with ModelServer(in_json(always(Told("二", ("1.1",))))) as server:
        client = OpenAI(base_url=server.base_url, api_key="x")

`behaviours` are what a model may write, `faults` what may go wrong on the way, `lying` plays the
statements of evals/statements.
"""

from __future__ import annotations

from tests.model_server.protocol import Call
from tests.model_server.server import ModelServer

__all__ = ["Call", "ModelServer"]
