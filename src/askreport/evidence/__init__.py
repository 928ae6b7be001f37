"""Question and passages to evidence: the sentences that answer, or why none does.

::

    items          Item: a sentence that may be evidence
    told           the passages that the reply before tells of
    features       what the sentence model sees; every sentence scored
    pooling        the sentences of a question's parts put together
    rereading      the best sentences read together with the question
    reranking      passages in the order of their sentences
    answerability  what the answer model sees
    binding        what of the question the chosen sentences do not meet
    model          the logistic models, read from weights.json
    adding         what a further sentence would add to those chosen
    listing        the lists of a page
    speakers       who says a sentence
    choosing       the few sentences that are quoted
    rows           the rows of a table that was asked

The weights are data, fitted on the dev cases by ``evals/fit_evidence.py`` (ridge-penalised
logistic regression, Newton steps); ``evals/LOG.md`` has what was tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from askreport.evidence.answerability import (
    answer_features,
    contradicted,
    match_features,
    subject_features,
    talk_features,
)
from askreport.evidence.binding import unmet
from askreport.evidence.choosing import choose
from askreport.evidence.features import FEATURES, coverage, question_terms, score_sentences
from askreport.evidence.items import Item
from askreport.evidence.model import Model, Weights, load_model
from askreport.evidence.pooling import pool
from askreport.evidence.reranking import CANDIDATES, CANDIDATES_OF_PART, rerank
from askreport.evidence.rereading import read_together, reread
from askreport.evidence.rows import row_items
from askreport.evidence.told import told_in
from askreport.tables import NEGATIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.cross_encoder import CrossEncoder
    from askreport.question import Sought
    from askreport.records import AbstentionReason
    from askreport.retrieval import Retrieval
    from askreport.store.snapshot import Snapshot
    from askreport.tables import Selection

__all__ = [
    "CANDIDATES",
    "CANDIDATES_OF_PART",
    "FEATURES",
    "Evidence",
    "Item",
    "Model",
    "Weights",
    "coverage",
    "gather",
    "gather_rows",
    "load_model",
    "pool",
    "question_terms",
    "read_passages",
    "read_together",
    "rerank",
    "reread",
    "score_sentences",
    "told_in",
    "withdrawn",
]

LACKING: Final = 0.2
"""What the confidence is multiplied by, when the sentences found lack a year, version, name or
value that is asked for, words were lost where it would be, or it is about something else."""

_ABOUT: Final = 0.5
"""Probability of being about the subject under which an unanswered question is off it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What would answer, best first, and whether it does.

    ``reason`` is ``None`` when ``chosen`` answers, and ``nearest`` is empty then; otherwise
    ``chosen`` is empty and ``nearest`` has what came closest. ``confidence`` is the
    product of the subject's and the answer's probability.
    """

    sought: Sought
    chosen: tuple[Item, ...]
    nearest: tuple[Item, ...]
    confidence: float
    reason: AbstentionReason | None
    missing: tuple[str, ...] = ()
    """What the question binds to and the documents do not have: years, versions, names."""
    selection: Selection | None = None
    """The rows of a table that were asked for; ``chosen`` are these then."""
    contradicted: tuple[str, ...] = ()
    """What the question asserts where the passages on it say something else."""
    lost: bool = False
    """Whether what came closest lost words when its text was extracted."""
    strength: float = 0.0
    """The probability, of what was found alone, that it answers, and 0 where it does not; how often
    such questions are answered is in the confidence only."""


def gather_rows(selection: Selection, snapshot: Snapshot, sought: Sought) -> Evidence:
    """The rows of ``selection`` as evidence; none where the table says nothing of it."""
    items = row_items(selection, snapshot)
    if selection.operation in NEGATIVE or not items:
        confidence = LACKING * (1 - selection.confidence)
        against = selection.operation == "none_listed" and bool(items)
        return Evidence(
            sought,
            (),
            items[:2],
            confidence,
            "false_premise" if against else "not_stated",
            selection=selection,
        )
    return Evidence(sought, items, (), selection.confidence, None, selection=selection)


def withdrawn(evidence: Evidence) -> Evidence:
    """``evidence`` that does not answer after all: what was chosen only came nearest."""
    return replace(
        evidence,
        chosen=(),
        nearest=evidence.chosen[:2],
        confidence=evidence.confidence * LACKING,
        reason="not_stated",
    )


def read_passages(
    retrieval: Retrieval,
    snapshot: Snapshot,
    sought: Sought,
    count: int,
    parts: Sequence[tuple[Retrieval, Sought]] = (),
    reader: CrossEncoder | None = None,
) -> tuple[Retrieval, Sequence[Item]]:
    """The best ``count`` passages by what their sentences say, and these sentences, best first.

    ``parts`` are what was found for each part of a question of several, and ``retrieval`` has their
    passages, too. The ``reader`` reads the best of them with the question.
    """
    model = load_model()
    probability = model.sentence.probability
    items = score_sentences(retrieval, snapshot, sought, probability)
    apart = (score_sentences(one, snapshot, asks, probability) for one, asks in parts)
    items = pool(items, apart)
    if reader is not None and items:
        items = read_together(retrieval.question, items, reader, snapshot)
        items = reread(items, model.reread.probability)
    return rerank(retrieval, items, count)


def gather(
    retrieval: Retrieval,
    snapshot: Snapshot,
    sought: Sought,
    items: Sequence[Item] | None = None,
    model: Model | None = None,
    *,
    prior: float = 0.0,
) -> Evidence:
    """The evidence for what is ``sought`` in what ``retrieval`` found.

    ``items`` are its sentences, scored, where that was done; ``prior`` are the log odds, of the
    question alone, that texts answer it.
    """
    model = model or load_model()
    if items is None:
        items = score_sentences(retrieval, snapshot, sought, model.sentence.probability)
    if not items:
        return Evidence(sought, (), (), 0.0, "out_of_scope")
    subject = model.subject.probability(subject_features(retrieval, snapshot, sought))
    match = model.match.probability(match_features(retrieval, snapshot, sought, items))
    confidence = subject * model.answer.probability(answer_features(match, prior))
    chosen = choose(retrieval.question, items, sought, model, snapshot)
    lacking = unmet(retrieval, snapshot, sought, items, chosen)
    foreign = subject < model.foreign_below or _elsewhere(retrieval, snapshot, sought, model)
    if lacking or foreign:
        confidence *= LACKING
    elif confidence >= model.decline_below:
        return Evidence(sought, chosen, (), confidence, None, strength=subject * match)
    against = contradicted(retrieval.question, snapshot, items)
    reason: AbstentionReason = "not_stated"
    if against and not lacking.lost:
        reason = "false_premise"
    elif not lacking and (foreign or subject < max(match, _ABOUT)):
        reason = "out_of_scope"
    return Evidence(
        sought,
        (),
        tuple(items[:2]),
        confidence,
        reason,
        lacking.missing,
        contradicted=against,
        lost=lacking.lost,
    )


def _elsewhere(retrieval: Retrieval, snapshot: Snapshot, sought: Sought, model: Model) -> bool:
    """Whether what was typed in a conversation goes on about nothing that was talked about."""
    if not retrieval.typed:
        return False
    return model.talk.probability(talk_features(retrieval, snapshot, sought)) < model.talk_below
