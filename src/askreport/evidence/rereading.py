"""The best sentences read together with the question, and put in order once more.

The sentence model sees numbers about each sentence; the cross-encoder reads the words of question
and sentences. It is dear, so it reads only those that the sentence model puts first, and a second
model of three features weighs what both say. Where there is no cross-encoder the order stays.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from askreport.evidence.adding import log_odds
from askreport.parts import core_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from askreport.cross_encoder import CrossEncoder
    from askreport.evidence.items import Item
    from askreport.store.snapshot import Snapshot

REREAD_FEATURES: Final = ("log_odds", "read", "unread", "pointed")
"""What the second sentence model sees; see `reread_features`."""

MOST_READ: Final = 16
"""Sentences, at most, that are read with a question; mostly their length decides."""
_FARTHEST: Final = 8.0


def read_together(
    question: str, items: Sequence[Item], reader: CrossEncoder, snapshot: Snapshot
) -> list[Item]:
    """``items``, best first, those that are read with how surely they answer (`Item.read`)."""
    first = items[:MOST_READ]
    texts = [snapshot.documents[i.document_id].text[i.start : i.end].strip() for i in first]
    reading = reader.read(core_of(question), texts)
    told = list(items)
    for place, score in enumerate(reading.scores):
        pointed = reading.pointed[place] if reading.pointed else None
        told[place] = told[place]._replace(read=score - reading.none, pointed=pointed)
    return told


def reread(items: Sequence[Item], probability: Callable[[Sequence[float]], float]) -> list[Item]:
    """``items``, best first, with the ``probability`` that the second model gives them."""
    if all(item.read is None for item in items):
        return list(items)
    told = [
        item.scored(probability(features))
        for item, features in zip(items, reread_features(items), strict=True)
    ]
    return sorted(told, key=lambda item: -item.score)


def reread_features(items: Sequence[Item]) -> list[tuple[float, ...]]:
    """`REREAD_FEATURES` of each of ``items``.

    The first model's log odds; how far behind the surest one the sentence is for the cross-encoder
    (logits, 0 for what was not read); whether it was not read; how far behind by the words that it
    points at.
    """
    best = max((item.read for item in items if item.read is not None), default=0.0)
    surest = max((item.pointed for item in items if item.pointed is not None), default=0.0)
    return [
        (
            log_odds(item.score),
            0.0 if item.read is None else max(-_FARTHEST, item.read - best),
            float(item.read is None),
            0.0 if item.pointed is None else max(-_FARTHEST, item.pointed - surest),
        )
        for item in items
    ]


def answered_by(items: Sequence[Item]) -> float:
    """Log odds that one of the sentences read answers; 0 where none was read."""
    return _any([item.read for item in items if item.read is not None])


def pointed_at(items: Sequence[Item]) -> float:
    """Log odds that some words of the sentences read are the answer; 0 where none was read so."""
    return _any([item.pointed for item in items if item.pointed is not None])


def _any(odds: Sequence[float]) -> float:
    """Log odds of one of several that exclude each other, each against none; 0 of nothing."""
    if not odds:
        return 0.0
    best = max(odds)
    whole = best + math.log(sum(math.exp(one - best) for one in odds))
    return max(-_FARTHEST, min(_FARTHEST, whole))
