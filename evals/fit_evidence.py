"""Fit the evidence models on the dev cases and write ``src/askreport/evidence_weights.json``.

    python evals/fit_evidence.py            fit and report on dev (cross-validated) and test
    python evals/fit_evidence.py --write    and write the weights

Sentence model: every sentence of the first passages of every answerable dev case; positive when it
overlaps an evidence quote. Answer model: every dev case; positive when it is answerable and the
best sentence overlaps its evidence or holds a required fact. Ridge-penalised logistic regression,
Newton's method (Hastie, Tibshirani & Friedman 2009, 4.4.1). The figures on test are printed to be
logged; nothing is chosen by them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from askreport.conversation import standalone
from askreport.embedding import load_embedder
from askreport.evaluation.cases import Case, load_cases
from askreport.evaluation.matching import locate
from askreport.evidence import (
    ANSWER_FEATURES,
    FEATURES,
    Model,
    _answer_features,
    load_model,
    score_sentences,
)
from askreport.question import read_question
from askreport.records import Turn
from askreport.retrieval import Retriever
from askreport.settings import Settings
from askreport.store.snapshot import load_snapshot

ROOT = Path(__file__).resolve().parents[1]
TOP_K = 8


@dataclass
class Logistic:
    bias: float
    weights: np.ndarray

    @classmethod
    def fit(cls, x: np.ndarray, y: np.ndarray, ridge: float, sample: np.ndarray) -> Logistic:
        """Maximise the penalised likelihood; the bias is not penalised."""
        design = np.hstack([np.ones((len(x), 1)), x])
        beta = np.zeros(design.shape[1])
        penalty = ridge * np.eye(design.shape[1])
        penalty[0, 0] = 1e-6
        for _ in range(50):
            p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
            gradient = design.T @ (sample * (y - p)) - penalty @ beta
            hessian = (design * (sample * p * (1 - p))[:, None]).T @ design + penalty
            step = np.linalg.solve(hessian, gradient)
            beta += step
            if np.abs(step).max() < 1e-7:
                break
        return cls(float(beta[0]), beta[1:])

    def scores(self, x: np.ndarray) -> np.ndarray:
        return self.bias + x @ self.weights


def collect(cases: list[Case], retriever: Retriever, model: Model):  # type: ignore[no-untyped-def]
    """For each case its standalone retrieval, scored items, and which items are evidence."""

    def known(pair: str) -> bool:
        return retriever.snapshot.lexical.frequency(pair) > 0

    out = []
    for case in cases:
        history = [Turn(role=t.role, content=t.content) for t in case.history]
        question = standalone(case.question, history, known)
        retrieval = retriever.search(question, TOP_K)
        sought = read_question(question, last=case.question)
        items = score_sentences(retrieval, retriever.snapshot, sought, model)
        gold = []
        for item in items:
            text = retriever.snapshot.documents[item.document_id].text
            hit = False
            for evidence in case.evidence:
                if evidence.document != item.document_id:
                    continue
                for a, b in locate(evidence.quote, text):
                    hit |= min(b, item.end) - max(a, item.start) >= 0.5 * min(
                        b - a, item.end - item.start
                    )
            gold.append(hit)
        out.append((case, retrieval, sought, items, np.array(gold, dtype=float)))
    return out


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    if not len(positive) or not len(negative):
        return float("nan")
    wins = (positive[:, None] > negative[None, :]).mean()
    return float(wins + 0.5 * (positive[:, None] == negative[None, :]).mean())


def sentence_data(rows):  # type: ignore[no-untyped-def]
    x, y, w = [], [], []
    for case, _, _, items, gold in rows:
        if case.answerable and gold.sum():
            for item, g in zip(items, gold, strict=True):
                x.append(item.features)
                y.append(g)
                w.append(1.0 / len(items) * 20)
    return np.array(x), np.array(y), np.array(w)


def main() -> None:
    settings = Settings.load()
    embedder = load_embedder(settings.embedder)
    retriever = Retriever(load_snapshot(settings.index, embedder.fingerprint), embedder)
    model = load_model()
    data = {
        half: collect(load_cases([ROOT / "evals" / "cases" / f"{half}.jsonl"]), retriever, model)
        for half in ("dev", "test")
    }
    x, y, w = sentence_data(data["dev"])
    print("Share of cases whose best sentence, and any of whose best three, is evidence:")
    folds = np.arange(len(data["dev"])) % 5
    for ridge in (0.3, 1.0, 3.0, 10.0, 30.0):
        hits = []
        for fold in range(5):
            train = [row for row, f in zip(data["dev"], folds, strict=True) if f != fold]
            fitted = Logistic.fit(*sentence_data(train)[:2], ridge, sentence_data(train)[2])
            held = [row for row, f in zip(data["dev"], folds, strict=True) if f == fold]
            hits += [_best_is_gold(row, fitted) for row in held if row[0].answerable]
        print(f"ridge {ridge}: dev cross-validated {np.mean(hits, axis=0)}")
    ridge = float(next((a.split("=")[1] for a in sys.argv if a.startswith("--ridge=")), 3.0))
    sentence = Logistic.fit(x, y, ridge, w)
    for half, rows in data.items():
        hits = [_best_is_gold(row, sentence) for row in rows if row[0].answerable]
        print(f"{half}: {np.mean(hits, axis=0)} of {len(hits)}")
    answers = {}
    for half, rows in data.items():
        ax, ay, near_miss = [], [], []
        for case, retrieval, sought, _, _ in rows:
            ax.append(_answer_features(retrieval, retriever.snapshot, sought))
            ay.append(float(case.answerable))
            near_miss.append(not case.answerable and "超出范围" not in (case.note or ""))
        answers[half] = (np.array(ax), np.array(ay), np.array(near_miss))
    # Near misses are left out of fitting: nothing that these features see tells them, and as
    # examples they only teach that a near passage is a bad sign.
    ax, ay = (part[~answers["dev"][2]] for part in answers["dev"][:2])
    # Unweighted, so that the probabilities are those of this mix of questions.
    answer = Logistic.fit(ax, ay, 0.1, np.ones(len(ay)))
    dev = 1 / (1 + np.exp(-answer.scores(ax)))
    # The second least confident answerable dev case is still answered.
    threshold = float(np.sort(dev[ay > 0])[1]) - 0.005
    for half, (hx, hy, near_miss) in answers.items():
        s = answer.scores(hx)
        declined = 1 / (1 + np.exp(-s)) < threshold
        off_subject = (hy == 0) & ~near_miss
        print(f"{half}: declined {declined[off_subject].mean():.2f} of what is off the subject,")
        print(
            f"  {declined[near_miss].mean():.2f} of near misses, {declined[hy > 0].mean():.2f} else"
        )
        print(f"{half}: answerable against unanswerable AUC {auc(s[hy > 0], s[hy == 0]):.3f}")
    print(
        "sentence",
        {f: round(float(v), 3) for f, v in zip(FEATURES, sentence.weights, strict=True)},
        sentence.bias,
    )
    print(
        "answer",
        {f: round(float(v), 3) for f, v in zip(ANSWER_FEATURES, answer.weights, strict=True)},
        answer.bias,
    )
    if "--write" in sys.argv:
        path = ROOT / "src" / "askreport" / "evidence_weights.json"
        raw = {
            "sentence": {
                "bias": round(sentence.bias, 4),
                "weights": {
                    f: round(float(v), 4) for f, v in zip(FEATURES, sentence.weights, strict=True)
                },
            },
            "answer": {
                "bias": round(answer.bias, 4),
                "weights": {
                    f: round(float(v), 4)
                    for f, v in zip(ANSWER_FEATURES, answer.weights, strict=True)
                },
            },
            "decline_below": round(threshold, 4),
            "keep_share": model.keep_share,
        }
        path.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
        print("written", path)


def _best_is_gold(row, fitted: Logistic) -> tuple[bool, bool]:  # type: ignore[no-untyped-def]
    _, _, _, items, gold = row
    scores = fitted.scores(np.array([item.features for item in items]))
    best = int(np.argmax(scores))
    top3 = np.argsort(-scores)[:3]
    return bool(gold[best]), bool(gold[top3].any())


if __name__ == "__main__":
    main()
