"""Whether quotes are what their documents say at their ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.records import Check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Citation, Document


def quote_holds(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the document has exactly the quote at the citation's range."""
    document = documents.get(citation.document_id)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return False
    return document.text[citation.start : citation.end] == citation.quote


def check_quotes(citations: Sequence[Citation], documents: Mapping[str, Document]) -> Check:
    """Whether there are quotes, and all of them hold."""
    wrong = [c.number for c in citations if not quote_holds(c, documents)]
    if wrong:
        detail = f"citation {', '.join(map(str, wrong))} is not what the document says"
    elif citations:
        detail = f"{len(citations)} quote(s) equal the document's words at their ranges"
    else:
        detail = "the statement cites nothing"
    return Check(name="quote", passed=bool(citations) and not wrong, detail=detail)
