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
    from collections.abc import Sequence

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
        made = self._made(source, len(self.citations) + 1)
        if made.number > len(self.citations):
            self.citations.append(made)
            self._numbers[made.document_id, made.start, made.end] = made.number
        return made

    def preview(self, sources: Sequence[Source]) -> tuple[Citation, ...]:
        """The citations that `cite` would give for ``sources``; nothing is kept."""
        made: list[Citation] = []
        for source in sources:
            fresh = {c.number for c in made if c.number > len(self.citations)}
            made.append(self._made(source, len(self.citations) + len(fresh) + 1))
        return tuple(made)

    def _made(self, source: Source, number: int) -> Citation:
        chunk = self._snapshot.chunks[source.row]
        key = (chunk.document_id, source.start, source.end)
        if key in self._numbers:
            return self.citations[self._numbers[key] - 1]
        document = self._snapshot.documents[chunk.document_id]
        return Citation(
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


def source_url(document_id: str, start: int, end: int) -> str:
    """Where the web page shows that range, marked; a path on the service's own origin."""
    return f"/?document={url_quote(document_id, safe='')}&start={start}&end={end}"
