"""How probable it is that quotes say what a statement says, by all that points to it together.

A logistic regression weighs the signs. Where a reader of statements has read it with its quotes,
what the reader says counts most; with it go how many of the words are the quotes', and the sorts of
what words alone say against it (`askreport.verification.objections`), none of which decides then.
Without a reader each of those does, and how alike both are in meaning is weighed in its place.

The weights are in ``weights.json``, fitted by ``python -m evals.fit_verification``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_WORDS: Final = ("share", "worst", "across", "absent", "first", "longer")
WITHOUT: Final = (
    *_WORDS, "cosine", "cosine_across", "clause_cosine", "clause_cosine_across", "added",
)  # fmt: skip
"""The signs that are weighed where no reader has read."""
OBJECTIONS: Final = (
    "unsaid", "affirmed", "clause_affirmed", "denied", "clause_denied", "opposite", "ended",
    "sibling", "direction", "act", "put_across", "crossed", "cause", "most",
)  # fmt: skip
"""Sorts of what words say against a statement."""
WITH_READER: Final = (
    *_WORDS, *OBJECTIONS, "unsaid_share", "rivals", "said", "gainsaid", "said_across", "said_share",
)  # fmt: skip
"""The signs that are weighed where one has."""
SURE: Final = 6.0
"""Logarithm of odds from which on more of them say no more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a statement; ``cosine`` is of all of it, the other of its worst clause.

    ``across``: it is in another language than its quotes. ``absent`` counts words that may be names
    and stand nowhere. ``first``: no quote calls first what it calls so. ``length`` and ``quoted``
    are those of the statement and of its quotes, in characters; ``denser`` tells that only the
    quotes are in Chinese. ``said``: what a reader of statements says, the logarithm of odds.
    ``objections`` are sorts of `OBJECTIONS`; ``unsaid_share``: how much of what the statement
    denies the quotes have; ``rivals`` counts words that stand where a name of the quotes would.
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
    objections: frozenset[str] = frozenset()
    unsaid_share: float = 0.0
    rivals: int = 0

    def values(self) -> dict[str, float]:
        """The signs as numbers, by the names of `WITHOUT` and `WITH_READER`."""
        whole, clause = _MIDDLE[self.across]
        cosine = _SCALE * (self.cosine - whole)
        clause_cosine = _SCALE * (self.clause_cosine - clause)
        across = float(self.across)
        length = self.length / (_DENSE if self.denser else 1.0)
        said = max(-SURE, min(SURE, self.said or 0.0))
        return {
            "share": self.share,
            "worst": min(self.worst, _CLAUSE_COUNTS),
            "cosine": (1 - across) * cosine,
            "cosine_across": across * cosine,
            "clause_cosine": (1 - across) * clause_cosine,
            "clause_cosine_across": across * clause_cosine,
            "across": across,
            "absent": float(self.absent),
            "first": float(self.first),
            "longer": max(0.0, log(max(1.0, length) / max(1, self.quoted))),
            "added": self._added(),
            **{sort: float(sort in self.objections) for sort in OBJECTIONS},
            "unsaid_share": self.unsaid_share,
            "rivals": float(self.rivals),
            "said": said,
            "gainsaid": min(0.0, said),
            "said_across": said * across,
            "said_share": said * self.share,
        }

    def _added(self) -> float:
        """How unlike the quotes a clause is of which they have next to no word."""
        if self.worst >= _UNSAID:
            return 0.0
        return _SCALE * max(0.0, _LIKE[self.across] - self.clause_cosine)


@dataclass(frozen=True, slots=True)
class Weights:
    """Those of the signs by name, the bias, and the probability from which a statement stands:
    ``least``, and ``least_objected`` of one that words alone object to."""

    weights: Mapping[str, float]
    bias: float
    least: float
    least_objected: float

    def needed(self, signs: Signs) -> float:
        """The probability from which on a statement with ``signs`` stands."""
        return self.least_objected if signs.objections or signs.rivals else self.least

    def probability(self, signs: Signs) -> float:
        """How probable (0..1) it is that the quotes say what the statement says."""
        values = signs.values()
        return 1 / (1 + exp(-self.bias - sum(w * values[name] for name, w in self.weights.items())))


@lru_cache(maxsize=2)
def load_weights(*, said: bool = False) -> Weights:
    """The weights that come with askreport; ``said``: those for what a reader has read."""
    raw = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    raw = raw["with_reader" if said else "without"]
    names = WITH_READER if said else WITHOUT
    weights = {name: float(raw["weights"][name]) for name in names}
    return Weights(weights, float(raw["bias"]), float(raw["least"]), float(raw["least_objected"]))
