"""How alike two texts are in meaning: the seam, and the embedder behind it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from askreport.embedding.base import Embedder

_KEPT: Final = 512


class Meaning(Protocol):
    """Who says how alike texts are, whatever their language."""

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """For each of ``texts``, how alike it and each of ``others`` are, at most 1."""
        ...


class EmbeddedMeaning:
    """Cosines of an embedder. Vectors of ``others`` are kept, for quotes come again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
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
