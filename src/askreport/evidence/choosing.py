"""Scored sentences to the few that are quoted: as many as the question needs, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.lexical import terms
from askreport.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.evidence.items import Item
    from askreport.evidence.model import Model
    from askreport.question import Sought
    from askreport.store.snapshot import Snapshot

_MOST_SINGLE: Final = 3
_MOST_CLAUSED: Final = 4
"""For a question of several clauses: each may need its own."""
_MOST_PARTED: Final = 5
"""For a question that asks several things."""
_MOST_MANY: Final = 8
_LIST_SHARE: Final = 0.02
"""Odds against the best one's that one of the first three needs where several things are asked for:
members of a list are seldom as near to the question as the one that names it."""
_FURTHER_SHARE: Final = 0.15
"""Odds against the best one's that a sentence beyond the third needs. Of 24 dev lists none loses a
fact by it, and they have 3.8 sentences instead of 4.5."""
_CLAUSE_MARGIN: Final = 0.01
"""How much nearer a sentence must be to a clause of the question than all that are chosen."""
_OWED_SHARE: Final = 0.01
"""Odds against the best one's that a sentence needs to be a clause's: what is near to a clause and
to nothing else is said of anything."""
_MOST_OWED: Final = 2
_STRANGER_SHARE: Final = 0.1
"""Odds against the best one's that a sentence needs, at least, that is about none of the question's
names where the best one is. On dev it leaves out a twentieth of the sentences and no fact."""


def choose(
    items: Sequence[Item], sought: Sought, model: Model, snapshot: Snapshot
) -> tuple[Item, ...]:
    """As many of the best as the question needs, best first."""
    best = items[0]
    most = _most(best, sought)
    keep = min(_LIST_SHARE, model.keep_share) if sought.many else model.keep_share
    chosen = _siblings(best, items, snapshot) if sought.many else [best]
    for item in items[1:]:
        share = keep if len(chosen) < _MOST_SINGLE else _FURTHER_SHARE
        if len(chosen) >= most or _odds(item.score) < share * _odds(best.score):
            break
        stranger = _stranger(item, best, sought)
        if stranger and _odds(item.score) < _STRANGER_SHARE * _odds(best.score):
            continue
        if not _told(item, chosen):
            chosen.append(item)
    owed = _owed(items, chosen, sought)
    if len(chosen) + len(owed) > most:
        chosen = chosen[: max(1, most - len(owed))]
    chosen += [item for item in owed if not _told(item, chosen)]
    return _without_echoes(chosen, snapshot)


def _most(best: Item, sought: Sought) -> int:
    if sought.many:
        return _MOST_MANY
    if sought.parted:
        return _MOST_PARTED
    return _MOST_CLAUSED if best.clauses else _MOST_SINGLE


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


def _stranger(item: Item, best: Item, sought: Sought) -> bool:
    """Whether ``best`` is about a name of the question and ``item``, of another passage, is not."""
    if item.row == best.row or not sought.names:
        return False
    names = [frozenset(terms(name)) for name in sought.names]
    return any(n <= best.near for n in names) and not any(n <= item.near for n in names)


def _owed(items: Sequence[Item], chosen: Sequence[Item], sought: Sought) -> list[Item]:
    """What the chosen sentences leave out: a thing that is asked about, a clause, the value.

    Each name of the question that no chosen sentence is about brings its best sentence; so does
    each clause of the question to which another sentence is clearly nearer; and where a date, a sum
    or the like is asked for and none holds one, the best that does comes.
    """
    owed: list[Item] = []

    def valued(item: Item) -> bool:
        return item.value is not False

    for name in sought.names:
        wanted = set(terms(name))
        if any(wanted <= item.headed for item in (*chosen, *owed)):
            continue
        about = [item for item in items if wanted <= item.headed]
        if about:
            owed.append(next(filter(valued, about), about[0]))
    likely = [item for item in items if _odds(item.score) >= _OWED_SHARE * _odds(items[0].score)]
    for clause in range(len(items[0].clauses)):
        nearest = max(likely, key=lambda item: item.clauses[clause])
        have = max(item.clauses[clause] for item in (*chosen, *owed))
        if nearest.clauses[clause] > have + _CLAUSE_MARGIN:
            owed.append(nearest)
    if not any(map(valued, (*chosen, *owed))):
        owed += [item for item in items if valued(item)][:1]
    return owed[:_MOST_OWED]


def _siblings(best: Item, items: Sequence[Item], snapshot: Snapshot) -> list[Item]:
    """``best``, and where it is an item of a list on the page, the list's other items too."""
    blocks = snapshot.documents[best.document_id].blocks
    if blocks[best.block].kind is not BlockKind.LIST_ITEM:
        return [best]
    return [best] + [
        item
        for item in items
        if item.row == best.row
        and item.start != best.start
        and blocks[item.block].kind is BlockKind.LIST_ITEM
    ]


def _odds(probability: float) -> float:
    return probability / max(1e-9, 1 - probability)
