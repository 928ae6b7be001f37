"""Train what the embedder's upper layers could learn for questions and passages alike.

    python -m evals.reader.embedder --texts DIR... --squad FILE... --into additions.npz --turn matrix.npz

Nothing that ships comes of it yet: what was measured is in ``evals/LOG.md`` (2026-11-30, night).

Needs torch, and a processor with products of 16-bit numbers to be done in an hour. Pairs are the
answerable questions of ``questions.jsonl`` and ``paired_questions.jsonl`` and of sets in SQuAD's
format, and a sentence that answers, or the run of up to 220 characters that holds it, as an index
has both. Low-rank additions (Hu 2021) to the seven layers above those that all readers share are
learnt for both sides, and the matrix on the question's side (`evals.reader.query_adapter`) anew
with them. Loss: InfoNCE (van den Oord 2018) against the texts of the batch, among them for about
every second question one that it was nearest to, and for every fourth a sentence of the same
passage that does not answer; and the distance of each vector from what it was, which keeps cosines on their scale.
"""

# ruff: noqa: E501 - a script; what it prints is wide

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import paired, written
from evals.reader.query_adapter import runs_of
from evals.reader.train import (
    NAMES,
    SCALE,
    Layer,
    Lower,
    halved,
    is_held_back,
    learn,
    opened,
    squad,
)
from torch import nn

from askreport.cross_encoder.lower import QUESTION, SHARED
from askreport.cross_encoder.text_encoder import PASSAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.cross_encoder.engine_file import EngineFile

RANK: Final = 16
WARM: Final = 20
"""Steps in which the rate rises."""
TEMPERATURE: Final = 0.01
BOND: Final = 2.0
"""How much the distance from what a vector was counts."""
QUESTIONS: Final = 64
OF_SETS: Final = 12
"""Of a step's questions, those of public sets."""
HARD, BESIDE = 36, 16
"""Other texts of a step: near to a question, and of its own passage."""
NEAREST: Final = 40
"""Those of which one is taken for a question."""
QUESTION_TOKENS, TEXT_TOKENS = 64, 176
AT_ONCE: Final = 4096
"""Tokens that go through the layers together, with what fills them up."""


class Upper(nn.Module):
    """The layers above the shared ones, with additions; states in 16 bits, sums in 32."""

    def __init__(self, file: EngineFile) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(file, n, RANK) for n in range(SHARED, file.layers))
        for layer in self.layers:
            for parameter in (*layer.normal.values(), *(one.b for one in layer.of.values())):
                parameter.requires_grad_(False)
        self.turn = nn.Parameter(torch.zeros(file.width, file.width))

    def forward(self, states: Sequence[np.ndarray], question: bool) -> torch.Tensor:
        """Unit vectors of texts, (texts, width), from what the shared layers made of each."""
        order = sorted(range(len(states)), key=lambda i: len(states[i]))
        groups: list[list[int]] = [[]]
        for i in order:
            if (len(groups[-1]) + 1) * len(states[i]) > AT_ONCE:
                groups.append([])
            groups[-1].append(i)
        made = torch.cat([self._means([states[i] for i in of]) for of in groups if of])
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor([i for of in groups for i in of])] = torch.arange(len(order))
        vectors = F.normalize(made[back], dim=1)
        return F.normalize(vectors + vectors @ self.turn, dim=1) if question else vectors

    def _means(self, states: list[np.ndarray]) -> torch.Tensor:
        tokens = max(map(len, states))
        x = torch.zeros(len(states), tokens, states[0].shape[1])
        mask = torch.zeros(len(states), tokens, dtype=torch.bool)
        for row, state in enumerate(states):
            x[row, : len(state)] = torch.from_numpy(state.astype(np.float32))
            mask[row, : len(state)] = True
        for layer in self.layers:
            x = layer(x, mask)
        return (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


@dataclass(frozen=True)
class Pairs:
    """States and vectors before learning of questions and texts; the places of what answers each,
    and of the sentences of its passage that do not."""

    questions: list[np.ndarray]
    texts: list[np.ndarray]
    of_questions: torch.Tensor
    of_texts: torch.Tensor
    answers: list[list[int]]
    others: list[list[int]]
    held: np.ndarray
    of_sets: np.ndarray


def pairs_of(asked: list[dict[str, Any]], lower: Lower, net: Upper) -> Pairs:
    """What is trained on; ``asked`` with ``set`` for those of public sets."""
    asked = [one for one in asked if one["a"]]
    runs = [runs_of(one["sents"]) for one in asked]
    texts = list(dict.fromkeys(t for one, of in zip(asked, runs, strict=True) for t in (*one["sents"], *of)))  # fmt: skip
    at = {text: n for n, text in enumerate(texts)}
    questions = _states(lower, [QUESTION + one["q"] for one in asked], QUESTION_TOKENS)
    of = _states(lower, [PASSAGE + text for text in texts], TEXT_TOKENS)
    with torch.no_grad():
        return Pairs(
            questions,
            of,
            net(questions, question=False),
            net(of, question=False),
            [
                [at[one["sents"][i]] for i in one["a"]]
                + [at[t] for t, held in of_run.items() if held & set(one["a"])]
                for one, of_run in zip(asked, runs, strict=True)
            ],
            [[at[s] for i, s in enumerate(one["sents"]) if i not in one["a"]] for one in asked],
            np.array([not one.get("set") and is_held_back(one) for one in asked]),
            np.array([bool(one.get("set")) for one in asked]),
        )


def _states(lower: Lower, texts: list[str], most: int) -> list[np.ndarray]:
    begun = time.time()
    lower.keep(texts, most, 48)
    print(f"states of {len(texts)} texts, {time.time() - begun:.0f} s", flush=True)
    return [lower(text, most) for text in texts]


def teach(net: Upper, pairs: Pairs, which: np.ndarray, minutes: float, rate: float) -> None:
    """Lower the loss over the questions ``which``."""
    chance = random.Random(3)
    own = [int(i) for i in which if not pairs.of_sets[i]]
    sets = [int(i) for i in which if pairs.of_sets[i]]
    near = _nearest(pairs, which)

    def loss_of_batch() -> torch.Tensor:
        batch = chance.sample(own, QUESTIONS - OF_SETS)
        batch += chance.sample(sets, min(OF_SETS, len(sets)))
        right = [chance.choice(pairs.answers[i]) for i in batch]
        others = [pairs.others[i] for i in chance.sample(batch, BESIDE)]
        beside = [chance.choice(of) for of in others if of]
        hard = [chance.choice(near[i]) for i in chance.sample(batch, HARD)]
        among = list(dict.fromkeys([*right, *beside, *hard]))
        at = {text: n for n, text in enumerate(among)}
        asked = net([pairs.questions[i] for i in batch], question=True)
        told = net([pairs.texts[i] for i in among], question=False)
        scores = asked @ told.T / TEMPERATURE
        hidden = torch.zeros_like(scores, dtype=torch.bool)
        for row, i in enumerate(batch):
            hidden[row, [at[t] for t in pairs.answers[i] if t in at and t != right[row]]] = True
        target = torch.tensor([at[t] for t in right])
        loss = F.cross_entropy(scores.masked_fill(hidden, -1e4), target)
        near_own = (told * pairs.of_texts[among]).sum(1).mean()
        near_own = near_own + (asked * pairs.of_questions[batch]).sum(1).mean()
        return loss + BOND * (2 - near_own)

    learn(net, loss_of_batch, minutes, rate, WARM)


def _nearest(pairs: Pairs, which: np.ndarray) -> dict[int, list[int]]:
    """The texts nearest to each question that do not answer it."""
    found: dict[int, list[int]] = {}
    for begin in range(0, len(which), 256):
        some = which[begin : begin + 256].tolist()
        scores = pairs.of_questions[some] @ pairs.of_texts.T
        for row, i in zip(scores, some, strict=True):
            row[pairs.answers[i]] = -1
        found |= dict(zip(some, scores.topk(NEAREST, 1).indices.tolist(), strict=True))
    return found


@torch.no_grad()
def recall(net: Upper, pairs: Pairs, others: int = 8000) -> str:
    """Recall@k and MRR of the questions held back, among their texts and ``others``."""
    which = np.flatnonzero(pairs.held)
    rng = np.random.default_rng(0)
    own = {t for i in which for t in (*pairs.answers[i], *pairs.others[i])}
    rest = [t for t in range(len(pairs.texts)) if t not in own]
    among = [*own, *rng.choice(rest, min(others, len(rest)), replace=False).tolist()]
    at = {text: n for n, text in enumerate(among)}
    asked = net([pairs.questions[i] for i in which], question=True)
    told = net([pairs.texts[i] for i in among], question=False)
    scores = asked @ told.T
    ranks = torch.tensor(
        [
            int((row > row[[at[t] for t in pairs.answers[i]]].max()).sum())
            for row, i in zip(scores, which.tolist(), strict=True)
        ]
    )
    said = " ".join(f"@{k} {(ranks < k).float().mean():.3f}" for k in (1, 3, 5, 10, 20))
    return f"recall {said}, MRR {(1 / (1 + ranks)).mean():.3f} of {len(which)} among {len(among)}"


def stored(net: Upper) -> dict[str, np.ndarray]:
    """The additions by the names under which a layer reads them."""
    told: dict[str, Any] = {}
    for number, layer in enumerate(net.layers, start=SHARED):
        for name in NAMES:
            told[f"l{number}.{name}.A"] = layer.of[name].A
            told[f"l{number}.{name}.B"] = layer.of[name].B * SCALE
    return halved(told)


def main() -> None:
    """Train, print what the questions held back say before and after, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--squad", type=Path, nargs="*", default=[])
    parser.add_argument("--of-sets", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=26)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--turn", type=Path, required=True)
    given = parser.parse_args()
    torch.manual_seed(0)
    file = opened()
    net = Upper(file)
    sets = [one | {"set": True} for path in given.squad for one in squad(path)]
    sets = random.Random(1).sample(sets, min(given.of_sets, len(sets)))
    asked = [*written(given.texts), *paired(given.texts), *sets]
    pairs = pairs_of(asked, Lower(file), net)
    print(f"{len(pairs.questions)} questions, {len(pairs.texts)} texts", flush=True)
    print("before:", recall(net, pairs), flush=True)
    teach(net, pairs, np.flatnonzero(~pairs.held), given.minutes, given.rate)
    print("after: ", recall(net, pairs), flush=True)
    np.savez(given.into, **stored(net))
    turn = torch.eye(len(net.turn)) + net.turn.detach()
    np.savez(given.turn, matrix=turn.numpy().astype(np.float16))
    print("written", given.into.name, given.turn.name)


if __name__ == "__main__":
    main()
