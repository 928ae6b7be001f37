"""What words alone say against a statement: denials, comparisons, roles, reasons.

Each objection has a sort. Without a reader of statements any of them decides; with one they are
weighed together with what it says (`askreport.verification.weighing`), but for those of `FIRM`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.records import Check
from askreport.verification.comparison import (
    BELIED,
    calls_most,
    check_cause,
    check_superlatives,
    objections_of_comparison,
)
from askreport.verification.negation import negated

if TYPE_CHECKING:
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts

FIRM: Final = frozenset((BELIED, "displaced", "misplaced", "miscounted"))
"""Sorts that no reader excuses: a comparison that the statement's own figures belie, and figures,
dates or names that have changed places (by three of the five ways to tell), which is what the
reader tells least of. Weighed like the others they let 3 % more of the statements with another
figure, date or name pass.
"""
_CAUSE: Final = "cause"
_MOST: Final = "most"
_NO_DENIAL: Final = "what the statement affirms and denies, no quote says otherwise"
_NO_COMPARISON: Final = "no comparison of the statement is the other way round in a quote"


@dataclass(frozen=True, slots=True)
class Objections:
    """The checks, and the sorts of what they object to.

    ``firm``: one that nothing excuses is among them. ``unsaid_share``: see `negation.Negated`. That
    nothing is called the first that no quote calls so is a doubt, and no objection; that nothing is
    called the most is one.
    """

    negation: Check
    comparison: Check
    superlatives: Check
    cause: Check
    sorts: frozenset[str]
    unsaid_share: float
    firm: bool


def objections_to(statement: Facts, evidence: Evidence) -> Objections:
    """All that words say against ``statement``."""
    denials, comparison = (
        negated(statement, evidence),
        objections_of_comparison(statement, evidence),
    )
    superlatives, cause = check_superlatives(statement, evidence), check_cause(statement, evidence)
    sorts = {*denials.against, *comparison}
    if not cause.passed:
        sorts.add(_CAUSE)
    if not superlatives.passed and calls_most(statement):
        sorts.add(_MOST)
    return Objections(
        _check("negation", denials.against, _NO_DENIAL),
        _check("comparison", comparison, _NO_COMPARISON),
        superlatives,
        cause,
        frozenset(sorts - FIRM),
        denials.unsaid_share,
        bool(sorts & FIRM),
    )


def _check(name: str, against: dict[str, str], fine: str) -> Check:
    """The check that fails by the first of what is ``against`` the statement."""
    return Check(name=name, passed=not against, detail=next(iter(against.values()), fine))
