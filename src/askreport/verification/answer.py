"""Saved answers against the corpus: whether anything in them was changed since. Needs no model.

What a statement's words cannot decide, models may have: their checks of meaning are believed
when they are stored as passed, and everything else is compared again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.verification.quotes import quote_holds
from askreport.verification.statement import CLAUSE, MEANING, READING, examine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from askreport.records import Answer, Citation, Document

_MARKER: Final = re.compile(r"\[(\d+)\]")


def verify_answer(answer: Answer, documents: Mapping[str, Document]) -> list[str]:
    """What is wrong with a saved answer, in words; empty when all of it holds."""
    problems: list[str] = []
    by_number = {c.number: c for c in answer.citations}
    if len(by_number) < len(answer.citations):
        problems.append("two citations have the same number")
    if answer.abstention and not by_number.keys() >= set(answer.abstention.nearest):
        problems.append("the abstention points at a citation that is not there")
    for citation in answer.citations:
        if not quote_holds(citation, documents):
            problems.append(_quote_problem(citation, documents))
            continue
        pages = documents[citation.document_id].pages
        page = next((p for p in pages if p.start <= citation.start < max(p.end, p.start + 1)), None)
        if page is None or page.number != citation.page:
            problems.append(f"citation {citation.number}: its range is not on page {citation.page}")
    for order, statement in enumerate(answer.statements, start=1):
        problems += _statement_problems(order, answer, statement.text, documents)
        if answer.text[statement.start : statement.end] != statement.text:
            problems.append(
                f"statement {order}: its range does not hold its words in the answer's text"
            )
        unknown = [n for n in statement.citations if n not in by_number]
        if unknown or not statement.citations:
            problems.append(f"statement {order}: cites {unknown or 'nothing'}")
    for passage in answer.passages:
        document = documents.get(passage.document_id)
        if document is None or document.text[passage.start : passage.end] != passage.text:
            problems.append(f"passage {passage.id}: is not what the document says at its range")
    marked = {int(n) for n in _MARKER.findall(_between(answer))}
    lost = sorted(marked - by_number.keys())
    if lost:
        problems.append(f"the text has markers without a citation: {lost}")
    if answer.status == "answered" and not answer.statements:
        problems.append("it says answered, and has no statement")
    return problems


def _statement_problems(
    order: int, answer: Answer, text: str, documents: Mapping[str, Document]
) -> list[str]:
    cited = [c for c in answer.citations if c.number in answer.statements[order - 1].citations]
    stored = answer.statements[order - 1]
    by_models = (MEANING, CLAUSE, READING)
    believed = {c.name: c.detail for c in stored.checks if c.passed and c.name in by_models}
    verdict, checks = examine(text, cited, documents, believed=believed)
    claimed = stored.verdict
    failed = [f"{c.name}: {c.detail}" for c in checks if not c.passed]
    if claimed == "supported" and verdict != "supported":
        return [f"statement {order} says supported, but {'; '.join(failed)}"]
    return []


def _quote_problem(citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents.get(citation.document_id)
    if document is None:
        return f"citation {citation.number}: there is no document {citation.document_id!r} here"
    there = document.text[max(0, citation.start) : max(0, citation.end)]
    return (
        f"citation {citation.number}: the document has {there[:40]!r} at "
        f"{citation.start}:{citation.end}, not {citation.quote[:40]!r}"
    )


def _between(answer: Answer) -> str:
    """The answer's text outside its statements: where markers stand that are not quoted words."""
    out, at = [], 0
    for statement in answer.statements:
        out.append(answer.text[at : statement.start])
        at = max(at, statement.end)
    out.append(answer.text[at:])
    return "".join(out)
