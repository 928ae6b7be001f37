"""Scored sentences to the few that are quoted: as many as the question needs, none twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.evidence.adding import (
    CANDIDATES_FURTHER,
    Asked,
    Before,
    further_features,
)
from askreport.evidence.listing import members_of
from askreport.evidence.speakers import with_speaker
from askreport.lexical import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.evidence.items import Item
    from askreport.evidence.model import Model, Weights
    from askreport.question import Sought
    from askreport.store.snapshot import Snapshot

MOST: Final = {"single": 3, "claused": 4, "parted": 6, "many": 8}
"""Sentences at most, by the sort of question."""
SHARE: Final = {"parted": 0.5}
"""Of the bound on a further sentence's worth, by the sort of question."""
_MOST_LISTED: Final = 12
"""Sentences at most, where the page itself has a list."""
_LIST_AMONG: Final = 3
"""The first sentences, of which each may bring the list that it stands in or announces."""

_LIST_SHARE: Final = 0.3
"""Of the first sentence's score, that one has which brings a list: a weak one would bring ten."""
_SAID: Final = ("person", "opinion")
"""Kinds of value for which it matters who says a sentence."""


@dataclass(frozen=True, slots=True)
class Addition:
    """The sentence to take next, and what tells whether to (`adding.FURTHER_FEATURES`)."""

    item: Item
    further: tuple[float, ...]


def choose(
    question: str, items: Sequence[Item], sought: Sought, model: Model, snapshot: Snapshot
) -> tuple[Item, ...]:
    """As many of the best as ``question`` needs, in the order in which they were chosen."""
    asked = Asked.of(question, items, sought, snapshot)
    chosen = [items[0]]
    bound = model.further_from * SHARE.get(asked.sort, 1.0)
    while len(chosen) < MOST[asked.sort]:
        added = next_addition(items, chosen, asked, model.addition, snapshot)
        if added is None or model.further.probability(added.further) < bound:
            break
        chosen.append(added.item)
    if sought.kind in _SAID:
        chosen = with_speaker(chosen, MOST[asked.sort], snapshot)
    if sought.many:
        chosen = _with_list(chosen, items, snapshot)
    return _without_echoes(chosen, snapshot)


def next_addition(
    items: Sequence[Item],
    chosen: Sequence[Item],
    asked: Asked,
    addition: Weights,
    snapshot: Snapshot,
) -> Addition | None:
    """The sentence of the greatest utility after ``chosen``; none where all are chosen."""
    left = [item for item in items[:CANDIDATES_FURTHER] if not _told(item, chosen)]
    if not left:
        return None
    before = Before(chosen, asked, snapshot)
    seen = [before.features(item) for item in left]
    utilities = [addition.score(features) for features in seen]
    best = max(range(len(left)), key=utilities.__getitem__)
    return Addition(left[best], further_features(utilities, best, seen[best], chosen, asked))


def _with_list(chosen: Sequence[Item], items: Sequence[Item], snapshot: Snapshot) -> list[Item]:
    """``chosen``, with the whole list behind the first that is of one or announces one."""
    for place, item in enumerate(chosen[:_LIST_AMONG], start=1):
        if item.score < _LIST_SHARE * chosen[0].score:
            continue
        if members := members_of(item, items, snapshot):
            before, behind = list(chosen[:place]), chosen[place:]
            before += [member for member in members if not _told(member, before)]
            before += [other for other in behind if not _told(other, before)]
            return before[:_MOST_LISTED]
    return list(chosen)


def _without_echoes(chosen: Sequence[Item], snapshot: Snapshot) -> tuple[Item, ...]:
    """``chosen`` less the headings whose every character and word the other sentences say."""

    def said(item: Item) -> set[str]:
        text = snapshot.documents[item.document_id].text[item.start : item.end]
        return {term for term in terms(text) if len(term) == 1 or term.isascii()}

    kept = list(chosen)
    for item in [item for item in chosen if item.head]:
        others = [said(other) for other in kept if other is not item]
        if others and said(item) <= set().union(*others):
            kept.remove(item)
    return tuple(kept)


def _told(item: Item, chosen: Sequence[Item]) -> bool:
    return any((item.document_id, item.start) == (c.document_id, c.start) for c in chosen)
