"""The default composer: the sentences that answer, quoted exactly, in reading order.

No language model. A statement is one sentence; where interleaved columns tore it in two, both
parts, each cited. Table rows are told by `rows`, cited cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.chunking import split_sentences
from askreport.composing.base import DraftStatement, Source
from askreport.composing.rows import compose_rows, row_statement
from askreport.reading.characters import ends_sentence, join
from askreport.records import Backend, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.composing.base import Brief, Rejected
    from askreport.evidence import Item
    from askreport.records import Document, Sentence
    from askreport.store.snapshot import Snapshot


class ExtractiveComposer:
    """Quotes, and nothing but quotes."""

    backend = Backend(name="extractive", model=None)
    prompt_sha256: str | None = None
    usage = Usage()

    def repair(self, rejected: Sequence[Rejected]) -> Sequence[DraftStatement | None]:
        """Quotes cannot be mended."""
        return [None] * len(rejected)

    def compose(self, brief: Brief, snapshot: Snapshot) -> Iterator[DraftStatement]:
        """One statement a chosen sentence or row; the question is not needed to quote."""
        evidence = brief.evidence
        if evidence.selection is not None:
            yield from compose_rows(evidence.selection, evidence.chosen, snapshot, brief.language)
            return
        told: set[tuple[str, int]] = set()
        for item in sorted(evidence.chosen, key=lambda i: (i.document_id, i.start)):
            document = snapshot.documents[item.document_id]
            chunk = snapshot.chunks[item.row]
            if chunk.row is not None:
                yield row_statement(item, document, snapshot)
                continue
            ranges = whole_sentence(document, item)
            if any((item.document_id, start) in told for start, _ in ranges):
                continue
            told.update((item.document_id, start) for start, _ in ranges)
            text = ""
            for start, end in ranges:
                part = document.text[start:end]
                text += join(text, part) + part
            yield DraftStatement(
                text, tuple(Source(item.row, start, end) for start, end in ranges), item.score
            )


def whole_sentence(document: Document, item: Item | Sentence) -> list[tuple[int, int]]:
    """The ranges of the sentence that ``item`` is (part of), in the order that they are read."""
    block = document.blocks[item.block]
    before: list[tuple[int, int]] = []
    after: list[tuple[int, int]] = []
    if block.continues is not None:
        torn = document.blocks[block.continues]
        sentences = split_sentences(document.text, block.start, block.end)
        if sentences and sentences[0][0] == item.start:
            before = split_sentences(document.text, torn.start, torn.end)[-1:]
    elif not ends_sentence(document.text[item.start : item.end]) and item.end == block.end:
        later = next((b for b in document.blocks if b.continues == item.block), None)
        if later is not None:
            after = split_sentences(document.text, later.start, later.end)[:1]
    return [*before, (item.start, item.end), *after]
