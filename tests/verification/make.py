"""Evidence for tests: quotes without a document around them."""

from __future__ import annotations

from askreport.verification.evidence import Evidence
from askreport.verification.facts import facts_of


def quoting(*quotes: str, around: str = "", before: str = "") -> Evidence:
    """Evidence of ``quotes``; ``around`` are headings and titles, ``before`` the words before."""
    return Evidence(tuple(map(facts_of, quotes)), facts_of(around), facts_of(before))
