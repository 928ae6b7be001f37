"""Train what reads a question alone, and write ``src/askreport/cross_encoder/question.npz``.

    python -m evals.reader.question_prior [--minutes 6]

Needs torch. It learns from the written questions on other texts (``questions.jsonl``,
``paired_questions.jsonl``, ``premise_questions.jsonl``), without the texts, whether the passage
that each was written on answers it. Low-rank additions to the upper layers of the bundled embedder,
and a head, as for the cross-encoder (`evals.reader.train`). A closing mark says nothing: each
question is seen with and without one.

The questions on a tenth of the passages are held back. Beside them it is judged by those on this
report, of which nothing is taught, and by the dev cases and those at first sight that are not on
the table nor off the subject; what is printed is the AUC of “is answered”.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import of_report
from evals.reader.train import (
    LOWER,
    RANK,
    Layer,
    Lower,
    halved,
    head_told,
    is_held_back,
    layers_told,
    learn,
    opened,
)
from torch import nn

from askreport.cross_encoder.encoder import QUESTION_TOKENS
from askreport.cross_encoder.lower import QUESTION
from askreport.cross_encoder.question_reader import WEIGHTS
from askreport.parts import core_of

HERE = Path(__file__).parent
FILES = ("questions.jsonl", "paired_questions.jsonl", "premise_questions.jsonl")
CASES = [
    HERE.parent / "cases" / "dev.jsonl",
    *sorted((HERE.parent / "first_sight").glob("*.jsonl")),
]
UPPER = 3
BATCH = 64
HIDDEN = 64
DROPPED = 0.2
SMOOTHING = 0.1
MARKS = ("", "", "？", "?")

Asked = tuple[str, bool]
"""A question, and whether it is answered."""


class Net(nn.Module):
    """The upper layers over a question, and the logit of “is answered”."""

    def __init__(self, file: Any) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer(file, LOWER + n, RANK) for n in range(UPPER)])
        self.told = nn.Sequential(
            nn.Linear(2 * file.width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1)
        )

    def forward(self, states: list[np.ndarray]) -> torch.Tensor:
        """Logits, (questions,), of their states below."""
        tokens, width = max(map(len, states)), states[0].shape[1]
        x = torch.zeros(len(states), tokens, width)
        mask = torch.zeros(len(states), tokens, dtype=torch.bool)
        for row, state in enumerate(states):
            x[row, : len(state)] = torch.from_numpy(state.astype(np.float32))
            mask[row, : len(state)] = True
        for layer in self.layers:
            x = layer(x, mask)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        whole = F.dropout(torch.cat([x[:, 0], mean], 1), DROPPED, self.training)
        logits: torch.Tensor = self.told(whole)[:, 0]
        return logits


class States:
    """What the lower layers make of questions, as `LowerLayers.of_question` does."""

    def __init__(self, file: Any) -> None:
        self.lower = Lower(file)
        self.kept: dict[str, np.ndarray] = {}

    def __call__(self, questions: list[str]) -> list[np.ndarray]:
        """Those of ``questions`` that were kept."""
        return [self.kept[q] for q in questions]

    def keep(self, questions: list[str]) -> None:
        """Make the states of ``questions``, of equal length together."""
        new = [q for q in dict.fromkeys(questions) if q not in self.kept]
        ids = [self._ids(q) for q in new]
        order = sorted(range(len(new)), key=lambda i: len(ids[i]))
        for of in (order[i : i + 64] for i in range(0, len(order), 64)):
            x, _ = self.lower.through([ids[i] for i in of])
            for row, i in enumerate(of):
                self.kept[new[i]] = x[row, : len(ids[i])].half().numpy().copy()

    def _ids(self, question: str) -> list[int]:
        file, cut = self.lower.file, self.lower.unigram.pieces
        ids, begun = cut(QUESTION + question), len(cut(QUESTION))
        if (over := len(ids) - (QUESTION_TOKENS - 2)) > 0:
            ids = ids[:begun] + ids[begun + over :]
        return [file.begin, *ids, file.end]


def unmarked(question: str) -> str:
    """``question`` without its closing mark."""
    return question.strip().rstrip("？?。.！! ")


def taught() -> tuple[list[Asked], list[Asked]]:
    """The written questions to learn from, and those on the passages that are held back."""
    told = [json.loads(line) for name in FILES for line in (HERE / name).open(encoding="utf-8")]
    both: tuple[list[Asked], list[Asked]] = ([], [])
    for one in told:
        both[is_held_back(one)].append((unmarked(one["q"]), bool(one["a"])))
    return both


def of_cases() -> list[Asked]:
    """The dev cases and those at first sight that are a matter of what texts tell."""
    found = []
    for case in (json.loads(line) for path in CASES for line in path.open(encoding="utf-8")):
        off = (case.get("note") or "").startswith("超出范围")
        if case["kind"] != "table" and not off and not case.get("history"):
            found.append((core_of(case["question"]), case["answerable"]))
    return found


def judged(net: Net, asked: list[Asked], states: States) -> str:
    """The AUC of what is said of questions."""
    states.keep([q for q, _ in asked])
    net.eval()
    with torch.no_grad():
        told = [net(states([q for q, _ in asked[i : i + 64]])) for i in range(0, len(asked), 64)]
    net.train()
    odds, y = torch.cat(told).numpy(), np.array([answered for _, answered in asked])
    return f"AUC {(odds[y][:, None] > odds[~y][None]).mean():.3f} of {len(y)}"


def stored(net: Net) -> dict[str, np.ndarray]:
    """The weights as `QuestionReader` reads them."""
    return halved(layers_told(net.layers) | head_told("told", net.told))


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--into", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    torch.manual_seed(1)
    rng = random.Random(1)
    file = opened()
    net, states = Net(file), States(file)
    asked, held = taught()
    states.keep([q + mark for q, _ in asked for mark in set(MARKS)])
    print(f"{len(asked)} questions, {len(held)} held back", flush=True)

    def loss_of_batch() -> torch.Tensor:
        some = rng.sample(asked, BATCH)
        logits = net(states([q + rng.choice(MARKS) for q, _ in some]))
        target = torch.tensor([float(answered) for _, answered in some])
        target = target * (1 - SMOOTHING) + SMOOTHING / 2
        return F.binary_cross_entropy_with_logits(logits, target)

    learn(net, loss_of_batch, given.minutes, given.rate)
    np.savez(given.into, **stored(net))
    on_report = [(told["q"], bool(told["a"])) for told in of_report()]
    for name, of in (("held back", held), ("this report", on_report), ("cases", of_cases())):
        print(name, judged(net, of, states), flush=True)


if __name__ == "__main__":
    main()
