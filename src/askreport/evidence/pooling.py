"""What a question of several parts finds as a whole and part by part, put together.

A part names one thing and asks one thing, so that its sentence is often the best one for it where
it is the fifth for the whole; and the whole says what the parts are about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from askreport.evidence.items import Item


def pool(items: Sequence[Item], parts: Iterable[Sequence[Item]]) -> list[Item]:
    """``items`` of the whole question, best first by the mean of two scores.

    That of the whole, and the best of this and those that the same sentence has in ``parts``.
    """
    best: dict[tuple[str, int], float] = {}
    for part in parts:
        for item in part:
            place = (item.document_id, item.start)
            best[place] = max(item.score, best.get(place, 0.0))
    if not best:
        return list(items)
    pooled = [
        item.scored(
            (item.score + max(item.score, best.get((item.document_id, item.start), 0.0))) / 2
        )
        for item in items
    ]
    return sorted(pooled, key=lambda item: -item.score)
