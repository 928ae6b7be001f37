"""A GGUF file in the same process: llama.cpp by xllamacpp, spoken to as any other endpoint.

xllamacpp runs llama.cpp's own server on a free port of this machine. So streams, cancelling, JSON
schemas and limits are those of `remote`, and are tested once. The port wants a key that is made for
this process, so no other user of the machine can use the model.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from askreport.errors import ModelUnavailableError
from askreport.models.remote import RemoteModel, RemoteReply
from askreport.models.tokens import estimated_tokens
from askreport.records import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from askreport.models.base import Order

_MAGIC: Final = b"GGUF"
_SILENT: Final = -1
"""llama.cpp's log level: our standard output carries answers, our errors say what is wrong."""
_TOKENIZE_S: Final = 10.0
_BATCH: Final = 256
"""Tokens of a prompt read at once. Between two batches llama.cpp learns that nobody waits any more,
and says that it is alive: with its default of 2048, a model that reads 100 tokens a second would do
neither for twenty seconds."""


class LocalModel:
    """A model of a file; loaded by `warm` or with the first question. See `base.ChatModel`."""

    name = "local"

    def __init__(
        self, path: Path, *, context_tokens: int = 8192, parallel: int = 1, threads: int = 0
    ) -> None:
        check_file(path)
        self.model = path.stem
        self.context_tokens = context_tokens
        self._path = path
        self._parallel = parallel
        self._threads = threads
        self._lock = threading.Lock()
        self._server: Any = None
        self._endpoint: RemoteModel | None = None
        self._key = secrets.token_urlsafe(24)
        self._tokenizing: http.client.HTTPConnection | None = None

    def warm(self) -> None:
        """Load the model.

        Raises:
            ModelUnavailableError: xllamacpp is not installed, or the file is damaged.
        """
        self._loaded()

    def count_tokens(self, text: str) -> int:
        """The tokens of ``text`` by the model's own tokenizer."""
        self._loaded()
        return self._counted(text)

    def _counted(self, text: str) -> int:
        """The tokens of ``text``, without loading a model for it that was let go of."""
        body = json.dumps({"content": text.encode("utf-8", "replace").decode()})
        headers = {"content-type": "application/json", "authorization": f"Bearer {self._key}"}
        with self._lock:
            if self._server is None:
                return estimated_tokens(text)
            if self._tokenizing is None:
                self._tokenizing = http.client.HTTPConnection(
                    *_address(self._server), timeout=_TOKENIZE_S
                )
            try:
                self._tokenizing.request("POST", "/tokenize", body, headers)
                found = json.loads(self._tokenizing.getresponse().read())
                return len(found["tokens"])
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                self._tokenizing.close()
                self._tokenizing = None
        return estimated_tokens(text)

    def reply(self, order: Order) -> LocalReply:
        """Begin a reply; the model is loaded when its first piece is asked for."""
        return LocalReply(self, order)

    def close(self) -> None:
        """Free the model."""
        with self._lock:
            endpoint, self._endpoint = self._endpoint, None
            if self._tokenizing is not None:
                self._tokenizing.close()
                self._tokenizing = None
            if endpoint is not None:
                endpoint.close()
            self._server = None  # ends llama.cpp's threads, which want no connection open

    def _loaded(self) -> RemoteModel:
        with self._lock:
            if self._endpoint is None:
                self._server = _started(self._path, self._key, self._options())
                self.context_tokens = min(self.context_tokens, self._context())
                host, port = _address(self._server)
                self._endpoint = RemoteModel(
                    self.model,
                    base_url=f"http://{host}:{port}/v1",
                    api_key=self._key,
                    parallel=self._parallel,
                    retries=0,
                    context_tokens=self.context_tokens,
                    called=f"The model {self.model}",
                    count=self._counted,
                )
            return self._endpoint

    def _context(self) -> int:
        """What a reply gets of the context asked for: no more than the model was trained with."""
        asking = http.client.HTTPConnection(*_address(self._server), timeout=_TOKENIZE_S)
        try:
            asking.request("GET", "/props", headers={"authorization": f"Bearer {self._key}"})
            told = json.loads(asking.getresponse().read())
            return int(told["default_generation_settings"]["n_ctx"])
        except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError):
            return self.context_tokens
        finally:
            asking.close()

    def _options(self) -> dict[str, Any]:
        return {
            "n_ctx": self.context_tokens * self._parallel,
            "n_parallel": self._parallel,
            "threads": self._threads or _processors(),
        }


class LocalReply:
    """One reply of a model of a file; see `base.Reply`."""

    def __init__(self, model: LocalModel, order: Order) -> None:
        self._model = model
        self._order = order
        self._reply: RemoteReply | None = None

    @property
    def usage(self) -> Usage:
        """What was read and written so far."""
        return self._reply.usage if self._reply is not None else Usage()

    def __iter__(self) -> Iterator[str]:
        """The pieces as they come."""
        extra = {"return_progress": True, **self._order.extra}
        self._reply = self._model._loaded().reply(replace(self._order, extra=extra))
        yield from self._reply


def check_file(path: Path) -> None:
    """Do nothing where ``path`` may be a model.

    Raises:
        ModelUnavailableError: it is not there, or is no GGUF file.
    """
    if path.exists() and not path.is_file():
        raise ModelUnavailableError(
            f"The model {path} cannot be read (it is no file); name a GGUF file after “local:”.",
            public="The model's file cannot be read.",
        )
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise ModelUnavailableError(
            f"The model {path} cannot be read ({error.strerror}); name a GGUF file after “local:”.",
            public="The model's file cannot be read.",
        ) from error
    if magic != _MAGIC:
        raise ModelUnavailableError(
            f"The model {path} is no GGUF file; name one after “local:”.",
            public="The model's file is no GGUF file.",
        )


def _started(path: Path, key: str, options: dict[str, Any]) -> Any:
    """llama.cpp's server with the model of ``path``."""
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelUnavailableError(
            "Local models need xllamacpp; install it: pip install 'askreport[local]'"
        ) from error
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(path)
    wanted.n_ctx = options["n_ctx"]
    wanted.n_parallel = options["n_parallel"]
    wanted.cpuparams.n_threads = options["threads"]
    wanted.verbosity = _SILENT
    wanted.n_batch = _BATCH
    wanted.enable_reasoning = 0  # the statements are checked in any case, and thoughts take minutes
    wanted.cache_ram_mib = 0  # it would keep the states of earlier prompts in up to 8 GB
    wanted.model_alias = {path.stem}
    wanted.ui = False
    wanted.endpoint_slots = False
    wanted.api_keys = [key]
    try:
        return xllamacpp.Server(wanted)
    except RuntimeError as error:
        raise ModelUnavailableError(
            f"llama.cpp cannot load {path}; the file may be cut short or of a newer kind. Fetch it "
            "again, or upgrade: pip install --upgrade xllamacpp",
            public="The model's file cannot be loaded.",
        ) from error


def _address(server: Any) -> tuple[str, int]:
    parts = urlsplit(server.listening_address)
    return parts.hostname or "127.0.0.1", parts.port or 0


def _processors() -> int:
    """Those that this process may use, which in a container can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
