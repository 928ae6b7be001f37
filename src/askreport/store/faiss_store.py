"""FAISS, exact inner product: right for some thousands of vectors.

A search over n vectors of d numbers moves 4·n·d bytes (about 1 MB here) and makes n·d
multiplications: well under a millisecond, so nothing approximate is worth its errors at this size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

from askreport.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors
    from askreport.lexical import Floats


class FaissStore:
    """An ``IndexFlatIP``."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> FaissStore:
        """A store of ``vectors``, (n, dimensions), rows numbered in order."""
        index = faiss.IndexFlatIP(int(vectors.shape[1]))
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, raw: bytes, size: int, dimensions: int) -> FaissStore:
        """The store that `dump` wrote.

        Raises:
            IndexDamagedError: the bytes are no FAISS index, or not of that size.
        """
        try:
            index = faiss.deserialize_index(np.frombuffer(raw, dtype=np.uint8))
        except RuntimeError as error:
            raise IndexDamagedError(
                "The vector file of the index cannot be read by FAISS; rebuild with: "
                "askreport index --rebuild"
            ) from error
        if index.ntotal != size or index.d != dimensions:
            raise IndexDamagedError(
                f"The vector file holds {index.ntotal} vectors of {index.d} numbers where the "
                f"manifest says {size} of {dimensions}; rebuild with: askreport index --rebuild"
            )
        return cls(index)

    def search(
        self, vector: Floats, count: int, rows: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """See `askreport.store.base.VectorStore`."""
        count = min(count, self._index.ntotal if rows is None else len(rows))
        if count <= 0:
            return []
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if rows is None:
            scores, found = self._index.search(query, count)
        else:
            chosen = faiss.IDSelectorBatch(np.asarray(rows, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg, unused-ignore]
            scores, found = self._index.search(query, count, params=parameters)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [(row, score) for row, score in pairs if row >= 0]

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """See `askreport.store.base.VectorStore`."""
        if not len(rows):
            return np.zeros((0, self._index.d), dtype=np.float32)
        found: Vectors = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return found

    def dump(self) -> bytes:
        """See `askreport.store.base.VectorStore`."""
        return bytes(faiss.serialize_index(self._index).tobytes())
