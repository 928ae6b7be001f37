"""Language models: messages in, text out. A new kind is one file here and one line in `Models`.

::

    base      the seam: Order in, pieces of text out
    tokens    how many tokens a text has, about
    failures  what went wrong at an endpoint, as errors
    loop      an event loop in a thread of its own
    remote    endpoints that speak OpenAI's protocol
    local     a GGUF file in this process
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askreport.errors import UnknownBackendError

if TYPE_CHECKING:
    from askreport.models.base import ChatModel
    from askreport.settings import Settings

KINDS: Final = ("openai", "local")
"""What stands before the colon of a backend that is a language model."""

__all__ = ["KINDS", "Models"]


class Models:
    """The language models that settings describe: each made once and shared."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._made: dict[str, ChatModel] = {}

    def get(self, backend: str) -> ChatModel:
        """The model of ``openai:MODEL`` or ``local:PATH.gguf``; paths are taken from the home.

        Raises:
            UnknownBackendError: it is neither.
            ModelUnavailableError: no endpoint is set, or there is no such file.
        """
        with self._lock:
            if backend not in self._made:
                self._made[backend] = self._model(backend)
            return self._made[backend]

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            made, self._made = self._made, {}
        for model in made.values():
            model.close()

    def _model(self, backend: str) -> ChatModel:
        kind, _, name = backend.partition(":")
        settings = self._settings
        if kind == "openai" and name:
            from askreport.models.remote import RemoteModel

            return RemoteModel(
                name,
                base_url=settings.openai_base_url,
                api_key=settings.openai_api_key,
                parallel=settings.model_parallel,
                retries=settings.model_retries,
                context_tokens=settings.context_tokens,
            )
        if kind == "local" and name:
            from askreport.models.local import LocalModel

            return LocalModel(
                settings.home / Path(name).expanduser(),
                context_tokens=settings.context_tokens,
                threads=settings.threads,
            )
        raise UnknownBackendError(
            f"There is no language model {backend!r}; name one as openai:MODEL or local:PATH.gguf.",
            public="Language models are named openai:MODEL or local:PATH.gguf.",
        )
