"""A question alone: how surely a text on its subject answers one that is worded so.

Before any text is read, “which of these are named, and why?” is answered more often than “who, by
name, was the engineer?”: what is asked for differs in how often texts tell it. That is the prior;
what was found is the evidence (``question.npz``; ``evals/reader/``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.encoder import QUESTION_TOKENS, head, loading, stored, upper_layers
from askreport.cross_encoder.transformer import through

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from askreport.cross_encoder.lower import LowerLayers

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "question.npz"


class QuestionReader:
    """Reads questions without any text. Threads may share it."""

    def __init__(self, lower: LowerLayers, learnt: Mapping[str, Floats]) -> None:
        """
        Raises:
            ValueError: the weights go on from another layer than ``lower`` ends with.
        """
        self._lower = lower
        self._learnt = learnt
        self._upper = upper_layers(lower, learnt)

    @classmethod
    def open(cls, lower: LowerLayers) -> QuestionReader:
        """The one that ships with the package, above ``lower``.

        Raises:
            RerankerUnavailableError: its weights are missing or damaged.
        """
        with loading():
            return cls(lower, stored(WEIGHTS))

    def odds(self, question: str) -> float:
        """The logarithm of the odds that a text on the subject of ``question`` answers it.

        Of a longer one the last `QUESTION_TOKENS` are read.
        """
        with self._lower.turn:
            state = self._lower.of_question(question, QUESTION_TOKENS)
        x = through(self._upper, state, [(0, len(state))])
        whole = np.concatenate([x[0], x.mean(axis=0)])
        return float(head(self._learnt, "told", whole[None])[0, 0])
