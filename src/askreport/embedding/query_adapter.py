"""What turns the vector of a question towards the sentences that answer it.

One matrix, learnt for the vector space of an embedder from questions that people
would ask of passages that have nothing to do with any report here (``evals/reader/``). It is on
the question's side alone, so that stored vectors stay as they are and an index needs no rebuilding.
It costs a multiplication of 384 by 384 numbers. What it is worth: ``evals/LOG.md``, 2026-11-29.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import numpy as np

from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

HERE: Final = Path(__file__).parent
"""``query_adapter.<space>.npz`` are the adapters, one for each vector space that has one."""


def adapted(vectors: Vectors, space: str) -> Vectors:
    """Unit vectors of questions in ``space``, (n, dimensions), as they are to be searched with.

    A space without an adapter gives ``vectors`` back.

    Raises:
        EmbedderUnavailableError: the adapter of the space is damaged.
    """
    matrix = _matrix(space)
    if matrix is None or not len(vectors):
        return vectors
    turned = vectors @ matrix
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    result: Vectors = turned / np.maximum(lengths, 1e-12)
    return result


@lru_cache(maxsize=4)
def _matrix(space: str) -> Vectors | None:
    """That of a space, (dimensions, dimensions); vectors are rows."""
    path = HERE / f"query_adapter.{space}.npz"
    if not space or not path.is_file():
        return None
    try:
        with path.open("rb") as stream, np.load(stream) as stored:
            matrix: Vectors = stored["matrix"].astype(np.float32)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise EmbedderUnavailableError(
            f"The query adapter of {space} cannot be loaded ({error}); reinstall askreport: "
            "pip install --force-reinstall askreport"
        ) from error
    return matrix
