"""Statements against the words they cite, and saved answers against the corpus. Needs no model.

`check_statement` compares a statement with its quotes before a reader sees it: every quote is what
the document has at its range, and every clause of the statement stands in a quote (or is a column's
name). `verify_answer` does the same for an answer saved as JSON, which may have been
changed since.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold, terms
from askreport.reckoning import comes_out
from askreport.records import Check, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Answer, Citation, Document

_PIECE: Final = re.compile(r"([^；：、（）|\n]*)([；：、（）|\n])")
"""A clause and what bounds it: what a row's statement puts between its values."""
_MARKER: Final = re.compile(r"\[(\d+)\]")


def check_statement(
    text: str, citations: Sequence[Citation], documents: Mapping[str, Document]
) -> tuple[Verdict, tuple[Check, ...]]:
    """Verdict and checks of the statement ``text`` against what it cites."""
    wrong = [c.number for c in citations if not quote_holds(c, documents)]
    detail = f"{len(citations)} quote(s) equal the document's words at their ranges"
    quotes = Check(
        name="quote",
        passed=bool(citations) and not wrong,
        detail=f"citation {', '.join(map(str, wrong))} is not what the document says"
        if wrong
        else detail
        if citations
        else "the statement cites nothing",
    )
    quoted = "\n".join(c.quote for c in citations)
    if _squeeze(text) == _squeeze(quoted):
        words = Check(name="words", passed=True, detail="the statement is the quote")
        return ("supported" if quotes.passed else "unverified"), (quotes, words)
    if comes_out(text, citations):
        words = Check(name="reckoning", passed=True, detail="comes out of the cited cells again")
        return ("supported" if quotes.passed else "unverified"), (quotes, words)
    foreign = _foreign(text, citations)
    words = Check(
        name="words",
        passed=not foreign,
        detail=f"in no quote: {_unsaid(foreign[0], quoted)}"
        if foreign
        else "every clause stands in a quote or names its column",
    )
    verdict: Verdict = "supported" if quotes.passed and words.passed else "unverified"
    return verdict, (quotes, words)


def _squeeze(text: str) -> str:
    return fold("".join(text.split()))


def _unsaid(piece: str, quoted: str) -> str:
    """The words of ``piece`` that are not quoted; all of it when only their order is another."""
    known = set(terms(quoted))
    words = [
        term
        for term in dict.fromkeys(terms(piece))
        if term not in known and (len(term) == 1 or term.isascii())
    ]
    return " ".join(words[:8]) or piece.strip()[:40]


def _foreign(text: str, citations: Sequence[Citation]) -> list[str]:
    """The clauses of ``text`` that stand in no quote, or under a column in another's cell."""
    said = [_squeeze(c.quote) for c in citations]
    cells = {_squeeze(c.cell.column): _squeeze(c.quote) for c in citations if c.cell}
    column: str | None = None
    foreign = []
    for piece, bound in _PIECE.findall(text + "\n"):
        words = _squeeze(piece)
        if bound == "：" and words in cells:
            column = words
            continue
        among = said if column is None else [cells[column]]
        if words and not any(words in quote for quote in among):
            foreign.append(piece)
        column = None if bound in "；）\n" else column
    return foreign


def quote_holds(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the document has exactly the quote at the citation's range."""
    document = documents.get(citation.document_id)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return False
    return document.text[citation.start : citation.end] == citation.quote


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
    verdict, checks = check_statement(text, cited, documents)
    claimed = answer.statements[order - 1].verdict
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
