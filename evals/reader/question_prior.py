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
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import asked_in, of_report
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
    padded,
)
from torch import nn

from askreport.cross_encoder.encoder import QUESTION_TOKENS
from askreport.cross_encoder.lower import QUESTION
from askreport.cross_encoder.question_reader import WEIGHTS
from askreport.evaluation.cases import load_cases
from askreport.parts import core_of

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        x, mask = padded(states)
        for layer in self.layers:
            x = layer(x, mask)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        whole = F.dropout(torch.cat([x[:, 0], mean], 1), DROPPED, self.training)
        logits: torch.Tensor = self.told(whole)[:, 0]
        return logits


def unmarked(question: str) -> str:
    """``question`` without its closing mark."""
    return question.strip().rstrip("？?。.！! ")


def taught() -> tuple[list[Asked], list[Asked]]:
    """The written questions to learn from, and those on the passages that are held back."""
    told = [one for name in FILES for one in asked_in(name)]
    both: tuple[list[Asked], list[Asked]] = ([], [])
    for one in told:
        both[is_held_back(one)].append((unmarked(one["q"]), bool(one["a"])))
    return both


def of_cases() -> list[Asked]:
    """The dev cases and those at first sight that are a matter of what texts tell."""
    return [
        (core_of(case.question), case.answerable)
        for case in load_cases(CASES)
        if case.kind != "table"
        and not (case.note or "").startswith("超出范围")
        and not case.history
    ]


def states_of(questions: list[str], lower: Lower) -> list[np.ndarray]:
    """What the lower layers make of ``questions``."""
    return [lower(QUESTION + question, QUESTION_TOKENS) for question in questions]


def keep(questions: Iterable[str], lower: Lower) -> None:
    """Make that ahead."""
    lower.keep((QUESTION + question for question in questions), QUESTION_TOKENS)


def judged(net: Net, asked: list[Asked], lower: Lower) -> str:
    """The AUC of what is said of questions."""
    keep((q for q, _ in asked), lower)
    net.eval()
    with torch.no_grad():
        batches = [[q for q, _ in asked[i : i + BATCH]] for i in range(0, len(asked), BATCH)]
        told = [net(states_of(batch, lower)) for batch in batches]
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
    net, lower = Net(file), Lower(file)
    asked, held = taught()
    keep((q + mark for q, _ in asked for mark in set(MARKS)), lower)
    print(f"{len(asked)} questions, {len(held)} held back", flush=True)

    def loss_of_batch() -> torch.Tensor:
        some = rng.sample(asked, BATCH)
        logits = net(states_of([q + rng.choice(MARKS) for q, _ in some], lower))
        target = torch.tensor([float(answered) for _, answered in some])
        target = target * (1 - SMOOTHING) + SMOOTHING / 2
        return F.binary_cross_entropy_with_logits(logits, target)

    learn(net, loss_of_batch, given.minutes, given.rate)
    np.savez(given.into, **stored(net))
    on_report = [(told["q"], bool(told["a"])) for told in of_report()]
    for name, of in (("held back", held), ("this report", on_report), ("cases", of_cases())):
        print(name, judged(net, of, lower), flush=True)


if __name__ == "__main__":
    main()
