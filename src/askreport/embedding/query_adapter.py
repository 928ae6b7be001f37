"""What turns the vector of a question towards the sentences that answer it.

One matrix and one offset, learnt for the vector space of an embedder from questions that people
would ask of passages that have nothing to do with any report here (``evals/reader/``). It is on
the question's side alone, so that stored vectors stay as they are and an index needs no rebuilding.
It costs a multiplication of 384 by 384 numbers. What it is worth: ``evals/LOG.md``, 2026-11-29.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from askreport.embedding.base import Vectors

HERE: Final = Path(__file__).parent
"""``query_adapter.<space>.npz`` are the adapters, one for each vector space that has one."""


def adapted(vectors: Vectors, space: str) -> Vectors:
    """Unit vectors of questions in ``space``, (n, dimensions), as they are to be searched with.

    A space without an adapter gives ``vectors`` back.
    """
    weights = _weights(space)
    if weights is None or not len(vectors):
        return vectors
    turned = vectors @ weights[0] + weights[1]
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    result: Vectors = turned / np.maximum(lengths, 1e-12)
    return result


@lru_cache(maxsize=4)
def _weights(space: str) -> tuple[Vectors, Vectors] | None:
    """Matrix (dimensions, dimensions) and offset (dimensions,) of a space, where it has them."""
    path = HERE / f"query_adapter.{space}.npz"
    if not space or not path.is_file():
        return None
    with np.load(path) as stored:
        return stored["matrix"].astype(np.float32), stored["offset"].astype(np.float32)
