"""Draft to statements and citations: ranges in, quotes copied out of the document.

A quote is never written by a composer; it is cut from ``document.text`` here, so that
``document.text[start:end] == quote`` holds by construction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote as url_quote

from askreport.chunking import heading_of
from askreport.records import Citation

if TYPE_CHECKING:
    from askreport.composing.base import Source
    from askreport.store.snapshot import Snapshot


class CitationList:
    """The numbered citations of one answer; an equal range keeps its number."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def cite(self, source: Source) -> Citation:
        """The citation of ``source``: a new one, or the one that already quotes that range."""
        chunk = self._snapshot.chunks[source.row]
        key = (chunk.document_id, source.start, source.end)
        if key in self._numbers:
            return self.citations[self._numbers[key] - 1]
        document = self._snapshot.documents[chunk.document_id]
        number = len(self.citations) + 1
        made = Citation(
            number=number,
            document_id=document.id,
            document_title=document.title,
            page=chunk.page,
            heading=heading_of(chunk),
            start=source.start,
            end=source.end,
            quote=document.text[source.start : source.end],
            passage_id=chunk.id,
            url=source_url(document.id, source.start, source.end),
            cell=source.cell,
        )
        self._numbers[key] = number
        self.citations.append(made)
        return made


def source_url(document_id: str, start: int, end: int) -> str:
    """Where the web page shows that range, marked; a path on the service's own origin."""
    return f"/?document={url_quote(document_id, safe='')}&start={start}&end={end}"
