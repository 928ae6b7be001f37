"""What a further sentence would add to those already chosen, as numbers.

Sentences are chosen one after the other: the next one is that with the greatest utility given those
before it (greedy conditional selection, in the manner of maximal marginal relevance, Carbonell and
Goldstein 1998, with the trade learnt), and it is taken while it is likely enough to bring a fact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from operator import sub
from typing import TYPE_CHECKING, Final

from askreport.evidence.features import question_terms
from askreport.lexical import terms
from askreport.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.evidence.items import Item
    from askreport.question import Sought
    from askreport.store.snapshot import Snapshot

ADDITION_FEATURES: Final = (
    "log_odds",
    "log_odds_of_many",
    "same_passage",
    "same_page",
    "same_block",
    "follows",
    "precedes",
    "follows_of_many",
    "same_list_of_many",
    "repeats",
    "new_coverage",
    "new_clause",
    "new_name",
    "new_value",
    "stranger",
    "row",
    "head",
)
"""What the addition model sees of a sentence, beside those chosen."""
FURTHER_FEATURES: Final = (
    "utility",
    "share",
    "best_log_odds",
    "behind",
    "one_chosen",
    "two_chosen",
    "four_chosen",
    "claused",
    "parted",
    "many",
    "claused_chosen",
    "parted_chosen",
    "many_chosen",
    "new_clause",
    "new_coverage",
    "follows",
)
"""What the model sees that says whether the next sentence brings a fact."""

CANDIDATES_FURTHER: Final = 30
"""Sentences that may be added. Of dev's required facts .97 stand in the first 40 and .96 in 20."""
_GAP: Final = 6
"""Characters, at most, between two sentences that follow each other."""
_LIST: Final = 12
"""Blocks, at most, between two members of one list."""
_FOUR: Final = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What the choice goes by: the question's terms with their idf, what is sought, of how many."""

    weights: dict[str, float]
    sought: Sought
    sort: str
    """``single``, ``claused``, ``parted`` or ``many``."""

    @classmethod
    def of(cls, question: str, items: Sequence[Item], sought: Sought, snapshot: Snapshot) -> Asked:
        """What ``question`` asks, for the choice among ``items``."""
        sort = "many" if sought.many else "parted" if sought.parted else "single"
        if sort == "single" and items[0].clauses:
            sort = "claused"
        return cls(question_terms(question, snapshot), sought, sort)


class Before:
    """What was chosen so far, best first, ready to be compared with some thirty sentences."""

    def __init__(self, chosen: Sequence[Item], asked: Asked, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._chosen = chosen
        self._many = asked.sort == "many"
        self._rows = {one.row for one in chosen}
        self._pages = {(one.document_id, snapshot.chunks[one.row].page) for one in chosen}
        self._blocks = {(one.document_id, one.block) for one in chosen}
        self._listed = [
            one
            for one in chosen
            if snapshot.documents[one.document_id].blocks[one.block].kind is BlockKind.LIST_ITEM
        ]
        self._pairs = [_pairs(one.words) for one in chosen]
        self._total = sum(asked.weights.values())
        headed = [one.headed for one in chosen]
        self._untold = [
            (term, weight)
            for term, weight in asked.weights.items()
            if not any(term in said for said in headed)
        ]
        self._nearest = [
            max(cosines) for cosines in zip(*(one.clauses for one in chosen), strict=False)
        ]
        names = [_terms(name) for name in asked.sought.names]
        self._unnamed = [name for name in names if not any(name <= said for said in headed)]
        self._names = names
        best = chosen[0].near
        self._best_is_of_names = any(name <= best for name in names)

    def features(self, item: Item) -> tuple[float, ...]:
        """`ADDITION_FEATURES` of ``item`` after what was chosen."""
        odds = log_odds(item.score)
        beside = [one for one in self._chosen if one.document_id == item.document_id]
        follows = any(0 <= item.start - one.end <= _GAP for one in beside)
        pairs = _pairs(item.words)
        chunk = self._snapshot.chunks[item.row]
        headed = item.headed
        return (
            odds,
            self._many * odds,
            float(item.row in self._rows),
            float((item.document_id, chunk.page) in self._pages),
            float((item.document_id, item.block) in self._blocks),
            float(follows),
            float(any(0 <= one.start - item.end <= _GAP for one in beside)),
            float(self._many and follows),
            float(self._many and self._is_listed(item)),
            max(len(pairs & other) / max(1, min(len(pairs), len(other))) for other in self._pairs),
            self._new_coverage(headed),
            self._new_clause(item),
            float(any(name <= headed for name in self._unnamed)),
            float(item.value is True and not any(one.value is True for one in self._chosen)),
            float(self._is_strange(item)),
            float(chunk.row is not None),
            float(item.head),
        )

    def _is_listed(self, item: Item) -> bool:
        """Whether it is of the list that one of the chosen is of."""
        blocks = self._snapshot.documents[item.document_id].blocks
        return blocks[item.block].kind is BlockKind.LIST_ITEM and any(
            one.document_id == item.document_id and abs(one.block - item.block) <= _LIST
            for one in self._listed
        )

    def _new_coverage(self, headed: frozenset[str]) -> float:
        """The share of the question's weighted terms that it is about and none of the chosen is."""
        if not self._total:
            return 0.0
        return sum([w for term, w in self._untold if term in headed]) / self._total

    def _new_clause(self, item: Item) -> float:
        """How much nearer it is to some clause of the question than all that are chosen."""
        nearer = map(sub, item.clauses, self._nearest)
        return 20 * max(0.0, max(nearer, default=0.0))

    def _is_strange(self, item: Item) -> bool:
        """Whether the best is about a name of the question and ``item``, of another passage, is
        not."""
        if item.row == self._chosen[0].row or not self._best_is_of_names:
            return False
        near = item.near
        return not any(name <= near for name in self._names)


def further_features(
    utilities: Sequence[float],
    best: int,
    added: Sequence[float],
    chosen: Sequence[Item],
    asked: Asked,
) -> tuple[float, ...]:
    """`FURTHER_FEATURES` of taking the ``best`` by ``utilities``, whose features are ``added``."""
    top = utilities[best]
    number = len(chosen)
    first = log_odds(chosen[0].score)
    seen = dict(zip(ADDITION_FEATURES, added, strict=True))
    sorts = [float(asked.sort == sort) for sort in ("claused", "parted", "many")]
    return (
        top,
        -math.log(sum(math.exp(max(-30.0, one - top)) for one in utilities)),
        first,
        seen["log_odds"] - first,
        float(number == 1),
        float(number == 2),
        float(number >= _FOUR),
        *sorts,
        *(number * sort for sort in sorts),
        seen["new_clause"],
        seen["new_coverage"],
        seen["follows"],
    )


def log_odds(probability: float) -> float:
    """The logarithm of the odds, within ±14."""
    probability = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(probability / (1 - probability))


@lru_cache(maxsize=256)
def _terms(name: str) -> frozenset[str]:
    return frozenset(terms(name))


@lru_cache(maxsize=4096)
def _pairs(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) > 1)
