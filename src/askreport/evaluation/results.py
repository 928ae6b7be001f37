"""What a run of cases gives: one `CaseResult` a case, a `Summary` a group of them, a `Report`.

Frozen records; ``model_dump_json`` of a `Report` is what ``askreport eval --json`` prints.
"""

from __future__ import annotations

from askreport.records import Backend, Receipt, Record


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


class Rate(Record):
    """A share or mean of ``n`` things and its 95 % bootstrap interval; ``None`` if ``n`` is 0."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class Summary(Record):
    """The measures over a group of cases.

    ``recall`` and ``mrr`` are over the answerable cases with evidence, ``fact_recall`` over all
    answerable ones; recall is told by the number of passages counted. ``citation_valid`` and
    ``citation_precision`` are shares of citations, precision over the answers to answerable cases
    with evidence. ``false_answers`` is the share of unanswerable cases answered,
    ``false_refusals`` that of answerable ones declined. Failed cases (`CaseResult.error`) count as
    incorrect and in nothing else.
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


class Group(Record):
    """All cases of a split, or of all splits, and the same by kind in order of appearance."""

    overall: Summary
    kinds: dict[str, Summary]


class Report(Record):
    """One run: what was measured with what, in sum and case by case.

    ``receipt`` and ``backend`` are those of the first reply; ``passages`` is the longest ranking
    that a reply had, which bounds the recall that could be measured.
    """

    receipt: Receipt | None
    backend: Backend | None
    passages: int
    total: Group
    splits: dict[str, Group]
    results: tuple[CaseResult, ...]
