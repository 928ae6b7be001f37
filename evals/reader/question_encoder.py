"""Train what embeds questions: ``src/askreport/cross_encoder/question.npz``.

    python -m evals.reader.question_encoder --texts DIR... [--minutes 25] [--kept FILE]

Needs torch. Texts keep the vectors that the bundled embedder gives them, so that an index stays as
it is; a question goes through the embedder's lower layers, which the cross-encoder shares, and
through its upper ones with low-rank additions (Hu 2021) learnt here, and is turned by a matrix. The
pairs and the loss are those of ``evals.reader.query_adapter``, whose matrix, learnt without the
questions held back, it begins with;
the texts that the questions come nearest to are looked up anew three times (Xiong 2021, ANCE).

Printed is what questions on held-back passages find among all texts. ``--kept`` is a file for the
vectors of the texts, which take ten minutes to make.
"""

# ruff: noqa: E501 - a script; what it prints is wide

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import written
from evals.reader.query_adapter import BOND, NEAREST, TEMPERATURE, Pairs, pairs_of, trained
from evals.reader.train import LOWER, Layer, Lower, halved, layers_told, opened
from torch import nn

from askreport.cross_encoder.lower import MOST_TOKENS
from askreport.cross_encoder.question_encoder import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.cross_encoder.engine_file import EngineFile

RANK, BATCH, RATE, DECAY = 16, 64, 2e-4, 0.01
ANYWHERE, NEAR, BESIDE = 1500, 3, 2
"""Texts of a batch from anywhere; of each question from its nearest, and of its own passage."""
LOOKS: Final = 3
AT_ONCE: Final = 12
"""Batches that are drawn at once and sorted by length: without that half of a batch is padding."""


class Tower(nn.Module):
    """The upper layers of the embedder over a question, and a matrix."""

    def __init__(self, file: EngineFile, matrix: np.ndarray) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer(file, n, RANK) for n in range(LOWER, file.layers)])
        self.matrix = nn.Parameter(torch.tensor(matrix))

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Unit vectors, (questions, width), of states (questions, tokens, width)."""
        for layer in self.layers:
            x = layer(x, mask)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return F.normalize(F.normalize(mean, dim=1) @ self.matrix, dim=1)


class Questions:
    """What the lower layers make of questions, in half precision."""

    def __init__(self, lower: Lower, texts: Sequence[str]) -> None:
        self.texts, self.lower = texts, lower
        lower.keep(texts, MOST_TOKENS)

    def __call__(self, which: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """States (questions, most tokens, width) of these numbers, and which are there."""
        states = [self.lower(self.texts[i], MOST_TOKENS) for i in which]
        tokens = max(map(len, states))
        x = torch.zeros(len(states), tokens, states[0].shape[1])
        mask = torch.zeros(len(states), tokens, dtype=torch.bool)
        for row, state in enumerate(states):
            x[row, : len(state)] = torch.from_numpy(state.astype(np.float32))
            mask[row, : len(state)] = True
        return x, mask


@torch.no_grad()
def embedded_by(net: Tower, questions: Questions, which: Sequence[int]) -> torch.Tensor:
    """Vectors of the questions of these numbers, (questions, width)."""
    order = sorted(which, key=lambda i: len(questions.texts[i]))
    places = {i: n for n, i in enumerate(which)}
    made = torch.zeros(len(order), net.matrix.shape[1])
    for of in (order[i : i + 128] for i in range(0, len(order), 128)):
        made[[places[i] for i in of]] = net(*questions(of))
    return made


def nearest(pairs: Pairs, vectors: torch.Tensor, which: Sequence[int]) -> torch.Tensor:
    """The texts nearest to each question of ``which`` that do not answer it, (all, `NEAREST`)."""
    found = torch.zeros(len(pairs.questions), NEAREST, dtype=torch.long)
    for begin in range(0, len(which), 256):
        of = which[begin : begin + 256]
        scores = vectors[begin : begin + 256] @ pairs.texts.T
        for row, i in zip(scores, of, strict=True):
            row[pairs.answers[i]] = -1
        found[of] = scores.topk(NEAREST, 1).indices
    return found


def recall(pairs: Pairs, vectors: torch.Tensor, which: Sequence[int]) -> str:
    """Recall@k and MRR of questions among all texts."""
    ranks = []
    for begin in range(0, len(which), 256):
        scores = vectors[begin : begin + 256] @ pairs.texts.T
        for row, i in zip(scores, which[begin : begin + 256], strict=True):
            ranks.append(int((row > row[pairs.answers[i]].max()).sum()))
    at = np.array(ranks)
    told = " ".join(f"@{k} {(at < k).mean():.3f}" for k in (1, 3, 5, 10, 20))
    return f"recall {told}, MRR {(1 / (1 + at)).mean():.3f} of {len(which)}"


def learn(net: Tower, pairs: Pairs, questions: Questions, which: list[int], minutes: float) -> None:
    """Train on the questions of these numbers."""
    chance = np.random.default_rng(0)
    learnt = [p for p in net.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=RATE, weight_decay=DECAY)
    begin, step, losses, looked, near = time.time(), 0, [], 0, None
    batches: list[list[int]] = []
    while (done := (time.time() - begin) / 60 / minutes) < 1:
        if near is None or done > looked / LOOKS:
            near = nearest(pairs, embedded_by(net, questions, which), which)
            looked += 1
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * done))
        batch = batches.pop() if batches else None
        if batch is None:
            drawn = chance.choice(which, AT_ONCE * BATCH, replace=False)
            drawn = sorted(drawn.tolist(), key=lambda i: len(questions.texts[i]))
            batches = [drawn[i : i + BATCH] for i in range(0, len(drawn), BATCH)]
            chance.shuffle(batches)
            batch = batches.pop()
        right = torch.tensor([int(chance.choice(pairs.answers[i])) for i in batch])
        beside = [
            int(s) for i in batch if pairs.others[i] for s in chance.choice(pairs.others[i], BESIDE)
        ]
        hard = near[batch].gather(1, torch.tensor(chance.integers(0, NEAREST, (BATCH, NEAR))))
        anywhere = torch.tensor(chance.integers(0, len(pairs.texts), ANYWHERE))
        among = torch.cat([right, torch.tensor(beside, dtype=torch.long), anywhere, hard.flatten()])
        turned = net(*questions(batch))
        scores = turned @ pairs.texts[among].T / TEMPERATURE
        # What answers it too is no wrong answer, wherever among the others it stands.
        for row, i in enumerate(batch):
            again = torch.isin(among, torch.tensor(pairs.answers[i]))
            again[row] = False
            scores[row].masked_fill_(again, -1e4)
        bond = 1 - (turned * pairs.questions[batch]).sum(1).mean()
        loss = F.cross_entropy(scores, torch.arange(BATCH)) + BOND * bond
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.item())
        if step % 100 == 0:
            print(
                f"{step} steps, {step * BATCH / len(which):.1f} epochs, loss {np.mean(losses[-100:]):.3f}, {time.time() - begin:.0f} s",
                flush=True,
            )


def stored(net: Tower) -> dict[str, np.ndarray]:
    """The weights as `askreport.cross_encoder.question_encoder` reads them."""
    told = layers_told(net.layers) | {"matrix": net.matrix}
    return halved(told) | {"layers": np.array([LOWER, len(net.layers)])}


def pairs_kept(asked: list[dict[str, Any]], file: EngineFile, kept: Path | None) -> Pairs:
    """`pairs_of`, with the vectors read from ``kept`` or written there."""
    if kept and kept.is_file():
        with np.load(kept, allow_pickle=True) as of:
            told = {name: of[name] for name in of.files}
        return Pairs(
            torch.tensor(told["questions"]),
            torch.tensor(told["texts"]),
            told["answers"].tolist(),
            told["others"].tolist(),
            torch.tensor(told["held"]),
        )
    pairs = pairs_of(asked, Lower(file, file.layers))
    if kept:
        lists = {
            n: np.array([*of, None], dtype=object)[:-1]
            for n, of in (("answers", pairs.answers), ("others", pairs.others))
        }
        np.savez(
            kept,
            questions=pairs.questions.numpy(),
            texts=pairs.texts.numpy(),
            held=pairs.held.numpy(),
            **lists,
        )
    return pairs


def main() -> None:
    """Train without the questions held back, print what they say, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--into", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    torch.manual_seed(0)
    file = opened()
    asked = [one for one in written(given.texts) if one["a"]]
    pairs = pairs_kept(asked, file, given.kept)
    print(f"{len(asked)} questions, {len(pairs.texts)} texts", flush=True)
    questions = Questions(Lower(file), [one["q"] for one in asked])
    held = torch.nonzero(pairs.held)[:, 0].tolist()
    which = torch.nonzero(~pairs.held)[:, 0].tolist()
    matrix = trained(pairs, torch.tensor(which))
    turned = F.normalize(pairs.questions[held] @ matrix, dim=1)
    print("adapter:", recall(pairs, turned, held), flush=True)
    net = Tower(file, matrix.numpy())
    learn(net, pairs, questions, which, given.minutes)
    print("tower:  ", recall(pairs, embedded_by(net, questions, held), held), flush=True)
    np.savez(given.into, **stored(net))
    print("written", given.into)


if __name__ == "__main__":
    main()
