"""Fit the evidence models on the dev cases and write ``src/askreport/evidence/weights.json``.

    python -m evals.fit_evidence            fit; report on dev, cross-validated
    python -m evals.fit_evidence --write    and write the weights
    python -m evals.fit_evidence --ablate   each feature left out in turn
    python -m evals.fit_evidence --sentence [--write]
                                            the first sentence model alone, in which no reader has a part

Sentence model: conditional logit (McFadden 1974) over the sentences of each question's passages,
the target spread evenly over those that overlap an evidence quote; ridge-penalised, Newton's
method. Second sentence model: the same over the same sentences, of the first one's log odds and what
the cross-encoder says. Subject model: ridge-penalised logistic regression of "is answerable" over the dev cases
less the near misses; match model: the same over the dev cases less those off the subject, and over
each answerable case once more with its evidence taken out of what was found, which makes a near
miss of the very same question, and over questions on the same pages in pairs of wording: in the
report's own words and in others, with and without an answer, so that words that were copied are no
sign of either (`paired`); answer model: the same over the dev cases alone, of the match model's log
odds and of those of the question's wording, which the taken-out evidence says nothing about.
Injected instructions are told by rule and are in none.
Addition model: conditional logit over what may be added to the sentences chosen so far, along the
choices that the model itself makes; the targets are the sentences of the evidence that hold a fact
still wanting. Further model: logistic regression of whether the next choice brings such a fact.
Everything that is reported is from five folds by case: no case is scored by weights that saw it.
The threshold is the confidence that 5 % of the answerable dev cases fall below, when each is scored
by the folds that did not see it.
"""

# ruff: noqa: E501, TC001 - what it prints is wide, and nothing is gained by importing less here

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence  # noqa: TC003 - a script, annotated
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from evals.reader.passages import of_report

from askreport.assistant import Assistant
from askreport.composing.extractive import whole_sentence
from askreport.conversation import behind_reply
from askreport.evaluation.cases import Case, Evidence, load_cases
from askreport.evaluation.matching import locate, missing_groups, normalised
from askreport.evidence import (
    CANDIDATES,
    CANDIDATES_OF_PART,
    LACKING,
    Item,
    Model,
    load_model,
    pool,
    rerank,
    score_sentences,
    told_in,
)
from askreport.evidence.adding import (
    ADDITION_FEATURES,
    CANDIDATES_FURTHER,
    FURTHER_FEATURES,
    Asked,
    Before,
)
from askreport.evidence.answerability import (
    ANSWER_FEATURES,
    MATCH_FEATURES,
    SUBJECT_FEATURES,
    TALK_FEATURES,
    answer_features,
    match_features,
    subject_features,
    talk_features,
)
from askreport.evidence.binding import unmet
from askreport.evidence.choosing import MOST, choose, next_addition
from askreport.evidence.features import FEATURES
from askreport.evidence.model import Weights
from askreport.evidence.rereading import REREAD_FEATURES, read_together, reread, reread_features
from askreport.injection import gives_instructions
from askreport.parts import clauses_of, parts_of
from askreport.question import Sought, read_question
from askreport.reading.language import language_of
from askreport.records import Turn
from askreport.retrieval import Retrieval
from askreport.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CASES = [ROOT / "evals" / "cases" / "dev.jsonl"]
FOLDS = 5
SENTENCE_RIDGE = 1.0
REREAD_RIDGE = 1.0
ELSEWHERE = ROOT / "tests" / "wellformed_questions.txt"
"""Questions of other domains: every other one is taught to the subject model, the rest are held
back."""
PAIRS_BY = ("r00", "r01", "r02", "r03", "v00", "v14")
"""The writers whose questions teach the match model; what others asked judges the reader."""
SUBJECT_RIDGE = 1.0
MATCH_RIDGE = 0.3
ANSWER_RIDGE = 0.3
TALK_RIDGE = 0.3
ADDITION_RIDGE = 1.0
FURTHER_RIDGE = 1.0
PASSAGES = 8
"""Passages that are kept of those that are read."""
ELSEWHERE_REFUSED = 0.04
"""Share of the answerable follow-ups that the talk model may decline."""
FOREIGN = 0.02
"""Share of them that the subject model alone may decline."""
REFUSED = 0.05
"""Share of answerable dev cases that the threshold declines."""


@dataclass
class Row:
    case: Case
    retrieval: Retrieval
    sought: Sought
    items: list[Item]
    texts: list[str]
    gold: np.ndarray
    fold: int
    parts: list[list[Item]]
    """The sentences found for each part of a question of several."""
    read: dict[tuple[str, int], tuple[float, float | None]]
    """What the cross-encoder says of the sentences that it reads: `Item.read`, `Item.pointed`."""
    read_robbed: dict[tuple[str, int], tuple[float, float | None]]
    """The same where what answers was taken out; see `robbed_of`."""
    facts: dict[tuple[str, int], frozenset[int]]
    """For each sentence, by document and start, the groups of required facts that it holds."""
    prior: float
    """Log odds of the question alone; see `Assistant.prior`."""

    @property
    def features(self) -> np.ndarray:
        return np.array([item.features for item in self.items])

    @property
    def off_subject(self) -> bool:
        return not self.case.answerable and (self.case.note or "").startswith("超出范围")

    def golden(self, place: tuple[str, int]) -> bool:
        """Whether the sentence there is of the evidence."""
        return any(g and place_of(i) == place for i, g in zip(self.items, self.gold, strict=True))

    def wanting(self, chosen: list[Item]) -> frozenset[int]:
        """The groups of required facts that ``chosen`` do not hold."""
        held = frozenset[int]().union(*(self.facts[place_of(item)] for item in chosen))
        return frozenset(range(len(self.case.must))) - held

    @property
    def teaches(self) -> bool:
        return self.case.answerable and bool(self.gold.sum())


@dataclass(frozen=True)
class Ranking:
    """The weights by which sentences are put in order: of the sentence model, and of the second."""

    beta: np.ndarray
    bias: float
    again: Weights


def fit_ranking(rows: list[Row], beta: np.ndarray | None = None) -> Ranking:
    """Both sentence models, fitted on ``rows``; the second on what the first makes of them."""
    beta = fit_choice(rows) if beta is None else beta
    bias = bias_of([(row.features @ beta, row.gold) for row in rows if row.teaches])
    first = [(row, _pooled(row, beta, bias)) for row in rows if row.teaches]
    data = []
    for row, items in first:
        gold = np.array([float(row.golden(place_of(item))) for item in items])
        data.append((np.array(reread_features(items)), gold / gold.sum()))
    found = conditional_logit(data, REREAD_RIDGE)
    of_all = bias_of([(x @ found, target > 0) for x, target in data])
    return Ranking(beta, bias, Weights(of_all, tuple(map(float, found))))


def fit_choice(rows: list[Row], ridge: float = SENTENCE_RIDGE) -> np.ndarray:
    """Weights of the conditional logit over the sentences of each row, (features,)."""
    data = [(row.features, row.gold / row.gold.sum()) for row in rows if row.teaches]
    return conditional_logit(data, ridge)


def conditional_logit(data: list[tuple[np.ndarray, np.ndarray]], ridge: float) -> np.ndarray:
    """Weights, (features,), by which the targets of each (examples, features) are most likely."""
    size = data[0][0].shape[1]
    beta = np.zeros(size)

    def likelihood(weights: np.ndarray) -> float:
        total = -0.5 * ridge * float(weights @ weights)
        for x, target in data:
            score = x @ weights
            total += float(target @ score) - float(np.logaddexp.reduce(score))
        return total

    reached = likelihood(beta)
    for _ in range(100):
        gradient, hessian = -ridge * beta, ridge * np.eye(size)
        for x, target in data:
            score = x @ beta
            p = np.exp(score - score.max())
            p /= p.sum()
            mean = x.T @ p
            gradient += x.T @ (target - p)
            hessian += (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        # A whole step may leap over the summit and never come back: halve it until it climbs.
        while likelihood(beta + step) < reached and np.abs(step).max() > 1e-9:
            step /= 2
        beta = beta + step
        reached = likelihood(beta)
        if np.abs(step).max() < 1e-6:
            break
    return beta


def fit_logistic(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Bias and weights of the penalised likelihood, (1 + features,); the bias is not penalised."""
    design = np.hstack([np.ones((len(x), 1)), x])
    beta = np.zeros(design.shape[1])
    penalty = ridge * np.eye(design.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(80):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (y - p) - penalty @ beta
        hessian = (design * (p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-7:
            break
    return beta


def fit_adding(rows: list[tuple[Row, list[Item]]], assistant: Assistant) -> tuple[Weights, Weights]:
    """The addition model and the further model, for rows with their sentences, best first."""
    rows = [(row, items) for row, items in rows if row.teaches]
    # At first the next one is the next best; then the one that the weights so found choose.
    addition = Weights(0.0, tuple(float(name == "log_odds") for name in ADDITION_FEATURES))
    for _ in range(2):
        data = [one for row, items in rows for one in additions(row, items, addition, assistant)]
        found = conditional_logit(data, ADDITION_RIDGE)
        addition = Weights(0.0, tuple(map(float, found)))
    seen = [one for row, items in rows for one in furthers(row, items, addition, assistant)]
    x, y = np.array([x for x, _ in seen]), np.array([float(y) for _, y in seen])
    further = fit_logistic(x, y, FURTHER_RIDGE)
    return addition, Weights(float(further[0]), tuple(map(float, further[1:])))


def additions(
    row: Row, items: list[Item], addition: Weights, assistant: Assistant
) -> list[tuple[np.ndarray, np.ndarray]]:
    """What may be added at each step, (sentences, features), and the share of each as a target."""
    snapshot = assistant.snapshot
    asked = Asked.of(row.retrieval.question, items, row.sought, snapshot)
    gold = {key for key, held in row.facts.items() if held and row.golden(key)}
    chosen, missed, found = [items[0]], row.wanting([items[0]]), []
    while missed and len(chosen) < max(MOST.values()):
        left = [i for i in items[:CANDIDATES_FURTHER] if place_of(i) not in set(map(place_of, chosen))]  # fmt: skip
        y = np.array([
            float(bool(row.facts[place_of(i)] & missed) and (not gold or place_of(i) in gold))
            for i in left
        ])  # fmt: skip
        if not y.sum():
            break
        before = Before(chosen, asked, snapshot)
        x = np.array([before.features(i) for i in left])
        found.append((x, y / y.sum()))
        chosen.append(left[int(np.argmax(x @ np.array(addition.weights)))])
        missed = row.wanting(chosen)
    return found


def furthers(
    row: Row, items: list[Item], addition: Weights, assistant: Assistant
) -> list[tuple[tuple[float, ...], bool]]:
    """What the further model sees at each step, and whether the step brings a fact."""
    asked = Asked.of(row.retrieval.question, items, row.sought, assistant.snapshot)
    chosen, found = [items[0]], []
    while len(chosen) < max(MOST.values()):
        added = next_addition(items, chosen, asked, addition, assistant.snapshot)
        if added is None:
            break
        found.append((added.further, bool(row.facts[place_of(added.item)] & row.wanting(chosen))))
        chosen.append(added.item)
    return found


def place_of(item: Item) -> tuple[str, int]:
    return item.document_id, item.start


def bias_of(data: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """The bias that makes scores probabilities on the whole, of scores and targets (0 or 1)."""
    scores = np.concatenate([of for of, _ in data])
    target = np.concatenate([hit for _, hit in data])
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        total = (1 / (1 + np.exp(-np.clip(middle + scores, -30, 30)))).sum()
        low, high = (low, middle) if total > target.sum() else (middle, high)
    return (low + high) / 2


def rescored(row: Row, ranking: Ranking) -> list[Item]:
    """The sentences of ``row``, best first, by these weights."""
    return reread(_pooled(row, ranking.beta, ranking.bias), ranking.again.probability)


def _pooled(row: Row, beta: np.ndarray, bias: float) -> list[Item]:
    """The same by the sentence model alone."""
    parts = [_rescored(part, beta, bias) for part in row.parts]
    items = pool(_rescored(row.items, beta, bias), parts)
    told = ((item, row.read.get(place_of(item), (None, None))) for item in items)
    return [item._replace(read=read, pointed=pointed) for item, (read, pointed) in told]


def _rescored(items: list[Item], beta: np.ndarray, bias: float) -> list[Item]:
    scores = 1 / (
        1 + np.exp(-np.clip(bias + np.array([i.features for i in items]) @ beta, -30, 30))
    )
    told = [item.scored(float(s)) for item, s in zip(items, scores, strict=True)]
    return sorted(told, key=lambda item: -item.score)


def kept(row: Row, ranking: Ranking) -> Row:
    """``row`` less the passages that reranking by these weights leaves out."""
    retrieval, items = rerank(row.retrieval, rescored(row, ranking), PASSAGES)
    places = {id(item.features): place for place, item in enumerate(row.items)}
    order = [places[id(item.features)] for item in items]
    return replace(
        row,
        retrieval=retrieval,
        items=[row.items[place] for place in order],
        texts=[row.texts[place] for place in order],
        gold=row.gold[order],
    )


def best_first(rows: list[Row], ranking: Ranking) -> list[tuple[Row, list[Item]]]:
    """The answerable ``rows`` as reranked by these weights, with their sentences in order."""
    left = (kept(row, ranking) for row in rows if row.case.answerable)
    return [(row, rescored(row, ranking)) for row in left]


def paired(assistant: Assistant) -> list[Case]:
    """The questions in pairs of wording as cases; their facts are the sentences that answer."""
    document = next(d for d in assistant.documents.values() if d.pages)
    cases = []
    written = [told for told in of_report() if told["writer"] in PAIRS_BY]
    for number, told in enumerate(written):
        # A near miss has what comes closest, which says whose side it is on.
        quotes = [told["sents"][place] for place in told["a"] or [told["near"]]]
        evidence = [Evidence(document=document.id, quote=quote) for quote in quotes]
        cases.append(
            Case(
                id=f"pair-{number}",
                split="dev",
                kind="paired",
                language=language_of(told["q"]),
                question=told["q"],
                answerable=bool(told["a"]),
                must=(tuple(quotes),) if told["a"] else (),
                evidence=tuple(evidence),
                note=told["kind"],
            )
        )
    return cases


def collect(cases: list[Case], assistant: Assistant) -> list[Row]:
    rows = []
    for case in cases:
        if gives_instructions(case.question):
            continue
        history = [Turn(role=t.role, content=t.content) for t in case.history]
        read = assistant.read(case.question)
        asked = assistant.rewrite(read, history)
        told = assistant.told(read, asked, history)
        found = assistant.find(read, asked, told=told)
        if found.selection is not None:
            continue
        # All that is read, not only what today's weights keep.
        retrieval, *apart = assistant.retriever.search_each(
            (asked, *parts_of(asked)), CANDIDATES, None, clauses_of(asked)
        )
        more = [one.row for part in apart for one in part.found[:CANDIDATES_OF_PART]]
        retrieval = assistant.retriever.with_rows(retrieval, [*more, *told])
        if read != asked:
            retrieval = assistant.retriever.with_typed(retrieval, read)
        retrieval = replace(retrieval, told=told)
        items = score_sentences(retrieval, assistant.snapshot, found.sought, lambda _: 0.5)
        parts = [
            score_sentences(
                part,
                assistant.snapshot,
                read_question(
                    part.question, None, lambda w: assistant.snapshot.lexical.frequency(w) > 0
                ),
                lambda _: 0.5,
            )
            for part in apart
        ]
        gold = np.array([_is_gold(case, item, assistant) for item in items], dtype=float)
        fold = int(hashlib.md5(case.id.encode()).hexdigest(), 16) % FOLDS
        texts = [
            normalised(assistant.documents[i.document_id].text[i.start : i.end]) for i in items
        ]
        facts = {place_of(i): _facts(case, i, assistant) for i in items}
        prior = assistant.prior(asked)
        row = Row(
            case, retrieval, found.sought, items, texts, gold, fold, parts, {}, {}, facts, prior
        )
        row.read = _read(row, assistant)
        row.read_robbed = _read(robbed_of(row), assistant) if row.teaches else {}
        rows.append(row)
    return rows


def _read(row: Row, assistant: Assistant) -> dict[tuple[str, int], tuple[float, float | None]]:
    """What the reader says of those sentences that today's sentence model puts first.

    It was taught nothing of this report, so each case is new to it.
    """
    reader = assistant.reader
    if reader is None or not row.items:
        return {}
    weights = load_model().sentence
    first = _pooled(row, np.array(weights.weights), weights.bias)
    told = read_together(row.retrieval.question, first, reader, assistant.snapshot)
    return {place_of(i): (i.read, i.pointed) for i in told if i.read is not None}


def _facts(case: Case, item: Item, assistant: Assistant) -> frozenset[int]:
    text = said(item, assistant)
    return frozenset(n for n, group in enumerate(case.must) if not missing_groups([group], text))


def said(item: Item, assistant: Assistant) -> str:
    """The whole sentence that ``item`` is quoted as."""
    document = assistant.documents[item.document_id]
    return "".join(document.text[a:b] for a, b in whole_sentence(document, item))


def _is_gold(case: Case, item: Item, assistant: Assistant) -> bool:
    text = assistant.documents[item.document_id].text
    return any(
        min(b, item.end) - max(a, item.start) >= 0.5 * min(b - a, item.end - item.start)
        for evidence in case.evidence
        if evidence.document == item.document_id
        for a, b in locate(evidence.quote, text)
    )


def answered(
    row: Row, items: list[Item], model: Model, assistant: Assistant
) -> tuple[bool, int, int]:
    """Whether the chosen sentences hold every required fact; how many they are; characters."""
    chosen = choose(row.retrieval.question, items, row.sought, model, assistant.snapshot)
    text = "".join(said(item, assistant) + "\n" for item in chosen)
    return not missing_groups(row.case.must, text), len(chosen), len(text)


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    if not len(positive) or not len(negative):
        return float("nan")
    wins = (positive[:, None] > negative[None, :]).mean()
    return float(wins + 0.5 * (positive[:, None] == negative[None, :]).mean())


def cross_validated(
    rows: list[Row],
    pairs: list[Row],
    model: Model,
    assistant: Assistant,
    columns: list[int] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """For each answerable row whether it is answered, statements, characters; each row's scores."""
    answers, scores = [], np.zeros((len(rows), 3))
    keep = np.zeros(len(FEATURES))
    keep[columns if columns is not None else range(len(FEATURES))] = 1
    for fold in range(FOLDS):
        train = [row for row in rows if row.fold != fold]
        thin = [replace(row, items=[i._replace(features=tuple(np.array(i.features) * keep)) for i in row.items]) for row in train]  # fmt: skip
        ranking = fit_ranking(train, fit_choice(thin) * keep)
        others_of_pairs = [pair for pair in pairs if pair.fold != fold]
        answering = fit_answerability(train, others_of_pairs, ranking, assistant)
        talk = fit_talk(train, assistant)
        addition, further = fit_adding(best_first(train, ranking), assistant)
        model = replace(model, addition=addition, further=further)
        for place, row in enumerate(rows):
            if row.fold != fold:
                continue
            left = kept(row, ranking)
            scores[place] = confidence(left, ranking, answering, talk, assistant)
            if row.case.answerable:
                items = rescored(left, ranking)
                answers.append(answered(left, items, model, assistant))
    return np.array(answers, dtype=float), scores


def bounded(rows: list[Row], scores: np.ndarray) -> tuple[float, float, np.ndarray]:
    """The bounds under which a question is about something else, and the confidences with them.

    ``scores``, (rows, 3), are each row's probability of being about the subject, its confidence and
    the probability of going on.
    """
    answerable = np.array([row.case.answerable for row in rows])
    typed = np.array([bool(row.retrieval.typed) for row in rows])
    foreign = float(np.quantile(scores[answerable, 0], FOREIGN))
    elsewhere = float(np.quantile(scores[answerable & typed, 2], ELSEWHERE_REFUSED))
    out = (scores[:, 0] < foreign) | (scores[:, 2] < elsewhere)
    return foreign, elsewhere, scores[:, 1] * np.where(out, LACKING, 1.0)


def seen_of(row: Row, ranking: Ranking, assistant: Assistant) -> tuple[np.ndarray, np.ndarray]:
    items = rescored(row, ranking)
    snapshot = assistant.snapshot
    return (
        np.array(subject_features(row.retrieval, snapshot, row.sought)),
        np.array(match_features(row.retrieval, snapshot, row.sought, items)),
    )


@dataclass(frozen=True)
class Answering:
    """Bias and weights, (1 + features,) each, of the models that tell whether there is an answer."""

    subject: np.ndarray
    match: np.ndarray
    answer: np.ndarray

    def probability(self, said: np.ndarray, prior: float) -> float:
        """That what was found answers: `match_features`, and what the question alone says."""
        matched = float(logistic(self.match, said))
        return float(logistic(self.answer, np.array(answer_features(matched, prior))))


def fit_answerability(
    rows: list[Row], pairs: list[Row], ranking: Ranking, assistant: Assistant
) -> Answering:
    """The models fitted on ``rows``; ``pairs`` teach the match model alone."""
    rows = [kept(row, ranking) for row in rows]
    seen = [seen_of(row, ranking, assistant) for row in rows]
    y = np.array([float(row.case.answerable) for row in rows])
    off = np.array([row.off_subject for row in rows])
    near = (y == 0) & ~off
    elsewhere = subjects_of(others()[::2], assistant)
    subject = fit_logistic(
        np.vstack([np.array([s for s, _ in seen])[~near], elsewhere]),
        np.concatenate([y[~near], np.zeros(len(elsewhere))]),
        SUBJECT_RIDGE,
    )
    robbed = [seen_of(robbed_of(row), ranking, assistant)[1] for row in rows if row.teaches]
    told = [seen_of(kept(pair, ranking), ranking, assistant)[1] for pair in pairs]
    said = np.vstack([np.array([m for _, m in seen])[~off], np.array(robbed), np.array(told)])
    answers = [float(pair.case.answerable) for pair in pairs]
    match = fit_logistic(
        said, np.concatenate([y[~off], np.zeros(len(robbed)), answers]), MATCH_RIDGE
    )
    both = [
        answer_features(float(logistic(match, m)), row.prior)
        for row, (_, m) in zip(rows, seen, strict=True)
    ]
    answer = fit_logistic(np.array(both)[~off], y[~off], ANSWER_RIDGE)
    return Answering(subject, match, answer)


def fit_talk(rows: list[Row], assistant: Assistant) -> np.ndarray:
    """Bias and weights of the talk model: follow-ups against questions of other domains."""
    follow = [talk_features(r.retrieval, assistant.snapshot, r.sought) for r in rows if r.retrieval.typed]  # fmt: skip
    elsewhere = talks_of(others()[::2], assistant)
    x = np.vstack([np.array(follow), elsewhere])
    y = np.concatenate([np.ones(len(follow)), np.zeros(len(elsewhere))])
    return fit_logistic(x, y, TALK_RIDGE)


@lru_cache(maxsize=1)
def others() -> tuple[str, ...]:
    """Questions of other domains."""
    lines = ELSEWHERE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def subjects_of(questions: Sequence[str], assistant: Assistant) -> np.ndarray:
    """What the subject model sees of ``questions``, (questions, features); kept between folds."""
    return np.array([_subject_of(question, assistant) for question in questions])


@lru_cache(maxsize=1)
def talks() -> tuple[tuple[Turn, ...], ...]:
    """The conversations of the dev cases, up to the last reply."""
    return tuple(
        tuple(Turn(role=t.role, content=t.content) for t in case.history)
        for case in load_cases(CASES)
        if case.history
    )


def talks_of(questions: Sequence[str], assistant: Assistant) -> np.ndarray:
    """What the talk model sees of ``questions`` asked behind replies from the documents."""
    return np.array([_talk_of(q, i, assistant) for i, q in enumerate(questions)])


@cache
def _talk_of(question: str, number: int, assistant: Assistant) -> tuple[float, ...]:
    history = talks()[number % len(talks())]
    reply = assistant.read(history[-1].content)
    read = assistant.read(question)
    asked = behind_reply(read, reply)
    found = assistant.find(read, asked, told=told_in(reply, assistant.snapshot.lexical))
    return talk_features(found.retrieval, assistant.snapshot, found.sought)


@cache
def _subject_of(question: str, assistant: Assistant) -> tuple[float, ...]:
    read = assistant.read(question)
    found = assistant.find(read, read)
    return subject_features(found.retrieval, assistant.snapshot, found.sought)


def logistic(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Probabilities of a bias and weights, (1 + features,), for examples."""
    told: np.ndarray = 1 / (1 + np.exp(-(weights[0] + features @ weights[1:])))
    return told


def robbed_of(row: Row) -> Row:
    """``row`` as if the documents did not answer: its evidence and required facts taken out."""
    facts = [normalised(word) for group in row.case.must for word in group]
    kept = [
        place
        for place, (item, gold) in enumerate(zip(row.items, row.gold, strict=True))
        if not gold and not any(fact in row.texts[place] for fact in facts)
    ]
    return replace(
        row,
        items=[row.items[i] for i in kept] or row.items,
        gold=row.gold[kept],
        read=row.read_robbed,
    )


def confidence(
    row: Row,
    ranking: Ranking,
    answering: Answering,
    talk: np.ndarray,
    assistant: Assistant,
) -> tuple[float, float, float]:
    """The probability of being about the subject, the confidence but for bounds, that of going on.

    The last is that a question in a conversation goes on about what was talked about; else 1.
    """
    about, said = seen_of(row, ranking, assistant)
    first = float(logistic(answering.subject, about))
    going = 1.0
    if row.retrieval.typed:
        talked = talk_features(row.retrieval, assistant.snapshot, row.sought)
        going = float(logistic(talk, np.array(talked)))
    items = rescored(row, ranking)
    chosen = choose(row.retrieval.question, items, row.sought, load_model(), assistant.snapshot)
    lacking = unmet(row.retrieval, assistant.snapshot, row.sought, items, chosen)
    sure = first * answering.probability(said, row.prior) * (LACKING if lacking else 1.0)
    return first, sure, going


def report(rows: list[Row], answers: np.ndarray, scores: np.ndarray) -> float:
    """Print what cross-validation says; the threshold (a confidence)."""
    y = np.array([row.case.answerable for row in rows])
    threshold = float(np.quantile(scores[y], REFUSED))
    right, statements, characters = answers.mean(axis=0)
    print(
        f"answered {right:.3f} of {len(answers)}, {statements:.2f} statements, {characters:.0f} ch"
    )
    told = [row.case.kind for fold in range(FOLDS) for row in rows if row.fold == fold and row.case.answerable]  # fmt: skip
    kinds = np.array(told)
    print("  " + ", ".join(f"{k} {answers[kinds == k, 0].mean():.2f}" for k in sorted(set(kinds))))
    print(
        f"AUC {auc(scores[y], scores[~y]):.3f}, declined at 5 %: {(scores[~y] < threshold).mean():.2f}"
    )
    for language in ("zh", "en"):
        of = np.array([row.case.language[:2] == language for row in rows])
        print(f"  {language}: AUC {auc(scores[y & of], scores[~y & of]):.3f}")
    sorts = np.array([(row.case.note or "").split("：")[0][:6] for row in rows])
    for sort in sorted(set(sorts[~y])):
        among = ~y & (sorts == sort)
        print(f"  {sort} ({among.sum()}): AUC {auc(scores[y], scores[among]):.2f}, declined {(scores[among] < threshold).mean():.2f}")  # fmt: skip
    return threshold


def main() -> None:
    assistant = Assistant.open(Settings.load())
    model = load_model()
    rows = collect(load_cases(CASES), assistant)
    if "--sentence" in sys.argv:
        alone = fit_ranking(rows)
        written({"sentence": _table(FEATURES, alone.bias, alone.beta)})
        return
    pairs = collect(paired(assistant), assistant)
    answers, told_apart = cross_validated(rows, pairs, model, assistant)
    foreign, elsewhere, scores = bounded(rows, told_apart)
    threshold = report(rows, answers, scores)
    if "--ablate" in sys.argv:
        for left in range(len(FEATURES)):
            columns = [i for i in range(len(FEATURES)) if i != left]
            without, both = cross_validated(rows, pairs, model, assistant, columns)
            apart = bounded(rows, both)[2]
            y = np.array([row.case.answerable for row in rows])
            print(f"without {FEATURES[left]:26} {without.mean(axis=0)[0]:.3f}  AUC {auc(apart[y], apart[~y]):.3f}")  # fmt: skip
    ranking = fit_ranking(rows)
    answering = fit_answerability(rows, pairs, ranking, assistant)
    subject, match, answer = answering.subject, answering.match, answering.answer
    addition, further = fit_adding(best_first(rows, ranking), assistant)
    about = logistic(subject, subjects_of(others()[1::2], assistant))
    print(f"of other domains, held back: {(about < foreign).mean():.2f} told by the subject alone")
    talk = fit_talk(rows, assistant)
    about = logistic(talk, talks_of(others()[1::2], assistant))
    print(f"the same asked in a conversation: {(about < elsewhere).mean():.2f}")
    told: tuple[tuple[str, tuple[str, ...], float, np.ndarray], ...]
    told = (("sentence", FEATURES, ranking.bias, ranking.beta),)
    told += (("reread", REREAD_FEATURES, ranking.again.bias, np.array(ranking.again.weights)),)
    told += (("subject", SUBJECT_FEATURES, float(subject[0]), subject[1:]),)
    told += (("talk", TALK_FEATURES, float(talk[0]), talk[1:]),)
    told += (("match", MATCH_FEATURES, float(match[0]), match[1:]),)
    told += (("answer", ANSWER_FEATURES, float(answer[0]), answer[1:]),)
    for name, names, fitted in (("addition", ADDITION_FEATURES, addition), ("further", FURTHER_FEATURES, further)):  # fmt: skip
        told += ((name, names, fitted.bias, np.array(fitted.weights)),)
    for name, features, constant, weights in told:
        print(name, {f: round(float(v), 2) for f, v in zip(features, weights, strict=True)}, round(constant, 2))  # fmt: skip
    raw: dict[str, object] = {
        name: _table(features, constant, weights) for name, features, constant, weights in told
    }
    raw |= {"decline_below": round(threshold, 4), "foreign_below": round(foreign, 4)}
    written(raw | {"talk_below": round(elsewhere, 4)})


def written(fitted: dict[str, object]) -> None:
    """Print what of the weights is other than before; with ``--write`` write them."""
    path = ROOT / "src" / "askreport" / "evidence" / "weights.json"
    before = json.loads(path.read_text(encoding="utf-8"))
    print("other:", *(name for name, told in fitted.items() if told != before[name]))
    if "--write" in sys.argv:
        path.write_text(json.dumps(before | fitted, indent=1) + "\n", encoding="utf-8")
        print("written", path.name)


def _table(names: tuple[str, ...], bias: float, weights: np.ndarray) -> dict[str, object]:
    told = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return {"bias": round(bias, 4), "weights": told}


if __name__ == "__main__":
    main()
