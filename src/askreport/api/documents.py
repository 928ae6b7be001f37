"""``GET /api/documents…`` and ``GET /api/suggestions``: what the answers come from.

A document is told with its structure as far as a reader needs it: headings, tables, lost words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request

from askreport.api.ask import assistant_of
from askreport.errors import QuestionError, UnknownDocumentError
from askreport.records import BlockKind

if TYPE_CHECKING:
    from askreport.records import Document, Table

router = APIRouter(prefix="/api")


def document_of(request: Request, document_id: str) -> Document:
    """The document of that id.

    Raises:
        UnknownDocumentError: there is none.
    """
    documents = assistant_of(request).documents
    if document_id not in documents:
        raise UnknownDocumentError(
            f"There is no document of that id; known are: {', '.join(sorted(documents))}."
        )
    return documents[document_id]


def summary(document: Document) -> dict[str, Any]:
    """What a list of documents says of one."""
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "sha256": document.sha256,
        "language": document.language,
        "pages": len(document.pages),
        "characters": len(document.text),
    }


def outline(document: Document) -> list[dict[str, Any]]:
    """The headings in order; ``level`` counts from 1, as deep as what stands under them says."""
    levels: dict[int, int] = {}
    latest: dict[str, int] = {}  # a heading's words -> where it stood last, in `blocks`
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            latest[document.text[block.start : block.end]] = index
            levels[index] = 1
        for depth, heading in enumerate(block.trail, start=1):
            if heading in latest:
                levels[latest[heading]] = depth
    return [
        {
            "title": document.text[block.start : block.end],
            "level": levels[index],
            "page": block.page,
            "start": block.start,
            "end": block.end,
        }
        for index, block in enumerate(document.blocks)
        if block.kind is BlockKind.HEADING
    ]


def table_of(document: Document, table: Table) -> dict[str, Any]:
    """A table as ranges; ``header`` is the line above the rows, where it names the columns."""
    first = table.rows[0].start if table.rows else 0
    end = len(document.text[:first].rstrip())
    start = document.text.rfind("\n", 0, end) + 1
    line = document.text[start:end]
    named = bool(line) and [part.strip() for part in line.split("|")] == list(table.columns)
    return {
        "caption": table.caption,
        "page": table.page,
        "columns": list(table.columns),
        "header": {"start": start, "end": end} if named else None,
        "rows": [
            {
                "number": row.number,
                "start": row.start,
                "end": row.end,
                "cells": [
                    {"column": cell.column, "start": cell.start, "end": cell.end}
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
    }


@router.get("/documents")
def documents(request: Request) -> list[dict[str, Any]]:
    """All documents, without their text."""
    return [summary(d) for d in assistant_of(request).documents.values()]


@router.get("/documents/{document_id}")
def document(document_id: str, request: Request) -> dict[str, Any]:
    """One document: text, pages, headings, tables; ``gaps`` are where extraction lost words."""
    found = document_of(request, document_id)
    pages = [
        {"number": p.number, "start": p.start, "end": p.end, "heading": p.heading, "label": p.label}
        for p in found.pages
    ]
    return summary(found) | {
        "text": found.text,
        "pages": pages,
        "outline": outline(found),
        "tables": [table_of(found, table) for table in found.tables],
        "gaps": list(found.gaps),
    }


@router.get("/documents/{document_id}/text")
def text(
    document_id: str,
    request: Request,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> dict[str, Any]:
    """The words of a range of code points.

    Raises:
        QuestionError: the range does not lie in the document.
    """
    found = document_of(request, document_id)
    stop = len(found.text) if end is None else end
    if not start <= stop <= len(found.text):
        raise QuestionError(
            f"The range {start}:{stop} does not lie in the document, which has "
            f"{len(found.text)} characters."
        )
    return {"start": start, "end": stop, "text": found.text[start:stop]}


@router.get("/suggestions")
def suggestions(request: Request) -> dict[str, list[str]]:
    """Questions to begin with; made of headings where the corpus names none."""
    documents = assistant_of(request).documents.values()
    named = [question for d in documents for question in d.questions]
    if named:
        return {"questions": named}
    headings = [p.heading for d in documents for p in d.pages if p.heading]
    return {"questions": [f"关于“{heading}”，文档说了什么？" for heading in headings[:4]]}
