"""Rows of a table as evidence: what a `Selection` points at, without weighing sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.evidence.items import Item

if TYPE_CHECKING:
    from askreport.store.snapshot import Snapshot
    from askreport.tables import Selection


def row_items(selection: Selection, snapshot: Snapshot) -> tuple[Item, ...]:
    """The selected rows of all parts, scored with the selection's confidence."""
    items = []
    for place in selection.all_chunks:
        chunk = snapshot.chunks[place]
        sentence = chunk.sentences[0]
        items.append(
            Item(
                row=place,
                document_id=chunk.document_id,
                start=sentence.start,
                end=sentence.end,
                score=selection.confidence,
                features=(),
                block=sentence.block,
            )
        )
    return tuple(items)
