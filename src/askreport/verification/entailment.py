"""Whether one text follows from another, as a language model for that task sees it: a seam.

No such model comes with askreport. One that is given adds a check of its own and replaces none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entailment(Protocol):
    """An entailment model."""

    def probability(self, premise: str, hypothesis: str) -> float:
        """How probable (0..1) it is that ``hypothesis`` follows from ``premise``."""
        ...


class FakeEntailment:
    """Says what it was told to say; for tests."""

    def __init__(self, told: Mapping[str, float], otherwise: float = 0.0) -> None:
        """``told`` maps hypotheses to probabilities; ``otherwise`` is that of all others."""
        self._told = dict(told)
        self._otherwise = otherwise
        self.asked: list[tuple[str, str]] = []
        """The pairs that were asked about."""

    def probability(self, premise: str, hypothesis: str) -> float:
        """See `Entailment.probability`."""
        self.asked.append((premise, hypothesis))
        return self._told.get(hypothesis, self._otherwise)
