"""Train what turns questions towards their answers: ``.../embedding/query_adapter.*.npz``.

    python -m evals.reader.query_adapter --texts DIR...

Needs torch for the embedding of many texts at once; the training itself takes seconds. Pairs are
the answerable questions of ``questions.jsonl`` and a sentence that answers, or the run of up to 220
characters that holds it, as an index has both. Loss: InfoNCE (van den Oord 2018) against the others
of the batch, a sentence of the same passage that does not answer, two of the texts that the
unturned question is nearest to, and a thousand of anywhere; and the distance of the turned vector
from the question's own, which keeps cosines on their scale and proved best: recall@1 of held-back
questions among all sentences .463 unturned, .527 with no such bond, .540 with weight 10 (.544 with
the two nearest), .516 with 50.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import written
from evals.reader.train import Lower, is_held_back, opened

from askreport.embedding.query_adapter import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

INTO: Final = HERE / "query_adapter.multilingual-e5-small.npz"
RUN: Final = 220
"""Characters of a run of sentences."""
TEMPERATURE, BOND, RATE, DECAY, EPOCHS, BATCH = 0.01, 10.0, 1e-3, 0.01, 20, 256
ANYWHERE, NEAR, NEAREST = 1024, 2, 30
"""Other texts of a batch from anywhere; of each question from its nearest, and of how many."""


@dataclass(frozen=True)
class Pairs:
    """Vectors of the answerable questions and of texts; the places of what answers each, and of the
    sentences of its passage that do not."""

    questions: torch.Tensor
    texts: torch.Tensor
    answers: list[list[int]]
    others: list[list[int]]
    held: torch.Tensor


def embedded(lower: Lower, texts: Sequence[str], prefix: str, most: int) -> torch.Tensor:
    """Unit vectors of the bundled embedder (its twelve layers), (texts, width)."""
    before = lower.unigram.pieces(prefix)
    ids = [
        [lower.file.begin, *before, *lower.unigram.pieces(t)[:most], lower.file.end] for t in texts
    ]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    made = torch.zeros(len(ids), lower.file.width)
    for of in (order[i : i + 64] for i in range(0, len(order), 64)):
        x, mask = lower.through([ids[i] for i in of])
        made[of] = F.normalize((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=1)
    return made


def pairs_of(asked: list[dict[str, Any]], lower: Lower) -> Pairs:
    """What is trained on."""
    asked = [one for one in asked if one["a"]]
    runs = [runs_of(one["sents"]) for one in asked]
    texts = [t for one, of in zip(asked, runs, strict=True) for t in (*one["sents"], *of)]
    texts = list(dict.fromkeys(texts))
    at = {text: n for n, text in enumerate(texts)}
    return Pairs(
        embedded(lower, [one["q"] for one in asked], "query: ", 60),
        embedded(lower, texts, "passage: ", 200),
        [
            [at[one["sents"][i]] for i in one["a"]]
            + [at[t] for t, held in of.items() if held & set(one["a"])]
            for one, of in zip(asked, runs, strict=True)
        ],
        [[at[s] for i, s in enumerate(one["sents"]) if i not in one["a"]] for one in asked],
        torch.tensor([is_held_back(one) for one in asked]),
    )


def runs_of(sentences: Sequence[str]) -> dict[str, set[int]]:
    """Runs of neighbouring sentences, and which they hold."""
    runs: list[list[int]] = [[]]
    for number, sentence in enumerate(sentences):
        if runs[-1] and sum(len(sentences[i]) for i in runs[-1]) + len(sentence) > RUN:
            runs.append([])
        runs[-1].append(number)
    return {"".join(sentences[i] for i in run): set(run) for run in runs}


def trained(pairs: Pairs, which: torch.Tensor) -> torch.Tensor:
    """The matrix (width, width), from the pairs of the numbers ``which``."""
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    width = pairs.questions.shape[1]
    turn = torch.nn.Parameter(torch.zeros(width, width))
    optimiser = torch.optim.AdamW([turn], lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(which) // BATCH
    near = _nearest(pairs)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        batch = which[torch.tensor(chance.integers(0, len(which), BATCH))].tolist()
        right = torch.tensor([chance.choice(pairs.answers[i]) for i in batch])
        beside = [
            chance.choice(of) if (of := pairs.others[i]) else chance.integers(len(pairs.texts))
            for i in batch
        ]
        anywhere = torch.tensor(chance.integers(0, len(pairs.texts), ANYWHERE))
        hard = near[batch].gather(1, torch.tensor(chance.integers(0, NEAREST, (BATCH, NEAR))))
        among = torch.cat([right, torch.tensor(np.array(beside)), anywhere, hard.flatten()])
        own = pairs.questions[batch]
        turned = F.normalize(own + own @ turn, dim=1)
        scores = turned @ pairs.texts[among].T / TEMPERATURE
        again = among[None] == right[:, None]
        again[torch.arange(BATCH), torch.arange(BATCH)] = False
        told = F.cross_entropy(scores.masked_fill(again, -1e4), torch.arange(BATCH))
        loss = told + BOND * (1 - (turned * own).sum(1)).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return (torch.eye(width) + turn).detach()


def _nearest(pairs: Pairs) -> torch.Tensor:
    """The texts nearest to each question that do not answer it, (questions, `NEAREST`)."""
    found = []
    for begin in range(0, len(pairs.questions), BATCH):
        scores = pairs.questions[begin : begin + BATCH] @ pairs.texts.T
        for row, answers in zip(scores, pairs.answers[begin:], strict=False):
            row[answers] = -1
        found.append(scores.topk(NEAREST, 1).indices)
    return torch.cat(found)


def recall(pairs: Pairs, matrix: torch.Tensor) -> str:
    """Recall@k and MRR of the questions held back, among all texts."""
    which = torch.nonzero(pairs.held)[:, 0]
    scores = F.normalize(pairs.questions[which] @ matrix, dim=1) @ pairs.texts.T
    ranks = torch.tensor(
        [
            int((row > row[pairs.answers[i]].max()).sum())
            for row, i in zip(scores, which.tolist(), strict=True)
        ]
    )
    told = " ".join(f"@{k} {(ranks < k).float().mean():.3f}" for k in (1, 3, 5, 10, 20))
    return f"recall {told}, MRR {(1 / (1 + ranks)).mean():.3f} of {len(which)}"


def main() -> None:
    """Train without the questions held back, print what they say, then train on all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    given = parser.parse_args()
    file = opened()
    pairs = pairs_of(written(given.texts), Lower(file, file.layers))
    print(f"{len(pairs.answers)} questions, {len(pairs.texts)} texts", flush=True)
    print("unturned:", recall(pairs, torch.eye(file.width)), flush=True)
    print("turned:  ", recall(pairs, trained(pairs, torch.nonzero(~pairs.held)[:, 0])), flush=True)
    matrix = trained(pairs, torch.arange(len(pairs.answers)))
    np.savez(INTO, matrix=matrix.numpy().astype(np.float16))
    print("written", INTO.name)


if __name__ == "__main__":
    main()
