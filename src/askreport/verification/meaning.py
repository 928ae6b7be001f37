"""Whether two texts mean the same: the seam, and the models behind it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from askreport.cross_encoder import StatementReader
    from askreport.embedding.base import Embedder

_KEPT: Final = 512


class Meaning(Protocol):
    """Who says what texts mean, whatever their language."""

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """For each of ``texts``, how alike it and each of ``others`` are, at most 1."""
        ...

    def odds(self, statement: str, quotes: Sequence[str]) -> float | None:
        """The logarithm of the odds that ``quotes`` say ``statement``; ``None``: not known."""
        ...


class EmbeddedMeaning:
    """Cosines of an embedder, and what a reader of statements says where there is one.

    Vectors of ``others`` are kept, for quotes come again.
    """

    def __init__(self, embedder: Embedder, reader: StatementReader | None = None) -> None:
        self._embedder = embedder
        self._reader = reader
        self._kept: OrderedDict[str, npt.NDArray[object]] = OrderedDict()  # type: ignore[type-var]
        self._lock = Lock()

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """See `Meaning.similarities`; one batch of the embedder at most."""
        with self._lock:
            known = {other: self._kept[other] for other in others if other in self._kept}
        size = len(texts)
        new = [*texts, *dict.fromkeys(other for other in others if other not in known)]
        vectors = self._embedder.embed(new, "query")
        with self._lock:
            for other, vector in zip(new[size:], vectors[size:], strict=True):
                known[other] = self._kept[other] = vector
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [[float(told @ known[other]) for other in others] for told in vectors[:size]]

    def odds(self, statement: str, quotes: Sequence[str]) -> float | None:
        """See `Meaning.odds`; ``None`` without a reader, or where there is more than it reads."""
        return self._reader.odds(statement, quotes) if self._reader is not None else None
