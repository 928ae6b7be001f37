"""Language models: messages in, text out. A new kind is one file here and one line in `Models`.

::

    base      the seam: Order in, pieces of text out
    tokens    how many tokens a text has, about
    failures  what went wrong at an endpoint, as errors
    loop      an event loop in a thread of its own
    dialect   what an endpoint takes of the protocol
    chunks    what an endpoint sends
    remote    endpoints that speak OpenAI's protocol
    local     a GGUF file in this process
    judging   a model asked whether quotes say a statement
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askreport.errors import UnknownBackendError

if TYPE_CHECKING:
    from askreport.models.base import ChatModel
    from askreport.models.remote import RemoteModel
    from askreport.settings import Settings

KINDS: Final = ("openai", "local")
"""What stands before the colon of a backend that is a language model."""
_MOST_NAMES: Final = 64
"""Remote models that are remembered: requests may name any, and most would not exist."""

__all__ = ["KINDS", "Models"]


class Models:
    """The language models that settings describe: each made once and shared."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._made: dict[str, ChatModel] = {}
        self._remote: RemoteModel | None = None

    def get(self, backend: str) -> ChatModel:
        """The model of ``openai:MODEL`` or ``local:PATH.gguf``; paths are taken from the home.

        Raises:
            UnknownBackendError: it is neither.
            ModelUnavailableError: no endpoint is set, or there is no such file.
        """
        with self._lock:
            name = self._name(backend)
            if name not in self._made:
                self._made[name] = self._model(name)
            return self._made[name]

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            made: list[ChatModel] = list(self._made.values())
            if self._remote is not None:
                made.append(self._remote)
            self._made, self._remote = {}, None
        for model in made:
            model.close()

    def _name(self, backend: str) -> str:
        """One name for each model: the same file is not loaded twice."""
        kind, _, name = backend.partition(":")
        if kind == "local" and name:
            return f"{kind}:{(self._settings.home / Path(name).expanduser()).resolve()}"
        return backend

    def _model(self, backend: str) -> ChatModel:
        kind, _, name = backend.partition(":")
        settings = self._settings
        if kind == "openai" and name:
            return self._remote_model(name)
        if kind == "local" and name:
            from askreport.models.local import LocalModel

            return LocalModel(
                Path(name),
                context_tokens=settings.context_tokens,
                threads=settings.threads,
            )
        raise UnknownBackendError(
            f"There is no language model {backend!r}; name one as openai:MODEL or local:PATH.gguf.",
            public="Language models are named openai:MODEL or local:PATH.gguf.",
        )

    def _remote_model(self, name: str) -> ChatModel:
        """A model of the one endpoint. Requests may name any: they share connections and places."""
        from askreport.models.remote import RemoteModel

        settings = self._settings
        for old in [made for made in self._made if made.startswith("openai:")][:-_MOST_NAMES]:
            del self._made[old]  # whoever has it can go on
        if self._remote is None:
            self._remote = RemoteModel(
                name,
                base_url=settings.openai_base_url,
                api_key=settings.openai_api_key,
                parallel=settings.model_parallel,
                retries=settings.model_retries,
                context_tokens=settings.context_tokens,
            )
            return self._remote
        return self._remote.sibling(name)
