"""Small records for the tests of this folder, everything but what matters left at a default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.evaluation import Case, Evidence
from askreport.evaluation.results import CaseResult, Report
from askreport.evaluation.summary import group
from askreport.records import (
    Abstention,
    Answer,
    Backend,
    Citation,
    Document,
    Page,
    Passage,
    Receipt,
    Statement,
    Timings,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Turn


def document(text: str, id: str = "d") -> Document:
    return Document(id, id, f"{id}.txt", "", "zh", text, (Page(1, 0, len(text)),), ())


def passage(start: int, end: int, *, rank: int = 1, text: str = "", document: str = "d") -> Passage:
    return Passage(
        id=f"p{rank}",
        rank=rank,
        document_id=document,
        page=1,
        heading=None,
        start=start,
        end=end,
        text=text,
        score=1 / rank,
        dense_score=0,
        lexical_score=0,
    )


def citation(quote: str, start: int, *, number: int = 1, document: str = "d") -> Citation:
    return Citation(
        number=number,
        document_id=document,
        document_title=document,
        page=1,
        heading=None,
        start=start,
        end=start + len(quote),
        quote=quote,
        passage_id="p1",
        url="",
    )


def answer(
    text: str,
    *,
    answered: bool = True,
    confidence: float = 0.5,
    passages: Sequence[Passage] = (),
    citations: Sequence[Citation] = (),
) -> Answer:
    statement = Statement(
        text=text,
        start=0,
        end=len(text),
        citations=tuple(c.number for c in citations),
        verdict="supported",
        score=1,
        checks=(),
    )
    return Answer(
        id="a",
        question="?",
        standalone_question="?",
        status="answered" if answered else "abstained",
        confidence=confidence,
        abstention=None if answered else Abstention(reason="not_stated", message=text, nearest=()),
        text=text,
        statements=(statement,) if answered else (),
        citations=tuple(citations),
        passages=tuple(passages),
        backend=Backend(name="fake", model=None),
        usage=Usage(),
        timings_ms=Timings(rewrite=0, embed=0, search=0, compose=0, verify=0, total=0),
        receipt=Receipt(
            askreport="0", corpus_sha256="", index_id="i", embedder="e", prompt_sha256=None
        ),
    )


def case(
    id: str = "c",
    *,
    question: str = "?",
    kind: str = "fact",
    split: str = "dev",
    answerable: bool = True,
    must: Sequence[Sequence[str]] = (("x",),),
    quotes: Sequence[str] = (),
    document: str = "d",
) -> Case:
    return Case(
        id=id,
        question=question,
        kind=kind,
        language="zh",
        answerable=answerable,
        must=tuple(map(tuple, must)) if answerable else (),
        evidence=tuple(Evidence(document=document, quote=quote) for quote in quotes),
        split=split,
    )


def result(
    id: str = "r",
    *,
    split: str = "dev",
    question: str = "?",
    note: str | None = None,
    reason: str | None = None,
    kind: str = "fact",
    answerable: bool = True,
    answered: bool = True,
    correct: bool = True,
    confidence: float = 0.5,
    depth: int | None = 1,
    passages: int = 8,
    citations: tuple[int, int, int] = (0, 0, 0),
    milliseconds: float = 10,
    error: str | None = None,
    supported: int = 2,
    made: tuple[int, int] = (0, 0),
) -> CaseResult:
    """``citations`` are (all, valid, relevant); ``depth`` is that of evidence and facts alike.

    ``supported`` of two statements are; ``made`` are (citations made by statements, needed).
    """
    return CaseResult(
        id=id,
        split=split,
        kind=kind,
        language="zh",
        question=question,
        answerable=answerable,
        answered=answered,
        reason=reason,
        correct=correct,
        missing=(),
        confidence=confidence,
        evidence=1,
        evidence_lost=(),
        evidence_depth=depth,
        first_depth=depth,
        fact_depth=depth,
        passages=passages,
        citations=citations[0],
        citations_valid=citations[1],
        citations_relevant=citations[2],
        statements=2,
        characters=30,
        milliseconds=milliseconds,
        text="",
        error=error,
        note=note,
        relevant_depths=(depth,) if depth else (),
        uncovered=0 if depth else 1,
        statements_supported=supported,
        statement_citations=made[0],
        citations_needed=made[1],
    )


def report(*results: CaseResult) -> Report:
    """The report of a run that gave ``results``."""
    return Report(
        receipt=None,
        backend=None,
        passages=max((r.passages for r in results), default=0),
        total=group(results),
        splits={
            split: group([r for r in results if r.split == split])
            for split in dict.fromkeys(r.split for r in results)
        },
        results=results,
    )


class ScriptedAssistant:
    """Replies by question what it was given; an exception is raised."""

    def __init__(
        self, documents: Sequence[Document], replies: Mapping[str, Answer | Exception]
    ) -> None:
        self.documents: Mapping[str, Document] = {d.id: d for d in documents}
        self.replies = replies
        self.asked: list[tuple[str, tuple[Turn, ...], str | None, int | None]] = []

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        backend: str | None = None,
        top_k: int | None = None,
        documents: Sequence[str] | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history), backend, top_k))
        reply = self.replies[question]
        if isinstance(reply, Exception):
            raise reply
        return reply
