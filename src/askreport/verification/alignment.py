"""Which clause of the quotes a clause of the statement is about, by what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts

_LEAST: Final = 1.0


def shared(one: Facts, other: Facts) -> float:
    """How much two texts have in common: pairs of characters, Latin words, figures, meanings."""
    score = float(len(one.things & other.things))
    score += 4.0 * sum(
        any(f.value == g.value and f.measure == g.measure for g in other.figures)
        for f in one.figures
    )
    if one.english != other.english:
        score += 0.7 * len(one.stems & other.stems)
    return score


def nearest(clause: Facts, evidence: Evidence) -> Facts | None:
    """The clause of the quotes that has most in common with ``clause``."""
    scored = [
        (shared(clause, other), -place, other)
        for place, other in enumerate(o for quote in evidence.quotes for o in quote.clauses)
    ]
    if not scored:
        return None
    best = max(scored, key=lambda s: s[:2])
    return best[2] if best[0] >= _LEAST else None
