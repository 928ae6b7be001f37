"""The bundled embedder's vectors, in NumPy.

The same layers that its engine runs, unpacked: 4-bit numbers in a file, 32-bit ones here, so that
the products are those of BLAS. A question and its parts go through them together, since a pass
reads 85 MB of numbers however few the tokens are, and what the lower layers make of the question is
kept for what reads it with sentences; its clauses are means of its own tokens. Passages go through
them as many at a time as the products have the most of: 2,500 to 2,900 tokens a second on two cores
where the engine takes 600 to 800 (``evals/LOG.md``, 2026-11-30).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.lower import SHARED, LowerLayers
from askreport.cross_encoder.transformer import Layer, through

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PASSAGE: Final = "passage: "
"""What the model's passages begin with."""
_TOGETHER: Final = 256
"""Tokens of passages in one pass: with half as many it takes a fifth longer for each, with more of
them as long."""


class TextEncoder:
    """Embeds questions and passages. Threads may share it."""

    def __init__(self, lower: LowerLayers) -> None:
        self._lower = lower
        self._upper = [Layer.of(lower.file, number) for number in range(SHARED, lower.file.layers)]
        self.width = lower.file.width
        """Of a vector."""
        self._frame = lower.length(PASSAGE)

    @classmethod
    def open(cls) -> TextEncoder | None:
        """The one of the bundled embedder; ``None`` where that is not there.

        Raises:
            OSError, ValueError: its file is missing or damaged.
        """
        lower = LowerLayers.shared()
        return None if lower is None else cls(lower)

    def length(self, passage: str) -> int:
        """The tokens of a passage, without what the model puts around it."""
        return max(0, self._lower.length(PASSAGE + passage) - self._frame)

    def questions(self, questions: Sequence[str], clauses: Sequence[str] = ()) -> Floats:
        """Their unit vectors and those of ``clauses`` of the first, (texts, width).

        All go through the layers together; what the lower ones make of each is kept for who reads
        it with sentences. A clause is the mean of the question's own tokens there (Günther 2024,
        late chunking, arXiv:2409.04701), which costs nothing. One that does not stand in the
        question is read like another question. Where one is longer than is read at once, each is
        read by itself, in pieces.
        """
        if not questions:
            return np.zeros((0, self.width), np.float32)
        within = self._lower.spans_in_question(questions[0], clauses) if clauses else []
        apart = [one for one, span in zip(clauses, within, strict=True) if span is None]
        ids = [self._lower.pieces_of_question(text) for text in (*questions, *apart)]
        if max(map(len, ids)) + 2 > self._lower.places:
            pieces = map(self._lower.pieces_of_question, (*questions, *clauses))
            return _unit(self._in_pieces(list(pieces)))
        with self._lower.turn:
            states = self._lower.of_questions(ids)
        wholes = iter(self._above(states))
        told = [next(wholes) for _ in questions]
        told += [next(wholes) if span is None else self._clause(told[0], span) for span in within]
        return _unit(np.stack([one.mean(axis=0) for one in told]))

    def passages(self, passages: Sequence[str]) -> Floats:
        """Their unit vectors, (passages, width)."""
        if not passages:
            return np.zeros((0, self.width), np.float32)
        return _unit(self._in_pieces([self._lower.pieces(PASSAGE + text) for text in passages]))

    def _in_pieces(self, texts: Sequence[list[int]]) -> Floats:
        """The means of texts' tokens, (texts, width).

        What is longer than is read at once is read in pieces, and they count by their length.
        """
        most = self._lower.places - 2
        pieces = [
            (number, ids[start : start + most])
            for number, ids in enumerate(texts)
            for start in range(0, max(1, len(ids)), most)
        ]
        sums = np.zeros((len(texts), self.width), np.float32)
        for batch in _batches(pieces):
            with self._lower.turn:
                states = self._lower.below_each([ids for _, ids in batch])
            for (number, ids), state in zip(batch, self._above(states), strict=True):
                sums[number] += max(1, len(ids)) * state.mean(axis=0)
        return sums

    def _above(self, states: Sequence[Floats]) -> list[Floats]:
        """What the upper layers make of texts' ``states``, in one pass."""
        ends = np.cumsum([len(state) for state in states])
        spans = [(int(end) - len(s), int(end)) for s, end in zip(states, ends, strict=True)]
        x = through(self._upper, np.concatenate(states), spans)
        return [x[a:b] for a, b in spans]

    def _clause(self, question: Floats, span: tuple[int, int]) -> Floats:
        """The tokens of a clause between those that the model puts around every question."""
        begun = self._lower.begun
        return np.concatenate([question[:begun], question[slice(*span)], question[-1:]])


def _batches(pieces: Sequence[tuple[int, list[int]]]) -> Iterator[list[tuple[int, list[int]]]]:
    """``pieces`` in their order, as many at a time as have `_TOGETHER` tokens, but at least one."""
    batch: list[tuple[int, list[int]]] = []
    tokens = 0
    for number, ids in pieces:
        if batch and tokens + len(ids) + 2 > _TOGETHER:
            yield batch
            batch, tokens = [], 0
        batch.append((number, ids))
        tokens += len(ids) + 2
    yield batch


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit
