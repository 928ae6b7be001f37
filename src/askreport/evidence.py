"""Question and passages to evidence: the sentences that answer, or why none does.

Each sentence of the passages gets a probability of being evidence from a logistic model of a dozen
readable features (`FEATURES`): what the vectors say of it and of its passage, which of the
question's words and names stand in it or its headings, whether it holds a value of the kind asked
for. The best sentences are taken, few for one fact, more for a list. A second, smaller model says
how probable it is that the document answers at all; below a threshold the assistant abstains.

The weights are data (``evidence_weights.json``), fitted on the dev cases by
``evals/fit_evidence.py`` (ridge-penalised logistic regression, Newton steps); ``evals/LOG.md`` has
what was tried.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askreport.chunking import row_of
from askreport.lexical import fold, terms
from askreport.question import Sought, holds_value, read_question
from askreport.retrieval import idf_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.records import AbstentionReason, Chunk, Document
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
    "names",
    "holds_value",
    "lacks_value",
    "length",
    "row",
)
"""What the sentence model sees, in the order of its weights; see `_features`."""

ANSWER_FEATURES: Final = ("best", "cosine", "names_in_passage", "years_in_passage", "value")
"""What the answer model sees; see `_answer_features`."""

_ASKING: Final = re.compile(
    r"什么时[候间]|啥时候?|为什么|什么|怎么样?|哪[些个里位家种几年款项天]?|多少|几[个家位次种]?|多久|多长时间|谁|吗|呢|吧|啊"
    r"|请问|请|告诉我|帮我|一下|想知道|到底|究竟|是不是|有没有|是否|如何|为何|为啥|啥|咋",
)
_MOST_SINGLE: Final = 3
_MOST_MANY: Final = 8


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What would answer, best first, and whether it does.

    ``reason`` is ``None`` when ``chosen`` answers; otherwise ``chosen`` is empty and ``nearest``
    has what came closest. ``confidence`` is the answer model's probability.
    """

    sought: Sought
    chosen: tuple[Item, ...]
    nearest: tuple[Item, ...]
    confidence: float
    reason: AbstentionReason | None
    missing: tuple[str, ...] = ()
    """Names and years of the question that stand nowhere in the passages."""


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

    ``question`` is what the user typed last (it says what kind of value is asked for);
    ``retrieval.question`` is the standalone one.
    """
    model = model or load_model()
    sought = read_question(retrieval.question)
    asked = read_question(question)
    if asked.kind != "other" and asked.kind != sought.kind:
        sought = Sought(
            sought.language, asked.kind, asked.many, sought.names, sought.years,
            sought.versions, sought.quoted,
        )
    items = score_sentences(retrieval, snapshot, sought, model)
    if not items:
        return Evidence(sought, (), (), 0.0, "out_of_scope")
    features, missing = _answer_features(items, retrieval, snapshot, sought)
    confidence = model.answer.probability(features)
    if confidence < model.decline_below:
        reason: AbstentionReason = "not_stated" if items[0].score > 0.15 else "out_of_scope"
        return Evidence(sought, (), tuple(items[:2]), confidence, reason, missing)
    return Evidence(sought, _choose(items, sought, model), tuple(items[:2]), confidence, None, missing)


def score_sentences(
    retrieval: Retrieval, snapshot: Snapshot, sought: Sought, model: Model
) -> list[Item]:
    """Every sentence of the passages with its probability, best first."""
    weights = question_terms(retrieval.question, snapshot)
    items: list[Item] = []
    for rank, found in enumerate(retrieval.found):
        chunk = snapshot.chunks[found.row]
        document = snapshot.documents[chunk.document_id]
        for index, sentence in enumerate(chunk.sentences):
            features = _features(found, rank, index, chunk, document, sought, weights)
            score = model.sentence.probability(features)
            items.append(
                Item(found.row, document.id, sentence.start, sentence.end, score, features, sentence.block)
            )
    return sorted(items, key=lambda item: -item.score)


def question_terms(question: str, snapshot: Snapshot) -> dict[str, float]:
    """The question's terms with their idf, the words of asking left out."""
    bare = _ASKING.sub(" ", question)
    return {term: snapshot.lexical.rarity(term) for term in dict.fromkeys(terms(bare))}


def _features(
    found: Found,
    rank: int,
    index: int,
    chunk: Chunk,
    document: Document,
    sought: Sought,
    weights: dict[str, float],
) -> tuple[float, ...]:
    sentence = chunk.sentences[index]
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
        idf_coverage(own, weights),
        idf_coverage(headed, weights),
        idf_coverage(near, weights),
        _share(sought.names, headed),
        float(value is True),
        float(value is False),
        min(1.0, (sentence.end - sentence.start) / 120),
        float(chunk.row is not None),
    )


def _share(wanted: Sequence[str], words: set[str]) -> float:
    """Share of ``wanted`` that stand among ``words``; 1 when nothing is wanted."""
    if not wanted:
        return 1.0
    return sum(all(t in words for t in terms(name)) for name in wanted) / len(wanted)


def _answer_features(
    items: Sequence[Item], retrieval: Retrieval, snapshot: Snapshot, sought: Sought
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Features of the answer model, and the names and years that no passage has."""
    words: set[str] = set()
    for found in retrieval.found[:5]:
        chunk = snapshot.chunks[found.row]
        text = snapshot.documents[chunk.document_id].text
        words |= set(terms(text[chunk.start : chunk.end]))
        words |= {t for heading in chunk.trail for t in terms(heading)}
    best = items[0]
    chunk = snapshot.chunks[best.row]
    text = fold(snapshot.documents[chunk.document_id].text[chunk.start : chunk.end])
    missing = tuple(n for n in sought.names if not _share((n,), words)) + tuple(
        y for y in sought.years if y not in words
    )
    value = holds_value(text, sought.kind)
    odds = math.log(best.score / max(1e-6, 1 - best.score) + 1e-6)
    features = (
        odds,
        best.features[0],
        _share(sought.names, words),
        float(all(year in text or year in words for year in sought.years)),
        0.0 if value is False else 1.0,
    )
    return features, missing


def _choose(items: Sequence[Item], sought: Sought, model: Model) -> tuple[Item, ...]:
    """As many of the best as the question needs, best first, none twice."""
    most = _MOST_MANY if sought.many else _MOST_SINGLE
    best = items[0]
    floor = model.keep_share * _odds(best.score)
    chosen = [best]
    for item in items[1:]:
        if len(chosen) >= most or _odds(item.score) < floor:
            break
        chosen.append(item)
    return tuple(chosen)


def _odds(probability: float) -> float:
    return probability / max(1e-9, 1 - probability)


__all__ = [
    "ANSWER_FEATURES", "FEATURES", "Evidence", "Item", "Model", "Weights", "gather", "load_model",
    "question_terms", "row_of", "score_sentences",
]
