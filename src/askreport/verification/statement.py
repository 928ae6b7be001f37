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
    from collections.abc import Collection, Mapping, Sequence

    from askreport.records import Citation, Document, Verdict
    from askreport.verification.coverage import Coverage
    from askreport.verification.entailment import Entailment
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.meaning import Meaning

_ENOUGH: Final = 0.80
"""Share of a statement's words from which on its quotes are taken to say it."""
_CLAUSE: Final = 0.25
"""Least share of each clause: below it something may have been added."""
_LEAST: Final = 0.36
_LEAST_ACROSS: Final = 0.05
"""Below it the quotes are about something else, whatever the embedder says."""
_SIMILAR: Final = ((0.55, 0.915), (0.40, 0.930), (0.0, 0.945))
"""Least cosine of statement and quotes from a share of words on: the fewer words, the more."""
_SIMILAR_ACROSS: Final = ((0.60, 0.815), (0.45, 0.830), (0.30, 0.840), (0.0, 0.850))
"""The same where one is English and the other Chinese."""
_CLAUSE_SIMILAR: Final = 0.852
_CLAUSE_SIMILAR_ACROSS: Final = 0.800
"""Least cosine of a clause and the quotes where words do not decide."""
_SURE: Final = 0.015
"""What the cosine must have more where a word of the statement may be a name."""
_LIKELY: Final = 0.5
MEANING: Final = "meaning"
CLAUSE: Final = "clause"
"""The checks that need an embedder: of the whole statement, and of a clause that words miss."""


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
    believed: Collection[str] = (),
) -> tuple[Verdict, tuple[Check, ...]]:
    """As `check_statement`; ``believed`` are checks that an embedder passed before."""
    quotes = check_quotes(citations, documents)
    words = _in_quotes_words(text, citations)
    if words is not None:
        return ("supported" if quotes.passed else "unverified"), (quotes, words)
    if not citations:
        return "unverified", (quotes,)
    if names_columns(text, citations):
        detail = "in another's column, or in no quote"
        return "unverified", (quotes, Check(name="words", passed=False, detail=detail))
    from askreport.verification.attribution import unattributed
    from askreport.verification.comparison import check_cause, check_comparison, check_superlatives
    from askreport.verification.coverage import coverage_of
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import part
    from askreport.verification.moments import check_dates
    from askreport.verification.names import check_names
    from askreport.verification.negation import check_negation
    from askreport.verification.numbers import check_numbers
    from askreport.verification.wording import plain

    statement, evidence = part(unattributed(plain(text))), Evidence.of(citations, documents)
    numbers, other_number = check_numbers(statement, evidence)
    dates, other_date = check_dates(statement, evidence)
    names, strange, doubtful = check_names(statement, evidence)
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
    across = statement.english != evidence.all.english or any(c.cell for c in citations)
    about, wanting = _coverage(
        covered,
        across,
        meaning is not None or MEANING in believed,
        meaning is not None or CLAUSE in believed,
    )
    checks.append(about)
    wanting = wanting or bool(doubtful)
    if about.passed and wanting and meaning is not None and sound:
        checks += _meaning(statement, evidence, meaning, covered, across, doubtful)
    elif doubtful and MEANING not in believed:
        checks[3] = names.model_copy(update={"passed": False, "detail": _doubt(doubtful)})
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


def _coverage(
    covered: Coverage, across: bool, can_weigh: bool, can_weigh_clause: bool
) -> tuple[Check, bool]:
    """The check of coverage, and whether meaning decides; ``across`` languages less is met."""
    share = f"{covered.share:.0%} of the statement's words are in the quotes"
    missing = f"; not: {' '.join(covered.missing[:8])}" if covered.missing else ""
    if covered.worst < _CLAUSE and not can_weigh_clause:
        detail = f"nothing in the quotes says “{covered.clause.strip()[:60]}”"
        return Check(name="coverage", passed=False, detail=detail), False
    if covered.share >= _ENOUGH and covered.worst >= _CLAUSE:
        return Check(name="coverage", passed=True, detail=share + missing), False
    least = _LEAST_ACROSS if across else _LEAST
    passed = covered.share >= least and can_weigh
    return Check(name="coverage", passed=passed, detail=share + missing), True


def _meaning(
    statement: Facts,
    evidence: Evidence,
    meaning: Meaning,
    covered: Coverage,
    across: bool,
    doubtful: Sequence[str],
) -> list[Check]:
    """Whether statement and quotes mean the same, and the clause of it that they say least of."""
    quotes = [quote.text for quote in evidence.quotes]
    others = [*quotes, "\n".join(quotes)] if len(quotes) > 1 else quotes
    clause = covered.clause if covered.worst < _CLAUSE else ""
    told = meaning.similarities([statement.text, clause] if clause else [statement.text], others)
    best = max(told[0])
    needed = next(
        cosine
        for share, cosine in (_SIMILAR_ACROSS if across else _SIMILAR)
        if covered.share >= share
    )
    needed += _SURE if doubtful else 0.0
    detail = f"the statement is {best:.3f} like its quotes; {needed:.3f} is needed"
    checks = [Check(name=MEANING, passed=best >= needed, detail=detail)]
    if clause:
        best = max(told[1])
        least = _CLAUSE_SIMILAR_ACROSS if across else _CLAUSE_SIMILAR
        detail = f"“{clause.strip()[:60]}” is {best:.3f} like the quotes; {least:.3f} is needed"
        checks.append(Check(name=CLAUSE, passed=best >= least, detail=detail))
    return checks


def _doubt(doubtful: Sequence[str]) -> str:
    return f"{', '.join(doubtful)} in the statement; in no quote, heading or title"


def _entailment(text: str, citations: Sequence[Citation], entailment: Entailment) -> Check:
    told = entailment.probability("\n".join(c.quote for c in citations), text)
    detail = f"follows from the quotes with probability {told:.2f}"
    return Check(name="entailment", passed=told >= _LIKELY, detail=detail)
