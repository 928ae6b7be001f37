"""Whether a question means the table, or the text that speaks of the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from askreport.retrieval import Retrieval
    from askreport.store.snapshot import Snapshot
    from askreport.tables.selection import Selection

_SURE: Final = 0.7
_UNSURE: Final = 0.2
_LEAD: Final = (-0.03, -0.015)
"""How far the best row's cosine may be behind the best sentence's: when sure, and when unsure."""
_RECOGNISED: Final = 0.9
_MANY: Final = 0.5
"""Share of the passages found that are rows, from which on an unsure reading is believed."""


def means_table(selection: Selection, retrieval: Retrieval, snapshot: Snapshot) -> bool:
    """Whether plain retrieval, too, looks for what ``selection`` was read from.

    Chosen on the dev cases, where no question about the text is taken for one about the table and
    all but one of those about the table are seen.
    """
    rows = [one for one in retrieval.found if snapshot.chunks[one.row].row is not None]
    others = [one for one in retrieval.found if snapshot.chunks[one.row].row is None]
    share = len(rows) / max(1, len(retrieval.found))
    if selection.operation == "none_listed" and not _recognised(selection):
        return False
    if not rows or (selection.operation in ("none_listed", "not_a_column") and share < _MANY):
        return False
    lead = max(max(one.sentence_scores) for one in rows) - max(
        (max(one.sentence_scores) for one in others), default=0.0
    )
    if selection.confidence >= _SURE:
        return lead >= _LEAD[0]
    return selection.confidence >= _UNSURE and share >= _MANY and lead >= _LEAD[1]


def _recognised(selection: Selection) -> bool:
    """Whether what the table lacks is surely something of its kind: a country, not any words."""
    return all(c.values or c.score >= _RECOGNISED for c in selection.conditions)
