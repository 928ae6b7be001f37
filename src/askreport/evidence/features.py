"""What the sentence model sees of a sentence: readable features, each about 0 to 1 in size.

What the vectors say of it and of its passage, which of the question's words and names stand in it,
its headings or its neighbours, whether it holds a value of the kind asked for, what it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from askreport.evidence.items import Item
from askreport.evidence.told import beside
from askreport.lexical import terms
from askreport.naming.glosses import glosses
from askreport.naming.tokens import stem
from askreport.question import content_of
from askreport.reading.language import language_of
from askreport.records import BlockKind
from askreport.values import STRICT, holds_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from askreport.question import Sought
    from askreport.retrieval import Found, Retrieval
    from askreport.store.snapshot import Snapshot

FEATURES: Final = (
    "sentence_cosine",
    "passage_cosine",
    "passage_rank",
    "best_of_passage",
    "neighbour_cosine",
    "clause_cosine",
    "coverage",
    "coverage_with_heading",
    "coverage_with_neighbours",
    "pair_coverage",
    "bindings",
    "years",
    "counted",
    "holds_value",
    "lacks_value",
    "holds_soft_value",
    "enumerates",
    "length",
    "short",
    "row",
    "head",
    "list_item",
    "told",
    "beside_told",
    "cosine_order",
    "coverage_order",
    "clause_order",
)
"""What the sentence model sees; the orders are among all the sentences found."""

_ELSEWHERE: Final = 3.0
"""Weight of an English word that the documents do not have; idf of one in every twentieth text."""

RANK: Final = FEATURES.index("passage_rank")
COSINE: Final = FEATURES.index("sentence_cosine")
_HEADED: Final = FEATURES.index("coverage_with_heading")


def score_sentences(
    retrieval: Retrieval,
    snapshot: Snapshot,
    sought: Sought,
    probability: Callable[[Sequence[float]], float],
) -> list[Item]:
    """Every sentence of the passages with its ``probability`` (0..1), best first."""
    wanted = _Wanted(question_terms(retrieval.question, snapshot), sought)
    drafts: list[tuple[Item, tuple[float, ...]]] = []
    for rank, found in enumerate(retrieval.found):
        told = retrieval.told.get(found.row, 0.0), beside(retrieval.told, found.row)
        drafts += _of_chunk(found, rank, snapshot, wanted, retrieval.question, told)
    orders = (
        _places([features[COSINE] for _, features in drafts]),
        _places([features[_HEADED] for _, features in drafts]),
        _clause_places(drafts),
    )
    items = []
    for (item, features), *places in zip(drafts, *orders, strict=True):
        complete = (*features, *places)
        items.append(item.scored(probability(complete), complete))
    return sorted(items, key=lambda item: -item.score)


def question_terms(question: str, snapshot: Snapshot) -> dict[str, float]:
    """The question's terms with their idf, the words of asking left out.

    An English word that nowhere stands weighs as a common one: its Chinese one may stand anywhere.
    """
    bare = dict.fromkeys(terms(content_of(question)))
    if language_of(question) != "en":
        return {term: snapshot.lexical.rarity(term) for term in bare}
    known = snapshot.lexical.frequency
    return {t: snapshot.lexical.rarity(t) if known(t) else _ELSEWHERE for t in bare}


def words_of(text: str, wanted: Iterable[str], language: str) -> frozenset[str]:
    """The terms of ``text``; of those ``wanted`` by an English question also what it speaks of."""
    said = _words(text)
    if language != "en":
        return said
    meant = glosses(text)
    return said | {term for term in wanted if stem(term) in meant}


def coverage(words: frozenset[str] | set[str], question_terms: dict[str, float]) -> float:
    """Share (0..1) of the question's weighted terms that stand among ``words``."""
    total = sum(question_terms.values())
    if not total:
        return 0.0
    return sum(weight for term, weight in question_terms.items() if term in words) / total


class _Wanted:
    """What the question wants to be said, ready to be looked for in some 150 sentences.

    Of the question's terms each has a bit: which of them stand in some words is found once, and
    what those of a sentence, its headings and its neighbours say together is put together.
    """

    def __init__(self, weights: dict[str, float], sought: Sought) -> None:
        self.sought = sought
        self.weights = weights
        self.names = _each(*sought.names, *sought.versions, *sought.quoted)
        self.years = _each(*sought.years)
        self.counted = _each(*sought.counted)
        self._bits = [(1 << place, term) for place, term in enumerate(weights)]
        self._pairs = sum(bit for bit, term in self._bits if len(term) > 1)
        self._total = sum(weights.values())
        self._total_of_pairs = sum(w for term, w in weights.items() if len(term) > 1)
        self._shares: dict[int, float] = {}
        self._shares_of_pairs: dict[int, float] = {}

    def met(self, words: frozenset[str]) -> int:
        """The bits of the terms that stand among ``words``."""
        return sum([bit for bit, term in self._bits if term in words])

    def coverage(self, met: int) -> float:
        """Share (0..1) of the weighted terms that those ``met`` are."""
        found = self._shares.get(met)
        if found is None:
            found = self._shares[met] = self._sum(met) / self._total if self._total else 0.0
        return found

    def pair_coverage(self, met: int) -> float:
        """The same among the terms of two characters and more."""
        met &= self._pairs
        found = self._shares_of_pairs.get(met)
        if found is None:
            total = self._total_of_pairs
            found = self._shares_of_pairs[met] = self._sum(met) / total if total else 0.0
        return found

    def _sum(self, met: int) -> float:
        return sum([self.weights[term] for bit, term in self._bits if met & bit])


def _of_chunk(
    found: Found,
    rank: int,
    snapshot: Snapshot,
    wanted: _Wanted,
    asked: str,
    told: tuple[float, float],
) -> list[tuple[Item, tuple[float, ...]]]:
    """The sentences, then the heads, of one chunk; each with its features less the orders."""
    chunk = snapshot.chunks[found.row]
    document = snapshot.documents[chunk.document_id]
    sought = wanted.sought
    units = (*chunk.sentences, *chunk.heads)
    texts = [document.text[unit.start : unit.end] for unit in units]
    words = [words_of(text, wanted.weights, sought.language) for text in texts]
    trail = words_of("\n".join(chunk.trail), wanted.weights, sought.language)
    met = [wanted.met(one) for one in words]
    met_above = wanted.met(trail)
    cosines = found.sentence_scores
    best = max(cosines)
    last = len(chunk.sentences) - 1
    items: list[tuple[Item, tuple[float, ...]]] = []
    for index, (sentence, text) in enumerate(zip(units, texts, strict=True)):
        head = index > last
        neighbours = [] if head else [i for i in (index - 1, index + 1) if 0 <= i <= last]
        beside = tuple([words[i] for i in neighbours])
        met_headed = met_near = met[index] | met_above
        for i in neighbours:
            met_near |= met[i]
        value = holds_value(text, sought.kind, asked)
        cosine = cosines[index]
        clauses = found.clause_scores[index] if found.clause_scores else ()
        features = (
            20 * (cosine - 0.85),
            20 * (found.dense_score - 0.85),
            1.0 / (1 + rank),
            float(cosine >= best),
            20 * (max([cosines[i] for i in neighbours], default=cosine) - 0.85),
            20 * (max(clauses, default=cosine) - 0.85),
            wanted.coverage(met[index]),
            wanted.coverage(met_headed),
            wanted.coverage(met_near),
            wanted.pair_coverage(met_headed),
            _share(wanted.names, words[index], trail),
            _share(wanted.years, words[index], trail, *beside),
            _share(wanted.counted, words[index]) if sought.counted else 0.5,
            float(value is True and sought.kind in STRICT),
            float(value is False and sought.kind in STRICT),
            float(value is True and sought.kind not in STRICT),
            float(sought.many and text.count("、") + text.count("，") >= 2),
            min(1.0, len(text) / 120),
            float(len(text) < 12),
            float(chunk.row is not None),
            float(head),
            float(document.blocks[sentence.block].kind is BlockKind.LIST_ITEM),
            *told,
        )
        item = Item(
            row=found.row,
            document_id=document.id,
            start=sentence.start,
            end=sentence.end,
            score=0.0,
            features=(),
            block=sentence.block,
            words=words[index],
            above=trail,
            beside=beside,
            clauses=clauses,
            value=value,
            head=head,
        )
        items.append((item, features))
    return items


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    """The terms of a sentence, kept: the same ones are found for many questions."""
    return frozenset(terms(text))


def _places(values: Sequence[float]) -> list[float]:
    """``1 / place`` of each value among all, the greatest having place 1."""
    order = sorted(range(len(values)), key=lambda i: -values[i])
    places = [0.0] * len(values)
    for place, i in enumerate(order, start=1):
        places[i] = 1.0 / place
    return places


def _clause_places(drafts: Sequence[tuple[Item, tuple[float, ...]]]) -> list[float]:
    """For each item the best of its places by the question's clauses; by the whole without."""
    count = len(drafts[0][0].clauses) if drafts else 0
    if not count:
        return _places([features[COSINE] for _, features in drafts])
    by_clause = [_places([item.clauses[one] for item, _ in drafts]) for one in range(count)]
    return [max(places) for places in zip(*by_clause, strict=True)]


def _each(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(terms(name)) for name in names)


def _share(wanted: Sequence[frozenset[str]], *words: frozenset[str]) -> float:
    """Share of ``wanted`` whose every term stands among ``words``; 1 when nothing is wanted."""
    if not wanted:
        return 1.0
    said = frozenset().union(*words)
    return sum(one <= said for one in wanted) / len(wanted)
