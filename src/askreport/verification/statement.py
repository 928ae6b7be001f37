"""The verdict on one statement: the checks in order, cheap ones first.

A statement that is its quote, or that comes out of the cells it cites, is supported as it stands.
One in words of its own is held against its quotes by every check; only when too few of its words
are theirs does the embedder say whether it means the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.reckoning import comes_out
from askreport.records import Check
from askreport.verification.quotes import check_quotes
from askreport.verification.quoting import clauses_stand, is_quote, names_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Citation, Document, Verdict
    from askreport.verification.coverage import Coverage
    from askreport.verification.entailment import Entailment
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.meaning import Meaning

_ENOUGH: Final = 0.80
"""Share of a statement's words from which on its quotes are taken to say it."""
_ABOUT: Final = 0.40
"""Below it the quotes are about something else."""
_CLAUSE: Final = 0.25
"""Least share of each clause: below it something was added."""
_SIMILAR: Final = 0.935
"""Least cosine of statement and quotes where words do not decide."""
_SIMILAR_ACROSS: Final = 0.835
"""The same where one is English and the other Chinese."""
_MUCH: Final = 0.5
_LESS: Final = 0.015
"""Cosine that may be missing where that share of the words is there."""
_ABOUT_ACROSS: Final = 0.30
_LIKELY: Final = 0.5
MEANING: Final = "meaning"
"""The check that needs an embedder."""


def check_statement(
    text: str,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    *,
    meaning: Meaning | None = None,
    entailment: Entailment | None = None,
) -> tuple[Verdict, tuple[Check, ...]]:
    """Verdict and checks of the statement ``text`` against what it cites."""
    return examine(text, citations, documents, meaning=meaning, entailment=entailment)


def examine(
    text: str,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    *,
    meaning: Meaning | None = None,
    entailment: Entailment | None = None,
    believed: bool = False,
) -> tuple[Verdict, tuple[Check, ...]]:
    """As `check_statement`; ``believed`` takes the check of meaning as passed before."""
    quotes = check_quotes(citations, documents)
    words = _in_quotes_words(text, citations)
    if words is not None:
        return ("supported" if quotes.passed else "unverified"), (quotes, words)
    if not citations:
        return "unverified", (quotes,)
    if names_columns(text, citations):
        detail = "in another's column, or in no quote"
        return "unverified", (quotes, Check(name="words", passed=False, detail=detail))
    from askreport.verification.comparison import check_cause, check_comparison, check_superlatives
    from askreport.verification.coverage import coverage_of
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import facts_of
    from askreport.verification.moments import check_dates
    from askreport.verification.names import check_names
    from askreport.verification.negation import check_negation
    from askreport.verification.numbers import check_numbers

    statement, evidence = facts_of(text), Evidence.of(citations, documents)
    numbers, other_number = check_numbers(statement, evidence)
    dates, other_date = check_dates(statement, evidence)
    names, strange = check_names(statement, evidence)
    negation = check_negation(statement, evidence)
    comparison = check_comparison(statement, evidence)
    checks = [
        quotes,
        numbers,
        dates,
        names,
        negation,
        comparison,
        check_superlatives(statement, evidence),
        check_cause(statement, evidence),
    ]
    sound = all(check.passed for check in checks)
    covered = coverage_of(statement, evidence, strange)
    least = _ABOUT if statement.english == evidence.all.english else _ABOUT_ACROSS
    about, wanting = _coverage(covered, least, meaning is not None or believed)
    checks.append(about)
    if about.passed and wanting and meaning is not None and sound:
        bare = any(c.cell for c in citations)
        checks.append(_meaning(statement, evidence, meaning, covered.share, bare))
    if entailment is not None and all(check.passed for check in checks):
        checks.append(_entailment(text, citations, entailment))
    if all(check.passed for check in checks):
        return "supported", tuple(checks)
    otherwise = other_number or other_date or not negation.passed or not comparison.passed
    if quotes.passed and about.passed and names.passed and otherwise:
        return "contradicted", tuple(checks)
    return "unverified", tuple(checks)


def _in_quotes_words(text: str, citations: Sequence[Citation]) -> Check | None:
    """The check of words if ``text`` has none of its own; ``None`` if it has."""
    if is_quote(text, citations):
        return Check(name="words", passed=True, detail="the statement is the quote")
    if comes_out(text, citations):
        return Check(name="reckoning", passed=True, detail="comes out of the cited cells again")
    if clauses_stand(text, citations):
        detail = "every clause stands in a quote or names its column"
        return Check(name="words", passed=True, detail=detail)
    return None


def _coverage(covered: Coverage, least: float, can_weigh: bool) -> tuple[Check, bool]:
    """The check of coverage, and whether meaning has to decide."""
    share = f"{covered.share:.0%} of the statement's words are in the quotes"
    missing = f"; not: {' '.join(covered.missing[:8])}" if covered.missing else ""
    if covered.worst < _CLAUSE:
        detail = f"nothing in the quotes says “{covered.clause.strip()[:60]}”"
        return Check(name="coverage", passed=False, detail=detail), False
    if covered.share >= _ENOUGH:
        return Check(name="coverage", passed=True, detail=share + missing), False
    passed = covered.share >= least and can_weigh
    return Check(name="coverage", passed=passed, detail=share + missing), True


def _meaning(
    statement: Facts, evidence: Evidence, meaning: Meaning, share: float, bare: bool
) -> Check:
    """``bare``: the quotes are cells, which are no sentences."""
    quotes = [quote.text for quote in evidence.quotes]
    others = [*quotes, "\n".join(quotes)] if len(quotes) > 1 else quotes
    best = max(meaning.similarities(statement.text, others))
    alike = statement.english == evidence.all.english and not bare
    needed = _SIMILAR if alike else _SIMILAR_ACROSS
    needed -= _LESS if share >= _MUCH else 0.0
    return Check(
        name=MEANING,
        passed=best >= needed,
        detail=f"the statement is {best:.3f} like its quotes; {needed:.3f} is needed",
    )


def _entailment(text: str, citations: Sequence[Citation], entailment: Entailment) -> Check:
    told = entailment.probability("\n".join(c.quote for c in citations), text)
    detail = f"follows from the quotes with probability {told:.2f}"
    return Check(name="entailment", passed=told >= _LIKELY, detail=detail)
