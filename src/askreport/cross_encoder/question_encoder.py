"""The bundled embedder's vectors of questions, in NumPy.

The same layers that the engine runs, unpacked: 4-bit numbers in a file, 32-bit ones here. A
question and its clauses go through them together, since a pass reads 85 MB of numbers however few
the tokens are, and what the lower layers make of the question is kept for what reads it with
sentences. A question and two clauses take half as long as in the engine, which takes texts one by
one; passages stay with the engine. Figures: ``evals/LOG.md``, 2026-11-29.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from askreport.cross_encoder.lower import SHARED, LowerLayers
from askreport.cross_encoder.transformer import Layer

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

    def embed(self, questions: Sequence[str]) -> Floats | None:
        """Their unit vectors, (questions, width); ``None`` where one is longer than the embedder
        reads at once.

        All go through the layers together; what the lower ones make of each is kept for who reads
        it with sentences.
        """
        if not questions:
            return np.zeros((0, self._lower.file.width), np.float32)
        ids = [self._lower.pieces_of_question(question) for question in questions]
        if max(map(len, ids)) + 2 > self._lower.places:
            return None
        with self._lower.turn:
            states = self._lower.of_questions(ids)
        ends = np.cumsum([len(state) for state in states])
        spans = [(int(end) - len(s), int(end)) for s, end in zip(states, ends, strict=True)]
        x = np.concatenate(states)
        for layer in self._upper:
            x = layer(x, spans)
        means = np.stack([x[a:b].mean(axis=0) for a, b in spans])
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        unit: Floats = means / np.maximum(lengths, np.float32(1e-12))
        return unit
