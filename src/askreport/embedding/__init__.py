"""Embedding: texts to vectors.

A new embedder is one new file here and one line in `load_embedder`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder

__all__ = ["load_embedder"]


def load_embedder(name: str, *, threads: int = 0) -> Embedder:
    """The embedder called ``name``: ``bundled``, ``sentence-transformers:MODEL`` or ``hashed``.

    Raises:
        EmbedderUnavailableError: unknown, not installed, or its model cannot be loaded.
    """
    kind, _, model = name.partition(":")
    if kind == "bundled":
        from askreport.embedding.bundled import BundledEmbedder

        return BundledEmbedder(threads)
    if kind == "sentence-transformers":
        from askreport.embedding.sentence_transformers import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(model)
    if kind == "hashed":
        from askreport.embedding.hashed import HashedEmbedder

        return HashedEmbedder()
    raise EmbedderUnavailableError(
        f"There is no embedder {name!r}; known are: bundled, sentence-transformers:MODEL, hashed."
    )
