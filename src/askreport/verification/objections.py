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
from askreport.verification.negation import objections_of_negation, share_denied

if TYPE_CHECKING:
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts

FIRM: Final = frozenset((BELIED, "displaced", "misplaced", "miscounted"))
"""Sorts that no reader excuses: a comparison that the statement's own figures belie, and figures,
dates or names that have changed places, which is what the reader tells least of. Weighed like the
others they let 3 % more of the statements with another figure, date or name pass.
"""
_CAUSE: Final = "cause"
_MOST: Final = "most"
_NO_DENIAL: Final = "what the statement affirms and denies, no quote says otherwise"
_NO_COMPARISON: Final = "no comparison of the statement is the other way round in a quote"


@dataclass(frozen=True, slots=True)
class Objections:
    """The checks of negation, comparison and cause, and the sorts of what they object to.

    ``firm``: one that nothing excuses is among them. ``unsaid_share``: of what is denied though no
    quote has it, how much the quotes have, 0..1.
    """

    checks: tuple[Check, Check, Check]
    sorts: frozenset[str]
    unsaid_share: float
    firm: bool


def objections_to(statement: Facts, evidence: Evidence) -> Objections:
    """All that words say against ``statement``."""
    negation = objections_of_negation(statement, evidence)
    comparison = objections_of_comparison(statement, evidence)
    cause = check_cause(statement, evidence)
    sorts = {*negation, *comparison, *(() if cause.passed else (_CAUSE,))}
    if calls_most(statement) and not check_superlatives(statement, evidence).passed:
        sorts.add(_MOST)
    denied = share_denied(statement, evidence) if negation else None
    checks = (
        _check("negation", negation, _NO_DENIAL),
        _check("comparison", comparison, _NO_COMPARISON),
        cause,
    )
    return Objections(checks, frozenset(sorts - FIRM), denied or 0.0, bool(sorts & FIRM))


def _check(name: str, against: dict[str, str], fine: str) -> Check:
    """The check that fails by the first of what is ``against`` the statement."""
    return Check(name=name, passed=not against, detail=next(iter(against.values()), fine))
