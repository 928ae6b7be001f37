"""The verdict on one statement: the checks in order, cheap ones first.

A statement that is its quote, or that comes out of the cells it cites, is supported as it stands.
One in words of its own is held against its quotes by every check. Only where too few of its words
are theirs, or words object to it, a reader reads it with its quotes and all signs are weighed;
without a reader the embedder says whether it means the same, and any objection refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from askreport.reckoning import comes_out
from askreport.records import Check
from askreport.verification.quotes import check_quotes
from askreport.verification.quoting import clauses_stand, is_quote, names_columns
from askreport.verification.weighing import Signs, load_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Citation, Document, Verdict
    from askreport.verification.coverage import Coverage
    from askreport.verification.entailment import Entailment
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.meaning import Meaning
    from askreport.verification.names import Named
    from askreport.verification.objections import Objections

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
"""The check that needs a reader: of a statement that words alone object to."""
_NOWHERE: Final = "in no quote, heading or title"
_READ: Final = "words alone object to it ({}); read with its quotes, it stands"


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
    believed: Mapping[str, str] | None = None,
) -> tuple[Verdict, tuple[Check, ...]]:
    """As `check_statement`; ``believed`` are checks that models passed before, with their details.

    What a reader excused is excused again, and nothing else.
    """
    believed = believed or {}
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
    told = _findings(text, citations, documents)
    about, wanting = _coverage(
        told.covered,
        told.across,
        can_weigh=meaning is not None or MEANING in believed,
        can_weigh_clause=meaning is not None or CLAUSE in believed,
    )
    sound = quotes.passed and told.firm and about.passed
    # What is the quotes' own words is not read: that takes 28 ms a statement, and with it the folds
    # of evals.fit_verification say the same of every kind to within two in a hundred.
    needed = told.leaves_to_weigh(wanting)
    said = _said(told, meaning) if sound and needed else None
    excuse = _READ.format(told.against_it) if told.objected else ""
    excused = bool(excuse) and believed.get(READING) == excuse
    may = said is not None or not told.objected or (meaning is None and excused)
    weighed: tuple[Check, ...] = ()
    if sound and may and needed and (meaning is not None or MEANING in believed):
        signs = replace(_signs(told), said=said)
        if said is None and meaning is not None:
            signs = _compared(signs, told, meaning)
        weighed = _weighed(signs, told.covered, believed=meaning is None)
    stands = bool(weighed) and all(check.passed for check in weighed)
    reading: tuple[Check, ...] = ()
    if sound and told.objected and (stands if meaning is not None else excused):
        reading = (Check(name=READING, passed=True, detail=excuse),)
    by_words = told.checks(excused=bool(reading), likely=stands, weighed=bool(weighed))
    checks = [quotes, *by_words, about]
    if meaning is not None:
        checks += [*reading, *weighed]
    elif not stands:
        checks += weighed
    if entailment is not None and all(check.passed for check in checks):
        checks.append(_entailment(text, citations, entailment))
    if all(check.passed for check in checks):
        return "supported", tuple(checks)
    failed = {check.name for check in checks if not check.passed}
    otherwise = told.other_value or failed & {"negation", "comparison"}
    if otherwise and not failed & {"quote", "coverage", "names"}:
        return "contradicted", tuple(checks)
    return "unverified", tuple(checks)


@dataclass(frozen=True, slots=True)
class Weighable:
    """The signs of a statement; whether its figures, dates and known names let it be (``sound``),
    and whether its words leave anything to weigh (``needed``)."""

    signs: Signs
    sound: bool
    needed: bool


def weighable(
    text: str,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    meaning: Meaning,
) -> Weighable | None:
    """What there is to be weighed of ``text``; ``None`` of what is its quotes' words."""
    if not citations or _in_quotes_words(text, citations) or names_columns(text, citations):
        return None
    told = _findings(text, citations, documents)
    about, wanting = _coverage(told.covered, told.across, can_weigh=True, can_weigh_clause=True)
    signs = replace(_compared(_signs(told), told, meaning), said=_said(told, meaning))
    return Weighable(signs, told.firm and about.passed, told.leaves_to_weigh(wanting))


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the words of a statement and of its quotes say of it."""

    statement: Facts
    evidence: Evidence
    numbers: Check
    dates: Check
    named: Named
    against: Objections
    covered: Coverage
    across: bool
    other_value: bool
    """Whether the quotes have another figure or date of the kind."""

    @property
    def firm(self) -> bool:
        """Whether nothing that no reader excuses is wrong with it."""
        named = self.named.check.passed or len(self.named.rivals) == len(self.named.strange)
        return self.numbers.passed and self.dates.passed and named and not self.against.firm

    @property
    def objected(self) -> bool:
        """Whether words alone refuse it."""
        return bool(self.against.sorts or self.named.rivals)

    @property
    def against_it(self) -> str:
        """What words alone say against it."""
        against = self.against
        checks = (self.named.check, against.negation, against.comparison, against.cause)
        return "; ".join(c.detail for c in (*checks, against.superlatives) if not c.passed)

    @property
    def doubtful(self) -> bool:
        """Whether there is something in it that words alone cannot tell."""
        return bool(self.named.absent) or not self.against.superlatives.passed

    def leaves_to_weigh(self, wanting: bool) -> bool:
        """Whether its words decide nothing, of which many are ``wanting`` in the quotes or none."""
        return wanting or self.doubtful or self.objected

    def checks(self, *, excused: bool, likely: bool, weighed: bool) -> tuple[Check, ...]:
        """The checks; objections may be ``excused``, doubts of what is ``likely`` as a whole."""
        names, superlatives = self.named.check, self.against.superlatives
        negation, comparison = self.against.negation, self.against.comparison
        cause = self.against.cause
        if likely:
            superlatives = _excused(superlatives)
        elif self.named.absent and not weighed:
            detail = f"{', '.join(self.named.absent)} in the statement; {_NOWHERE}"
            names = names.model_copy(update={"passed": False, "detail": detail})
        if excused:
            names, negation, comparison, cause = map(_excused, (names, negation, comparison, cause))
        return self.numbers, self.dates, names, negation, comparison, superlatives, cause


def _findings(
    text: str, citations: Sequence[Citation], documents: Mapping[str, Document]
) -> _Findings:
    from askreport.verification.attribution import unattributed
    from askreport.verification.coverage import coverage_of
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import part
    from askreport.verification.moments import check_dates
    from askreport.verification.names import check_names
    from askreport.verification.numbers import check_numbers
    from askreport.verification.objections import objections_to
    from askreport.verification.wording import plain

    statement, evidence = part(unattributed(plain(text))), Evidence.of(citations, documents)
    numbers, other_number = check_numbers(statement, evidence)
    dates, other_date = check_dates(statement, evidence)
    named = check_names(statement, evidence)
    return _Findings(
        statement,
        evidence,
        numbers,
        dates,
        named,
        objections_to(statement, evidence),
        coverage_of(statement, evidence, named.strange),
        _across(statement, evidence, citations),
        other_number or other_date,
    )


def _signs(told: _Findings) -> Signs:
    """What there is to be weighed; both cosines as good as they are at best."""
    best = _BEST_ACROSS if told.across else _BEST
    return Signs(
        share=told.covered.share,
        worst=told.covered.worst,
        cosine=best,
        clause_cosine=best,
        across=told.across,
        absent=len(told.named.absent),
        first=not told.against.superlatives.passed,
        length=len(told.statement.text),
        quoted=len(told.evidence.text),
        denser=told.statement.english and not told.evidence.all.english,
        objections=told.against.sorts,
        unsaid_share=told.against.unsaid_share,
        rivals=len(told.named.rivals),
    )


def _said(told: _Findings, meaning: Meaning | None) -> float | None:
    """What a reader of statements says, the logarithm of odds; ``None`` where there is none."""
    if meaning is None:
        return None
    return meaning.odds(told.statement.text, [quote.text for quote in told.evidence.quotes])


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
    covered: Coverage, across: bool, *, can_weigh: bool, can_weigh_clause: bool
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


def _compared(signs: Signs, told: _Findings, meaning: Meaning) -> Signs:
    """``signs`` with how alike statement and quotes are, and the clause that they say least of."""
    text, clause = told.statement.text, told.covered.clause
    quotes = [quote.text for quote in told.evidence.quotes]
    others = [*quotes, "\n".join(quotes)] if len(quotes) > 1 else quotes
    alike = meaning.similarities([text, clause] if clause and clause != text else [text], others)
    return replace(signs, cosine=max(alike[0]), clause_cosine=max(alike[-1]))


def _weighed(signs: Signs, covered: Coverage, *, believed: bool) -> tuple[Check, ...]:
    """Whether all signs together say that the quotes say it; and its clause, if words do not."""
    weights = load_weights(said=signs.said is not None)
    probable = weights.probability(signs)
    needed = weights.needed(signs)
    passed = probable >= needed
    how = "" if believed else f"the statement is {signs.cosine:.3f} like its quotes; "
    if signs.said is not None:
        how = "the statement was read with its quotes; "
    detail = f"{how}that they say it is {probable:.2f} probable; {needed:.2f} is needed"
    checks = [Check(name=MEANING, passed=passed, detail=detail)]
    if covered.worst < _CLAUSE and not believed:
        clause = f"“{covered.clause.strip()[:60]}”"
        detail = f"{clause} is {signs.clause_cosine:.3f} like the quotes"
        if signs.said is not None:
            detail = f"{clause} has few of the quotes' words, and was read with them"
        checks.append(Check(name=CLAUSE, passed=passed, detail=detail))
    return tuple(checks)


def _excused(check: Check) -> Check:
    """``check``, which words alone would fail, for a statement that means what its quotes say."""
    return check.model_copy(update={"passed": True})


def _entailment(text: str, citations: Sequence[Citation], entailment: Entailment) -> Check:
    told = entailment.probability("\n".join(c.quote for c in citations), text)
    detail = f"follows from the quotes with probability {told:.2f}"
    return Check(name="entailment", passed=told >= _LIKELY, detail=detail)
