"""The bundled embedder's vectors of questions, in NumPy.

The same layers that the engine runs, unpacked: 4-bit numbers in a file, 32-bit ones here. A
question and its parts go through them together, since a pass reads 85 MB of numbers however few
the tokens are, and what the lower layers make of the question is kept for what reads it with
sentences; its clauses are means of its own tokens. Passages stay with the engine. Figures:
``evals/LOG.md``, 2026-11-29 and 30.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from askreport.cross_encoder.lower import SHARED, LowerLayers
from askreport.cross_encoder.transformer import Layer, through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class QuestionEncoder:
    """Embeds questions. Threads may share it."""

    def __init__(self, lower: LowerLayers) -> None:
        self._lower = lower
        self._upper = [Layer.of(lower.file, number) for number in range(SHARED, lower.file.layers)]

    @classmethod
    def open(cls) -> QuestionEncoder | None:
        """The one of the bundled embedder; ``None`` where that is not there.

        Raises:
            OSError, ValueError: its file is missing or damaged.
        """
        lower = LowerLayers.shared()
        return None if lower is None else cls(lower)

    def embed(self, questions: Sequence[str], clauses: Sequence[str] = ()) -> Floats | None:
        """Their unit vectors and those of ``clauses`` of the first, (texts, width); ``None`` where
        one is longer than the embedder reads at once.

        All go through the layers together; what the lower ones make of each is kept for who reads
        it with sentences. A clause is the mean of the question's own tokens there (Günther 2024,
        late chunking, arXiv:2409.04701), which costs nothing. One that does not stand in the
        question is read like another question.
        """
        if not questions:
            return np.zeros((0, self._lower.file.width), np.float32)
        within = self._lower.spans_in_question(questions[0], clauses) if clauses else []
        apart = [one for one, span in zip(clauses, within, strict=True) if span is None]
        ids = [self._lower.pieces_of_question(text) for text in (*questions, *apart)]
        if max(map(len, ids)) + 2 > self._lower.places:
            return None
        with self._lower.turn:
            states = self._lower.of_questions(ids)
        ends = np.cumsum([len(state) for state in states])
        spans = [(int(end) - len(s), int(end)) for s, end in zip(states, ends, strict=True)]
        x = through(self._upper, np.concatenate(states), spans)
        wholes = iter(x[a:b] for a, b in spans)
        told = [next(wholes) for _ in questions]
        told += [next(wholes) if span is None else self._clause(told[0], span) for span in within]
        means = np.stack([one.mean(axis=0) for one in told])
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        unit: Floats = means / np.maximum(lengths, np.float32(1e-12))
        return unit

    def _clause(self, question: Floats, span: tuple[int, int]) -> Floats:
        """The tokens of a clause between those that the model puts around every question."""
        begun = self._lower.begun
        return np.concatenate([question[:begun], question[slice(*span)], question[-1:]])
