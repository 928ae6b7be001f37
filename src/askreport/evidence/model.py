"""The logistic models that weigh evidence, read from ``weights.json``.

Fitted on the dev cases by ``evals/fit_evidence.py``; ``evals/LOG.md`` has what was tried.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from askreport.evidence.adding import ADDITION_FEATURES, FURTHER_FEATURES
from askreport.evidence.answerability import (
    ANSWER_FEATURES,
    MATCH_FEATURES,
    SUBJECT_FEATURES,
    TALK_FEATURES,
)
from askreport.evidence.features import FEATURES
from askreport.evidence.rereading import REREAD_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: ``bias + Σ weights[i] · features[i]``."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        """Probability (0..1) for one example."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score(features)))))

    def score(self, features: Sequence[float]) -> float:
        """The logit for one example."""
        if len(features) != len(self.weights):
            raise ValueError(f"{len(features)} features for {len(self.weights)} weights")
        total: float = sum(map(mul, self.weights, features))
        return self.bias + total


@dataclass(frozen=True, slots=True)
class Model:
    """The models and the operating points.

    The documents answer when they are about the subject (``subject``) and say of it what was asked
    (``answer``): the confidence is the product of the two probabilities.
    """

    sentence: Weights
    reread: Weights
    """The second sentence model: of what the first and the cross-encoder say."""
    subject: Weights
    match: Weights
    """Whether the sentences found say what was asked, whatever is asked for."""
    answer: Weights
    """The same, and how often such questions are answered at all."""
    decline_below: float
    """Confidence under which the assistant does not answer."""
    foreign_below: float
    """Probability of being about the subject under which it does not answer, whatever matches."""
    addition: Weights
    """The utility of a further sentence, beside those chosen; only its order counts."""
    further: Weights
    """Whether the sentence of the greatest utility brings a fact."""
    talk: Weights
    """Whether a question goes on about what was talked about."""
    talk_below: float
    """Probability of going on under which it does not answer."""
    further_from: float
    """Probability of that from which on it is taken."""


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model shipped with the package."""
    raw = json.loads((Path(__file__).parent / "weights.json").read_text("utf-8"))

    def weights(name: str, features: tuple[str, ...]) -> Weights:
        table = raw[name]
        return Weights(table["bias"], tuple(table["weights"][f] for f in features))

    return Model(
        weights("sentence", FEATURES),
        weights("reread", REREAD_FEATURES),
        weights("subject", SUBJECT_FEATURES),
        weights("match", MATCH_FEATURES),
        weights("answer", ANSWER_FEATURES),
        raw["decline_below"],
        raw["foreign_below"],
        weights("addition", ADDITION_FEATURES),
        weights("further", FURTHER_FEATURES),
        weights("talk", TALK_FEATURES),
        raw["talk_below"],
        raw["further_from"],
    )
