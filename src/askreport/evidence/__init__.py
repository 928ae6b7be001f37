"""Question and passages to evidence: the sentences that answer, or why none does.

Each sentence of the passages gets a probability of being evidence from a logistic model of a dozen
readable features (`FEATURES`): what the vectors say of it and of its passage, which of the
question's words and names stand in it or its headings, whether it holds a value of the kind asked
for. The best sentences are taken, few for one fact, more for a list. A second, smaller model
says how probable it is that the document answers at all: the answer's confidence.

When to decline is plain so far: the answer model says that the question is about something else;
or a year or version of the question stands in none of the passages; or a name that it binds to
stands nowhere in the corpus. It catches what is off the subject, not the near miss: that needs the
question's constraints checked against the very sentence, which is not built yet.

The weights are data (``evidence_weights.json``), fitted on the dev cases by
``evals/fit_evidence.py`` (ridge-penalised logistic regression, Newton steps); ``evals/LOG.md`` has
what was tried.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askreport.lexical import terms
from askreport.question import Sought, content_of, holds_value, read_question
from askreport.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.records import AbstentionReason, Chunk, Document, Sentence
    from askreport.retrieval import Found, Retrieval
    from askreport.store.snapshot import Snapshot

FEATURES: Final = (
    "sentence_cosine",
    "passage_cosine",
    "passage_rank",
    "best_of_passage",
    "coverage",
    "coverage_with_heading",
    "coverage_with_neighbours",
    "bindings",
    "holds_value",
    "lacks_value",
    "length",
    "row",
    "head",
    "cosine_order",
    "coverage_order",
)
"""What the sentence model sees; all but the last two are of one sentence, see `_features`."""

ANSWER_FEATURES: Final = ("near", "unknown", "english")
"""What the answer model sees; see `_answer_features`."""

_DECLINED: Final = 0.2
"""Confidence at most, when a rule declines."""
_MOST_SINGLE: Final = 3
_MOST_MANY: Final = 8
_MOST_OWED: Final = 2
_PART_MARGIN: Final = 0.01
"""How much nearer a sentence must be to a part of the question than all that are chosen."""
_HEAD: Final = FEATURES.index("head")
_LACKS_VALUE: Final = FEATURES.index("lacks_value")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence as evidence: its place, its probability, and its row in the snapshot."""

    row: int
    document_id: str
    start: int
    end: int
    score: float
    features: tuple[float, ...]
    block: int
    parts: tuple[float, ...] = ()
    """Cosine with each part of a question of several parts."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What would answer, best first, and whether it does.

    ``reason`` is ``None`` when ``chosen`` answers, and ``nearest`` is empty then; otherwise
    ``chosen`` is empty and ``nearest`` has what came closest. ``confidence`` is the answer
    model's probability.
    """

    sought: Sought
    chosen: tuple[Item, ...]
    nearest: tuple[Item, ...]
    confidence: float
    reason: AbstentionReason | None
    missing: tuple[str, ...] = ()
    """What the question binds to and the documents do not have: years, versions, names."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: ``bias + Σ weights[i] · features[i]``."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        """Probability (0..1) for one example."""
        total = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Model:
    """Both models and the operating points; read from ``evidence_weights.json``."""

    sentence: Weights
    answer: Weights
    decline_below: float
    """Confidence under which the assistant does not answer."""
    keep_share: float
    """A further sentence is kept while its odds are at least this share of the best one's."""


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model shipped with the package."""
    raw = json.loads((Path(__file__).parent / "evidence_weights.json").read_text("utf-8"))

    def weights(name: str, features: tuple[str, ...]) -> Weights:
        table = raw[name]
        return Weights(table["bias"], tuple(table["weights"][f] for f in features))

    return Model(
        weights("sentence", FEATURES),
        weights("answer", ANSWER_FEATURES),
        raw["decline_below"],
        raw["keep_share"],
    )


def gather(
    retrieval: Retrieval, snapshot: Snapshot, question: str, model: Model | None = None
) -> Evidence:
    """The evidence for ``question`` in what ``retrieval`` found.

    ``question`` is what the user typed last; ``retrieval.question`` is the standalone one.
    """
    model = model or load_model()
    sought = read_question(retrieval.question, last=question)
    items = score_sentences(retrieval, snapshot, sought, model)
    if not items:
        return Evidence(sought, (), (), 0.0, "out_of_scope")
    confidence = model.answer.probability(_answer_features(retrieval, snapshot, sought))
    missing = _missing(retrieval, snapshot, sought)
    reason: AbstentionReason | None = None
    if missing:
        reason = "not_stated"
    elif confidence < model.decline_below:
        reason = "out_of_scope"
    if reason is not None:
        return Evidence(sought, (), tuple(items[:2]), min(confidence, _DECLINED), reason, missing)
    return Evidence(sought, _choose(items, sought, model, snapshot), (), confidence, None)


def _missing(retrieval: Retrieval, snapshot: Snapshot, sought: Sought) -> tuple[str, ...]:
    """Years and versions that no passage has, and names that the corpus does not have at all.

    Names bind in Chinese questions only: an English one may write a Chinese name in Latin letters.
    """
    words: set[str] = set()
    for found in retrieval.found:
        chunk = snapshot.chunks[found.row]
        text = snapshot.documents[chunk.document_id].text
        words.update(terms(text[chunk.start : chunk.end]))
        words.update(t for heading in chunk.trail for t in terms(heading))
    known = snapshot.lexical.vocabulary
    names = [
        name
        for name in sought.names
        if sought.language == "zh"
        and not any(term in known for term in terms(name) if not term.isdigit())
    ]
    return (*names, *(v for v in (*sought.years, *sought.versions) if v not in words))


def score_sentences(
    retrieval: Retrieval, snapshot: Snapshot, sought: Sought, model: Model
) -> list[Item]:
    """Every sentence of the passages with its probability, best first."""
    weights = question_terms(retrieval.question, snapshot)
    drafts: list[tuple[int, Sentence, str, tuple[float, ...], tuple[float, ...]]] = []
    for rank, found in enumerate(retrieval.found):
        chunk = snapshot.chunks[found.row]
        document = snapshot.documents[chunk.document_id]
        for index, sentence in enumerate((*chunk.sentences, *chunk.heads)):
            features = _features(found, rank, index, chunk, document, sought, weights)
            parts = found.part_scores[index] if found.part_scores else ()
            drafts.append((found.row, sentence, document.id, parts, features))
    by_cosine = _places([features[0] for *_, features in drafts])
    by_coverage = _places([features[5] for *_, features in drafts])
    items = []
    for place, (row, sentence, name, parts, features) in enumerate(drafts):
        complete = (*features, by_cosine[place], by_coverage[place])
        score = model.sentence.probability(complete)
        items.append(
            Item(row, name, sentence.start, sentence.end, score, complete, sentence.block, parts)
        )
    return sorted(items, key=lambda item: -item.score)


def _places(values: Sequence[float]) -> list[float]:
    """``1 / place`` of each value among all, the greatest having place 1."""
    order = sorted(range(len(values)), key=lambda i: -values[i])
    places = [0.0] * len(values)
    for place, i in enumerate(order, start=1):
        places[i] = 1.0 / place
    return places


def question_terms(question: str, snapshot: Snapshot) -> dict[str, float]:
    """The question's terms with their idf, the words of asking left out."""
    bare = dict.fromkeys(terms(content_of(question)))
    return {term: snapshot.lexical.rarity(term) for term in bare}


def _features(
    found: Found,
    rank: int,
    index: int,
    chunk: Chunk,
    document: Document,
    sought: Sought,
    weights: dict[str, float],
) -> tuple[float, ...]:
    """The first features of sentence (or, behind the sentences, head) ``index`` of a chunk."""
    sentence = (*chunk.sentences, *chunk.heads)[index]
    text = document.text[sentence.start : sentence.end]
    own = set(terms(text))
    headed = own | {t for heading in chunk.trail for t in terms(heading)}
    near = headed | {
        t
        for s in chunk.sentences[max(0, index - 1) : index + 2]
        for t in terms(document.text[s.start : s.end])
    }
    value = holds_value(text, sought.kind)
    cosine = found.sentence_scores[index]
    return (
        20 * (cosine - 0.85),
        20 * (found.dense_score - 0.85),
        1.0 / (1 + rank),
        float(cosine >= max(found.sentence_scores)),
        coverage(own, weights),
        coverage(headed, weights),
        coverage(near, weights),
        _share((*sought.names, *sought.versions, *sought.quoted), headed),
        float(value is True),
        float(value is False),
        min(1.0, (sentence.end - sentence.start) / 120),
        float(chunk.row is not None),
        float(index >= len(chunk.sentences)),
    )


def coverage(words: set[str], question_terms: dict[str, float]) -> float:
    """Share (0..1) of the question's weighted terms that stand among ``words``."""
    total = sum(question_terms.values())
    if not total:
        return 0.0
    return sum(weight for term, weight in question_terms.items() if term in words) / total


def _share(wanted: Sequence[str], words: set[str]) -> float:
    """Share of ``wanted`` that stand among ``words``; 1 when nothing is wanted."""
    if not wanted:
        return 1.0
    return sum(all(t in words for t in terms(name)) for name in wanted) / len(wanted)


def _answer_features(retrieval: Retrieval, snapshot: Snapshot, sought: Sought) -> tuple[float, ...]:
    """Features of the answer model, in the order of `ANSWER_FEATURES`.

    ``near`` is the best cosine of any sentence, ``unknown`` the share of the question's weighted
    terms that stand nowhere in the corpus. Neither tells much alone: questions in other words than
    the text's have unknown terms too, and cosines of English questions are lower throughout.
    """
    near = max(cosine for found in retrieval.found for cosine in found.sentence_scores)
    wanted = question_terms(retrieval.question, snapshot)
    unknown = sum(w for term, w in wanted.items() if not snapshot.lexical.frequency(term))
    return (
        50 * (near - 0.88),
        unknown / max(1e-9, sum(wanted.values())),
        float(sought.language == "en"),
    )


def _choose(
    items: Sequence[Item], sought: Sought, model: Model, snapshot: Snapshot
) -> tuple[Item, ...]:
    """As many of the best as the question needs, best first, none twice."""
    most = _MOST_MANY if sought.many else _MOST_SINGLE
    best = items[0]
    floor = model.keep_share * _odds(best.score)
    chosen = _siblings(best, items, snapshot) if sought.many else [best]
    for item in items[1:]:
        if len(chosen) >= most or _odds(item.score) < floor:
            break
        if not _told(item, chosen):
            chosen.append(item)
    return _without_echoes(chosen + _owed(items, chosen, sought, snapshot), snapshot)


def _without_echoes(chosen: Sequence[Item], snapshot: Snapshot) -> tuple[Item, ...]:
    """``chosen`` less the headings whose every character and word the other sentences say."""

    def said(item: Item) -> set[str]:
        text = snapshot.documents[item.document_id].text[item.start : item.end]
        return {term for term in terms(text) if len(term) == 1 or term.isascii()}

    kept = list(chosen)
    for item in [item for item in chosen if item.features[_HEAD] == 1.0]:
        others = [said(other) for other in kept if other is not item]
        if others and said(item) <= set().union(*others):
            kept.remove(item)
    return tuple(kept)


def _told(item: Item, chosen: Sequence[Item]) -> bool:
    return any((item.document_id, item.start) == (c.document_id, c.start) for c in chosen)


def _owed(
    items: Sequence[Item], chosen: Sequence[Item], sought: Sought, snapshot: Snapshot
) -> list[Item]:
    """What the chosen sentences leave out: a thing that is asked about, a part, the value.

    Each name of the question that no chosen sentence is about brings its best sentence; so does
    each part of a question of several parts to which another sentence is clearly nearer; and where
    a date, a sum or the like is asked for and none holds one, the best that does comes.
    """
    words = {item: _words_of(item, snapshot) for item in items}
    owed: list[Item] = []

    def valued(item: Item) -> bool:
        return item.features[_LACKS_VALUE] == 0.0

    for name in sought.names:
        wanted = set(terms(name))
        if any(wanted <= words[item] for item in (*chosen, *owed)):
            continue
        about = [item for item in items if wanted <= words[item]]
        if about:
            owed.append(next(filter(valued, about), about[0]))
    for part in range(len(items[0].parts)):
        nearest = max(items, key=lambda item: item.parts[part])
        have = max(item.parts[part] for item in (*chosen, *owed))
        if nearest.parts[part] > have + _PART_MARGIN:
            owed.append(nearest)
    if not any(map(valued, (*chosen, *owed))):
        owed += [item for item in items if valued(item)][:1]
    return owed[:_MOST_OWED]


def _words_of(item: Item, snapshot: Snapshot) -> set[str]:
    """The terms of the sentence and of the headings that it stands under."""
    chunk = snapshot.chunks[item.row]
    text = snapshot.documents[item.document_id].text[item.start : item.end]
    return set(terms(text)) | {t for heading in chunk.trail for t in terms(heading)}


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
