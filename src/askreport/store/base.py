"""The seam of vector search. A store holds unit vectors by row number and finds the nearest.

It knows nothing about chunks or documents: rows are numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors
    from askreport.lexical import Floats


class VectorStore(Protocol):
    """Nearest neighbours by inner product."""

    def search(
        self, vector: Floats, count: int, rows: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """(row, cosine) of the ``count`` nearest to ``vector`` (dimensions,), best first.

        Only among ``rows`` where they are given.
        """
        ...

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The stored vectors of ``rows``, (n, dimensions)."""
        ...

    def dump(self) -> bytes:
        """The store as one file's bytes."""
        ...
