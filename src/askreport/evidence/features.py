"""What the sentence model sees of a sentence: readable features, each about 0 to 1 in size.

What the vectors say of it and of its passage, which of the question's words and names stand in it,
its headings or its neighbours, whether it holds a value of the kind asked for, what it is.
"""

from __future__ import annotations

from dataclasses import replace
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
    weights = question_terms(retrieval.question, snapshot)
    drafts: list[Item] = []
    for rank, found in enumerate(retrieval.found):
        told = retrieval.told.get(found.row, 0.0), beside(retrieval.told, found.row)
        drafts += _of_chunk(found, rank, snapshot, sought, weights, retrieval.question, told)
    orders = (
        _places([item.features[COSINE] for item in drafts]),
        _places([item.features[_HEADED] for item in drafts]),
        _clause_places(drafts),
    )
    items = []
    for item, *places in zip(drafts, *orders, strict=True):
        complete = (*item.features, *places)
        items.append(replace(item, features=complete, score=probability(complete)))
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


def _of_chunk(
    found: Found,
    rank: int,
    snapshot: Snapshot,
    sought: Sought,
    weights: dict[str, float],
    asked: str,
    told: tuple[float, float],
) -> list[Item]:
    """The sentences, then the heads, of one chunk; their features less the orders."""
    chunk = snapshot.chunks[found.row]
    document = snapshot.documents[chunk.document_id]
    units = (*chunk.sentences, *chunk.heads)
    words = [words_of(document.text[s.start : s.end], weights, sought.language) for s in units]
    trail = words_of("\n".join(chunk.trail), weights, sought.language)
    pairs = {term: w for term, w in weights.items() if len(term) > 1}
    best = max(found.sentence_scores)
    items = []
    for index, sentence in enumerate(units):
        head = index >= len(chunk.sentences)
        beside = (
            [] if head else [i for i in (index - 1, index + 1) if 0 <= i < len(chunk.sentences)]
        )
        headed = words[index] | trail
        near = headed.union(*(words[i] for i in beside))
        text = document.text[sentence.start : sentence.end]
        value = holds_value(text, sought.kind, asked)
        cosine = found.sentence_scores[index]
        clauses = found.clause_scores[index] if found.clause_scores else ()
        features = (
            20 * (cosine - 0.85),
            20 * (found.dense_score - 0.85),
            1.0 / (1 + rank),
            float(cosine >= best),
            20 * (max((found.sentence_scores[i] for i in beside), default=cosine) - 0.85),
            20 * (max(clauses, default=cosine) - 0.85),
            coverage(words[index], weights),
            coverage(headed, weights),
            coverage(near, weights),
            coverage(headed, pairs),
            _share((*sought.names, *sought.versions, *sought.quoted), headed),
            _share(sought.years, near),
            _share(sought.counted, words[index]) if sought.counted else 0.5,
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
        items.append(
            Item(
                row=found.row,
                document_id=document.id,
                start=sentence.start,
                end=sentence.end,
                score=0.0,
                features=features,
                block=sentence.block,
                words=words[index],
                headed=headed,
                near=near,
                clauses=clauses,
                value=value,
                head=head,
            )
        )
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


def _clause_places(items: Sequence[Item]) -> list[float]:
    """For each item the best of its places by the question's clauses; by the whole without."""
    count = len(items[0].clauses) if items else 0
    if not count:
        return _places([item.features[COSINE] for item in items])
    by_clause = [_places([item.clauses[one] for item in items]) for one in range(count)]
    return [max(places) for places in zip(*by_clause, strict=True)]


def _share(wanted: Sequence[str], words: frozenset[str]) -> float:
    """Share of ``wanted`` whose every term stands among ``words``; 1 when nothing is wanted."""
    if not wanted:
        return 1.0
    return sum(all(t in words for t in terms(name)) for name in wanted) / len(wanted)
