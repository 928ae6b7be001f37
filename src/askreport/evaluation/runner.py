"""Cases through an assistant: asks each, measures the reply, sums up.

Knows an assistant only as something that can be asked and that holds documents, so that other
systems can be measured the same way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from askreport.errors import AskReportError, QuestionError
from askreport.evaluation.matching import locate, missing_groups, normalised
from askreport.evaluation.metrics import (
    Target,
    covering_depth,
    fact_depth,
    first_depth,
    is_relevant,
    is_valid,
    meets,
    relevant_depths,
    uncovered,
    visible_text,
)
from askreport.evaluation.results import CaseResult, EvidenceFound, Quoted, Report
from askreport.evaluation.summary import group
from askreport.evaluation.support import EXACT, judged

if TYPE_CHECKING:
    from askreport.evaluation.cases import Case, Evidence
    from askreport.evaluation.matching import Range
    from askreport.evaluation.support import Judge, Support
    from askreport.records import Answer, Document, Passage, Turn

Progress = Callable[[int, int, CaseResult], None]
"""Called after each case with (done, in all, its result)."""


class Assistant(Protocol):
    """What can be evaluated."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their ids."""
        ...

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        backend: str | None = None,
        top_k: int | None = None,
        documents: Sequence[str] | None = None,
    ) -> Answer:
        """The reply to one question."""
        ...


def evaluate(
    assistant: Assistant,
    cases: Sequence[Case],
    progress: Progress | None = None,
    *,
    backend: str | None = None,
    top_k: int | None = None,
    judge: Judge = EXACT,
) -> Report:
    """Ask ``assistant`` every case, in order, and measure the replies.

    ``backend`` and ``top_k`` are passed on; ``None`` leaves the choice to the assistant. ``judge``
    says whether statements are supported by what they cite.

    Raises:
        AskReportError: asking failed before any case had a reply, so the cause is not in a case.
            Later failures, and questions that cannot be asked, are kept as that case's ``error``,
            since the rest is worth having.
    """
    results: list[CaseResult] = []
    first: Answer | None = None
    written: Answer | None = None
    for case in cases:
        began = time.perf_counter()
        try:
            answer = assistant.ask(
                case.question, history=case.history, backend=backend, top_k=top_k
            )
        except AskReportError as error:
            if first is None and not isinstance(error, QuestionError):
                raise
            results.append(_failed(case, error, _milliseconds(began)))
        else:
            elapsed = _milliseconds(began)
            first = first or answer
            if written is None and answer.backend.model is not None:
                written = answer
            results.append(measure(case, answer, assistant.documents, elapsed, judge))
        if progress is not None:
            progress(len(results), len(cases), results[-1])
    return Report(
        receipt=first.receipt if first else None,
        backend=reply.backend if (reply := written or first) else None,
        passages=max((r.passages for r in results), default=0),
        total=group(results),
        splits={
            split: group([r for r in results if r.split == split])
            for split in dict.fromkeys(r.split for r in results)
        },
        results=tuple(results),
    )


def measure(
    case: Case,
    answer: Answer,
    documents: Mapping[str, Document],
    milliseconds: float,
    judge: Judge = EXACT,
) -> CaseResult:
    """What ``answer`` is worth as a reply to ``case``; ``milliseconds`` is what it took."""
    targets = [_target(evidence, documents) for evidence in case.evidence]
    ranking = sorted(answer.passages, key=lambda passage: passage.rank)
    text = visible_text(answer)
    missing = missing_groups(case.must, text)
    answered = answer.status == "answered"
    support = judged(answer, documents, judge)
    return CaseResult(
        id=case.id,
        split=case.split,
        kind=case.kind,
        language=case.language,
        question=case.question,
        answerable=case.answerable,
        answered=answered,
        reason=answer.abstention.reason if answer.abstention else None,
        correct=answered == case.answerable and not missing,
        missing=missing,
        confidence=answer.confidence,
        evidence=len(targets),
        evidence_lost=tuple(e.quote for e, t in zip(case.evidence, targets, strict=True) if t.lost),
        evidence_depth=covering_depth(ranking, targets),
        first_depth=first_depth(ranking, targets),
        fact_depth=fact_depth(ranking, case.must),
        passages=len(ranking),
        citations=len(answer.citations),
        citations_valid=sum(is_valid(c, documents) for c in answer.citations),
        citations_relevant=sum(is_relevant(c, targets) for c in answer.citations),
        statements=len(answer.statements),
        characters=len(text),
        milliseconds=milliseconds,
        text=answer.text,
        history=case.history,
        must=case.must,
        note=case.note,
        relevant_depths=relevant_depths(ranking, targets),
        uncovered=uncovered(ranking, targets),
        statements_supported=support.supported,
        statement_citations=support.citations,
        citations_needed=support.needed,
        quoted=_quoted(answer, targets, documents, support),
        found=tuple(
            _found(evidence, target, ranking, answer)
            for evidence, target in zip(case.evidence, targets, strict=True)
        ),
    )


def _target(evidence: Evidence, documents: Mapping[str, Document]) -> Target:
    document = documents.get(evidence.document)
    ranges = _ranges(evidence, document.text) if document else []
    elsewhere = tuple(_target(other, documents) for other in evidence.elsewhere)
    return Target(evidence.document, tuple(ranges), elsewhere, normalised(evidence.quote))


def _ranges(evidence: Evidence, text: str) -> list[Range]:
    if evidence.start is None:
        return locate(evidence.quote, text)
    end = evidence.start + len(evidence.quote)
    return [(evidence.start, end)] if text[evidence.start : end] == evidence.quote else []


def _quoted(
    answer: Answer,
    targets: Sequence[Target],
    documents: Mapping[str, Document],
    support: Support,
) -> tuple[Quoted, ...]:
    return tuple(
        Quoted(
            number=c.number,
            document=c.document_id,
            page=c.page,
            start=c.start,
            end=c.end,
            quote=c.quote,
            valid=is_valid(c, documents),
            relevant=is_relevant(c, targets),
            needed=c.number not in support.idle if support.statements else None,
        )
        for c in answer.citations
    )


def _found(
    evidence: Evidence, target: Target, ranking: Sequence[Passage], answer: Answer
) -> EvidenceFound:
    return EvidenceFound(
        document=evidence.document,
        quote=evidence.quote,
        lost=target.lost,
        depth=first_depth(ranking, [target]),
        cited=any(meets(citation, target) for citation in answer.citations),
    )


def _failed(case: Case, error: AskReportError, milliseconds: float) -> CaseResult:
    return CaseResult(
        id=case.id,
        split=case.split,
        kind=case.kind,
        language=case.language,
        question=case.question,
        answerable=case.answerable,
        answered=False,
        reason=None,
        correct=False,
        missing=case.must,
        confidence=0.0,
        evidence=len(case.evidence),
        evidence_lost=(),
        evidence_depth=None,
        first_depth=None,
        fact_depth=None,
        passages=0,
        citations=0,
        citations_valid=0,
        citations_relevant=0,
        statements=0,
        characters=0,
        milliseconds=milliseconds,
        text="",
        error=f"{error.title}: {error}",
        history=case.history,
        must=case.must,
        note=case.note,
    )


def _milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000
