"""The verdict on one statement: the checks in order, cheap ones first.

A statement that is its quote, or that comes out of the cells it cites, is supported as it stands.
One in words of its own is held against its quotes by every check; only when too few of its words
are theirs does the embedder say whether it means the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from askreport.reckoning import comes_out
from askreport.records import Check
from askreport.verification.quotes import check_quotes
from askreport.verification.quoting import clauses_stand, is_quote, names_columns
from askreport.verification.weighing import Signs, load_weights

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
_LEAST: Final = 0.2
_LEAST_ACROSS: Final = 0.05
"""Below it the quotes are about something else, whatever the embedder says."""
_BEST: Final = 0.97
_BEST_ACROSS: Final = 0.92
"""Cosines that a statement may have had whose check of meaning is believed."""
_LIKELY: Final = 0.5
_LONGEST: Final = 1500
_LONGEST_QUOTES: Final = 12_000
"""Characters of a statement and of its quotes from which on they are not read at all."""
_TOO_LONG: Final = "too long to be checked"
_MIXED: Final = 3
"""English words of a Chinese statement from which on it is in both languages."""
MEANING: Final = "meaning"
CLAUSE: Final = "clause"
"""The checks that need an embedder: of the whole statement, and of a clause that words miss."""
READING: Final = "reading"
"""The check that needs a reader: of a statement that denies what no quote says anything of."""
_READ_SO: Final = -1.2
_READ_LESS: Final = 4.0
"""Log odds of a reader from which on it is believed, and how much more for all of what is denied.

Of statements that it never saw, a third of the true ones with a denial that no quote has pass so,
and 5 % of the false ones; by the odds alone as many, but of those it was never taught fewer.
"""


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
    if not is_quote(text, citations) and _too_long(text, citations):
        return "unverified", (quotes, Check(name="coverage", passed=False, detail=_TOO_LONG))
    if not any(map(str.isalnum, text)):
        return "unverified", (quotes, Check(name="coverage", passed=False, detail="says nothing"))
    words = _in_quotes_words(text, citations)
    if words is not None:
        return ("supported" if quotes.passed else "unverified"), (quotes, words)
    if not citations:
        return "unverified", (quotes,)
    if names_columns(text, citations):
        detail = "in another's column, or in no quote"
        return "unverified", (quotes, Check(name="words", passed=False, detail=detail))
    from askreport.verification.attribution import unattributed
    from askreport.verification.comparison import (
        calls_most,
        check_cause,
        check_comparison,
        check_superlatives,
    )
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
    names, strange, absent = check_names(statement, evidence)
    negation = check_negation(statement, evidence)
    reading: Check | None = None
    comparison = check_comparison(statement, evidence)
    superlatives = check_superlatives(statement, evidence)
    cause = check_cause(statement, evidence)
    others = (quotes, numbers, dates, names, comparison, cause)
    if not negation.passed and all(c.passed for c in others):
        reading = _reading(statement, evidence, meaning, READING in believed)
    if reading is not None:
        negation = _excused(negation)
    sound = negation.passed and all(c.passed for c in others)
    sound = sound and (superlatives.passed or not calls_most(statement))
    covered = coverage_of(statement, evidence, strange)
    across = _across(statement, evidence, citations)
    about, wanting = _coverage(
        covered,
        across,
        meaning is not None or MEANING in believed,
        meaning is not None or CLAUSE in believed,
    )
    doubtful = bool(absent) or not superlatives.passed
    weighed: list[Check] = []
    if about.passed and sound and (wanting or doubtful) and (meaning or MEANING in believed):
        signs = _signs(statement, evidence, covered, across, absent, superlatives)
        if meaning is not None:
            signs = _compared(signs, statement, evidence, meaning, covered)
        weighed = _weighed(signs, covered, meaning is None)
    if weighed and all(check.passed for check in weighed):
        superlatives = _excused(superlatives)
    elif absent and not weighed:
        names = names.model_copy(update={"passed": False, "detail": _doubt(absent)})
    checks = [quotes, numbers, dates, names, negation, comparison, superlatives, cause, about]
    checks += [reading] if reading is not None and meaning is not None else []
    checks += weighed if meaning is not None or not all(c.passed for c in weighed) else []
    if entailment is not None and all(check.passed for check in checks):
        checks.append(_entailment(text, citations, entailment))
    if all(check.passed for check in checks):
        return "supported", tuple(checks)
    otherwise = other_number or other_date or not negation.passed or not comparison.passed
    if quotes.passed and about.passed and names.passed and otherwise:
        return "contradicted", tuple(checks)
    return "unverified", tuple(checks)


def signs_of(
    text: str,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    meaning: Meaning,
) -> Signs | None:
    """What is weighed of ``text``, whatever its other checks say; ``None`` of quoted words."""
    if not citations or _in_quotes_words(text, citations) or names_columns(text, citations):
        return None
    from askreport.verification.attribution import unattributed
    from askreport.verification.comparison import check_superlatives
    from askreport.verification.coverage import coverage_of
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import part
    from askreport.verification.names import check_names
    from askreport.verification.wording import plain

    statement, evidence = part(unattributed(plain(text))), Evidence.of(citations, documents)
    _, strange, absent = check_names(statement, evidence)
    covered = coverage_of(statement, evidence, strange)
    across = _across(statement, evidence, citations)
    superlatives = check_superlatives(statement, evidence)
    signs = _signs(statement, evidence, covered, across, absent, superlatives)
    return _compared(signs, statement, evidence, meaning, covered)


def _signs(
    statement: Facts,
    evidence: Evidence,
    covered: Coverage,
    across: bool,
    absent: Sequence[str],
    superlatives: Check,
) -> Signs:
    """What there is to be weighed; both cosines as good as they are at best."""
    best = _BEST_ACROSS if across else _BEST
    return Signs(
        share=covered.share,
        worst=covered.worst,
        cosine=best,
        clause_cosine=best,
        across=across,
        absent=len(absent),
        first=not superlatives.passed,
        length=len(statement.text),
        quoted=len(evidence.text),
        denser=statement.english and not evidence.all.english,
    )


def _across(statement: Facts, evidence: Evidence, citations: Sequence[Citation]) -> bool:
    """Whether the statement is in another language than its quotes, if only in part.

    A Chinese one with English words in small letters that no quote has is: 难 customize 的 dataset.
    """
    if statement.english != evidence.all.english or any(c.cell for c in citations):
        return True
    if statement.english:
        return False
    foreign = {
        t.folded
        for t in statement.tokens
        if t.text.islower() and t.text.isalpha() and t.folded not in evidence.all.spelt
    }
    return len(foreign) >= _MIXED


def _too_long(text: str, citations: Sequence[Citation]) -> bool:
    return len(text) > _LONGEST or sum(len(c.quote) for c in citations) > _LONGEST_QUOTES


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


def _compared(
    signs: Signs, statement: Facts, evidence: Evidence, meaning: Meaning, covered: Coverage
) -> Signs:
    """``signs`` with how alike statement and quotes are, and the clause that they say least of."""
    quotes = [quote.text for quote in evidence.quotes]
    others = [*quotes, "\n".join(quotes)] if len(quotes) > 1 else quotes
    clause = covered.clause if covered.clause != statement.text else ""
    told = meaning.similarities([statement.text, clause] if clause else [statement.text], others)
    said = meaning.odds(statement.text, quotes)
    return replace(signs, cosine=max(told[0]), clause_cosine=max(told[-1]), said=said)


def _weighed(signs: Signs, covered: Coverage, believed: bool) -> list[Check]:
    """Whether all signs together say that the quotes say it; and its clause, if words do not."""
    weights = load_weights(said=signs.said is not None)
    probable = weights.probability(signs)
    alike = "" if believed else f"the statement is {signs.cosine:.3f} like its quotes; "
    detail = f"{alike}that they say it is {probable:.2f} probable; {weights.least:.2f} is needed"
    checks = [Check(name=MEANING, passed=probable >= weights.least, detail=detail)]
    if covered.worst < _CLAUSE and not believed:
        detail = f"“{covered.clause.strip()[:60]}” is {signs.clause_cosine:.3f} like the quotes"
        checks.append(Check(name=CLAUSE, passed=probable >= weights.least, detail=detail))
    return checks


def _reading(
    statement: Facts, evidence: Evidence, meaning: Meaning | None, believed: bool
) -> Check | None:
    """The check of a reader that excuses a denial; ``None`` where there is none."""
    from askreport.verification.negation import share_denied

    denied = share_denied(statement, evidence) if meaning is not None or believed else None
    if denied is None:
        return None
    if meaning is None:
        return Check(name=READING, passed=True, detail="was read to be said")
    odds = meaning.odds(statement.text, [quote.text for quote in evidence.quotes])
    least = _READ_SO + _READ_LESS * denied
    if odds is None or odds < least:
        return None
    detail = f"read with its quotes, it is said at log odds of {odds:.1f}; {least:.1f} are needed"
    return Check(name=READING, passed=True, detail=detail)


def _excused(check: Check) -> Check:
    """``check``, which words alone would fail, for a statement that means what its quotes say."""
    return check.model_copy(update={"passed": True})


def _doubt(doubtful: Sequence[str]) -> str:
    return f"{', '.join(doubtful)} in the statement; in no quote, heading or title"


def _entailment(text: str, citations: Sequence[Citation], entailment: Entailment) -> Check:
    told = entailment.probability("\n".join(c.quote for c in citations), text)
    detail = f"follows from the quotes with probability {told:.2f}"
    return Check(name="entailment", passed=told >= _LIKELY, detail=detail)
