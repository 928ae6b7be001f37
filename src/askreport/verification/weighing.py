"""How probable it is that quotes say what a statement says, by all that points to it together.

None of these signs decides alone: how many of the statement's words the quotes have, what share
of its worst clause, how alike both are in meaning, words that may be a name and stand nowhere, a
first that no quote calls so, a clause that may have been added. A logistic regression weighs
them. Its weights are in ``weights.json``, fitted by ``python -m evals.verifier --fit``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Final

_CLAUSE_COUNTS: Final = 0.6
"""Share of a clause's words above which more of them say no more."""
_DENSE: Final = 3.0
"""Characters of English that say what one of Chinese says."""
_MIDDLE: Final = {False: (0.93, 0.90), True: (0.86, 0.82)}
"""Usual cosines of a true statement and of its worst clause, within a language and across."""
_SCALE: Final = 10.0
_UNSAID: Final = 0.25
"""Share of a clause's words below which it may have been added."""
_LIKE: Final = {False: 0.86, True: 0.80}
"""Cosine of such a clause and the quotes below which it counts as added."""
SIGNS: Final = (
    "share", "worst", "cosine", "cosine_across", "clause_cosine", "clause_cosine_across",
    "across", "absent", "first", "longer", "added",
)  # fmt: skip
"""The signs in the order of `values`."""
SAID: Final = "said"
"""The sign that only a reader of statements gives; the last one, where there is one."""
SURE: Final = 6.0
"""Logarithm of odds from which on more of them say no more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a statement; ``cosine`` is of all of it, the other of its worst clause.

    ``across``: it is in another language than its quotes. ``absent`` counts words that may be names
    and stand nowhere. ``first``: no quote calls first what it calls so. ``length`` and ``quoted``
    are those of the statement and of its quotes, in characters; ``denser`` tells that only the
    quotes are in Chinese. ``said``: what a reader of statements says, the logarithm of odds.
    """

    share: float
    worst: float
    cosine: float
    clause_cosine: float
    across: bool
    absent: int
    first: bool
    length: int
    quoted: int
    denser: bool
    said: float | None = None

    def values(self) -> tuple[float, ...]:
        """The signs as numbers, in the order of `SIGNS`."""
        whole, clause = _MIDDLE[self.across]
        cosine = _SCALE * (self.cosine - whole)
        clause_cosine = _SCALE * (self.clause_cosine - clause)
        across = float(self.across)
        length = self.length / (_DENSE if self.denser else 1.0)
        return (
            self.share,
            min(self.worst, _CLAUSE_COUNTS),
            (1 - across) * cosine,
            across * cosine,
            (1 - across) * clause_cosine,
            across * clause_cosine,
            across,
            float(self.absent),
            float(self.first),
            max(0.0, log(max(1.0, length) / max(1, self.quoted))),
            self._added(),
            *(() if self.said is None else (max(-SURE, min(SURE, self.said)),)),
        )

    def _added(self) -> float:
        """How unlike the quotes a clause is of which they have next to no word."""
        if self.worst >= _UNSAID:
            return 0.0
        return _SCALE * max(0.0, _LIKE[self.across] - self.clause_cosine)


@dataclass(frozen=True, slots=True)
class Weights:
    """Those of the signs, the bias, and the probability from which on a statement stands."""

    weights: tuple[float, ...]
    bias: float
    least: float

    def probability(self, signs: Signs) -> float:
        """How probable (0..1) it is that the quotes say what the statement says."""
        pairs = zip(self.weights, signs.values(), strict=True)
        return 1 / (1 + exp(-self.bias - sum(weight * value for weight, value in pairs)))


@lru_cache(maxsize=2)
def load_weights(*, said: bool = False) -> Weights:
    """The weights that come with askreport; ``said``: those with what a reader says."""
    raw = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    raw = raw["with_reader" if said else "without"]
    names = (*SIGNS, SAID) if said else SIGNS
    weights = tuple(float(raw["weights"][name]) for name in names)
    return Weights(weights, float(raw["bias"]), float(raw["least"]))
