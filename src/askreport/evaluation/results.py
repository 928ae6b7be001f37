"""What a run of cases gives: one `CaseResult` a case, a `Summary` a group of them, a `Report`.

Frozen records; ``model_dump_json`` of a `Report` is what ``askreport eval --json`` prints, and what
a later run takes as its baseline. So fields are added with a default and never renamed.
"""

from __future__ import annotations

from typing import Final

from pydantic import Field

from askreport.records import Backend, Receipt, Record, Turn


class Quoted(Record):
    """A citation of the reply, judged."""

    number: int
    document: str
    page: int
    start: int
    end: int
    quote: str
    valid: bool
    """Whether the document has exactly these words there."""
    relevant: bool
    """Whether it overlaps the evidence."""
    needed: bool | None
    """Whether a statement needs it (see `askreport.evaluation.support`); ``None`` of no answer."""


class EvidenceFound(Record):
    """One quote of the case's evidence, and what became of it."""

    document: str
    quote: str
    lost: bool
    """Whether the document does not hold it."""
    depth: int | None
    """The depth of the first passage that covers it."""
    cited: bool
    """Whether a citation overlaps it."""


class CaseResult(Record):
    """One case's reply, measured. Depths count passages from 1; ``None`` is "not among them"."""

    id: str
    split: str
    kind: str
    language: str
    question: str
    answerable: bool
    answered: bool
    """Whether the reply is an answer, not an abstention."""
    reason: str | None
    """Why the reply abstains."""
    correct: bool
    """Answered exactly if answerable, and every group of ``must`` is in the reply."""
    missing: tuple[tuple[str, ...], ...]
    """The groups of ``must`` that are not in the reply."""
    confidence: float
    evidence: int
    """Quotes that the case names; retrieval is scored where an answerable case has some."""
    evidence_lost: tuple[str, ...]
    """Quotes that their document does not hold: the case, or the corpus's reading, is at fault."""
    evidence_depth: int | None
    """The least k such that the first k passages cover all evidence."""
    first_depth: int | None
    """The depth of the first passage that covers any evidence."""
    fact_depth: int | None
    """The least k such that the first k passages hold every group of ``must``."""
    passages: int
    citations: int
    citations_valid: int
    citations_relevant: int
    statements: int
    characters: int
    """Code points of the reply, markers left out."""
    milliseconds: float
    """From question to reply, as the caller sees it; a run's first case may load models."""
    text: str
    error: str | None = None
    """What went wrong, when there is no reply; the case counts as not answered and not correct."""
    history: tuple[Turn, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    note: str | None = None
    relevant_depths: tuple[int, ...] = ()
    """The depths of all passages that cover some evidence."""
    uncovered: int = 0
    """Quotes of the evidence that no passage covers."""
    statements_supported: int = 0
    """Statements borne out by all their citations together."""
    statement_citations: int = 0
    """Citations, each counted at every statement that makes it."""
    citations_needed: int = 0
    """Those of them that are not irrelevant to their statement."""
    quoted: tuple[Quoted, ...] = ()
    found: tuple[EvidenceFound, ...] = ()


class Rate(Record):
    """A share or mean of ``n`` things and its 95 % bootstrap interval; ``None`` if ``n`` is 0."""

    value: float | None
    low: float | None
    high: float | None
    n: int


UNKNOWN: Final = Rate(value=None, low=None, high=None, n=0)
"""The rate of nothing."""


class Summary(Record):
    """The measures over a group of cases.

    ``recall`` and ``mrr`` are over the answerable cases with evidence, ``fact_recall`` over all
    answerable ones; recall is told by the number of passages counted. ``citation_valid`` and
    ``citation_precision`` are shares of citations, precision over the answers to answerable cases
    with evidence: those that overlap it. ``alce_recall`` is the share of statements that their
    citations support, ``alce_precision`` that of citations which are not irrelevant (`support`).
    ``false_answers`` is the share of unanswerable cases answered, ``false_refusals`` that of
    answerable ones declined. Failed cases (`CaseResult.error`) count as incorrect and in nothing
    else.
    """

    cases: int
    answerable: int
    declined: int
    failed: int
    correct: Rate
    recall: dict[int, Rate]
    fact_recall: dict[int, Rate]
    mrr: Rate
    citation_valid: Rate
    citation_precision: Rate
    false_answers: Rate
    false_refusals: Rate
    confidence_auc: float | None
    """The chance that an answerable case has more confidence than an unanswerable one; 0..1."""
    p50_ms: float | None
    p95_ms: float | None
    statements: float | None
    """Mean per answer, as is ``characters``."""
    characters: float | None
    ndcg: dict[int, Rate] = Field(default_factory=dict)
    """Mean over the answerable cases with evidence, by the number of passages counted."""
    alce_recall: Rate = UNKNOWN
    alce_precision: Rate = UNKNOWN
    auc: Rate = UNKNOWN
    """``confidence_auc`` with its interval."""
    aurc: Rate = UNKNOWN
    """The area under the risk-coverage curve (`selective.aurc`); less is better."""
    declined_at_5: Rate = UNKNOWN
    """Unanswerable cases declined by confidence where 5 % of the answerable are declined."""
    false_answers_at_5: Rate = UNKNOWN
    """The rest of the unanswerable cases there."""
    p99_ms: float | None = None
    abstentions: dict[str, int] = Field(default_factory=dict)
    """Unanswerable cases by the reason of the abstention, ``answered`` those that have none."""


class Group(Record):
    """All cases of a split, or of all splits, and the same by kind in order of appearance."""

    overall: Summary
    kinds: dict[str, Summary]
    abstentions: dict[str, dict[str, int]] = Field(default_factory=dict)
    """`Summary.abstentions` by what the cases' notes begin with (``note_head``)."""
    risk_coverage: tuple[tuple[float, float], ...] = ()
    """Points of the curve (`selective.risk_coverage`), at most a hundred."""


class Difference(Record):
    """A measure now and before, over the same cases, with the paired interval of the change."""

    now: float | None
    before: float | None
    low: float | None
    high: float | None
    n: int


class Comparison(Record):
    """A run beside an earlier one; ids of cases, in this run's order."""

    other: dict[str, tuple[str, str]]
    """What else is not the same (index, embedder, corpus, backend), as (before, now)."""
    differences: dict[str, Difference]
    better: tuple[str, ...]
    """Wrong before, right now."""
    worse: tuple[str, ...]
    only_now: tuple[str, ...]
    only_before: tuple[str, ...]
    changed: tuple[str, ...]
    """The same id with another question, history or ``answerable``; compared in nothing."""


class Report(Record):
    """One run: what was measured with what, in sum and case by case.

    ``receipt`` is that of the first reply, ``backend`` that of the first which a model
    wrote, if one did, for none is asked of a table, nor where the report has no answer;
    ``passages`` is the longest ranking that a reply had, which bounds the recall that could be
    measured.
    """

    receipt: Receipt | None
    backend: Backend | None
    passages: int
    total: Group
    splits: dict[str, Group]
    results: tuple[CaseResult, ...]
    comparison: Comparison | None = None
    shortfalls: tuple[str, ...] = ()
    """What fell short of the thresholds, in words."""
