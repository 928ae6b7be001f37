"""Train what reads a statement with its quotes, and write ``.../cross_encoder/entailment.npz``.

    python -m evals.reader.entailment --texts DIR... [--minutes 15]

Needs torch. It begins from the weights of the cross-encoder for questions, whose upper layers it
goes on with; the loss is logistic, of whether the quotes say what the statement says. Examples are
the statements of ``statements.jsonl``: true ones in other words, and false ones that differ in a
word, a denial, a direction, a role or a clause. True ones also with sentences that they do not
cite, which makes false ones; quotes with further sentences beside them, which changes nothing.

Every tenth passage is held back; what is printed of them is the AUC by the way of being false.
"""

# ruff: noqa: E501 - a script; what it prints is wide

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import stated
from evals.reader.train import BATCH, Lower, Upper, begin_from, is_held_back, learn, opened, stored

from askreport.cross_encoder.encoder import WEIGHTS
from askreport.cross_encoder.lower import SENTENCE_TOKENS
from askreport.cross_encoder.statement_reader import WEIGHTS as INTO
from askreport.cross_encoder.statement_reader import pieces_of

MOST = 224
"""Tokens of a statement with its quotes."""
CUT: dict[str, list[str]] = {}


def example(told: dict[str, Any], lower: Lower, rng: random.Random, train: bool) -> tuple[list[np.ndarray], float]:  # fmt: skip
    """States of the statement and of its quotes, and whether they say it."""
    text, cited, true = told["s"], list(told["c"]), float(told["k"] == "true")
    others = [i for i in range(len(told["sents"])) if i not in cited]
    chance = rng.random() if train else 1.0
    if true and others and chance < 0.12:
        cited, true = rng.sample(others, min(len(others), len(cited))), 0.0
    elif chance < 0.18:
        text, true = told["sents"][rng.choice(cited)], 1.0
    elif others and chance < 0.35:
        cited = [*cited, *rng.sample(others, min(len(others), rng.randint(1, 2)))]
    states = [lower(text, SENTENCE_TOKENS)]
    left = MOST - len(states[0])
    for piece in (p for place in sorted(cited) for p in cut(told["sents"][place], lower)):
        state = lower(piece, SENTENCE_TOKENS)
        if (left := left - len(state)) >= 0:
            states.append(state)
    return states, true


def cut(sentence: str, lower: Lower) -> list[str]:
    """``sentence`` as it is read; kept."""
    if sentence not in CUT:
        CUT[sentence] = pieces_of(sentence, lambda text: len(lower.unigram.pieces(text)))
    return CUT[sentence]


def judged(net: Upper, held: list[dict[str, Any]], lower: Lower) -> str:
    """What the statements held back say of the network."""
    said: dict[str, list[float]] = defaultdict(list)
    rng = random.Random(5)
    with torch.no_grad():
        for told in held:
            states, _ = example(told, lower, rng, train=False)
            said[told["k"]].append(float(net([states])[0, 0]))
    true = np.array(said.pop("true"))
    every = np.concatenate([np.array(v) for v in said.values()])
    at = np.quantile(true, 0.05)
    lines = [f"{k} {(true[:, None] > np.array(v)).mean():.3f}/{(np.array(v) < at).mean():.2f} of {len(v)}" for k, v in sorted(said.items())]  # fmt: skip
    return f"held back: AUC {(true[:, None] > every).mean():.3f}, below the 5th percentile of true ones {(every < at).mean():.3f}; " + ", ".join(lines)  # fmt: skip


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--begin", type=Path, default=WEIGHTS)
    parser.add_argument("--into", type=Path, default=INTO)
    given = parser.parse_args()
    file = opened()
    lower, net = Lower(file), Upper(file)
    begin_from(net, given.begin)
    told = stated(given.texts)
    held = [a for a in told if is_held_back(a)]
    taught = [a for a in told if not is_held_back(a)]
    quotes = {s for a in told for s in a["sents"]}
    lower.keep([a["s"] for a in told], SENTENCE_TOKENS)
    lower.keep([piece for s in quotes for piece in cut(s, lower)], SENTENCE_TOKENS)
    print(f"{len(taught)} statements, {len(held)} held back, {len(lower.kept)} texts", flush=True)
    rng = random.Random(2)
    torch.manual_seed(1)

    def loss_of_batch() -> torch.Tensor:
        made = [example(a, lower, rng, True) for a in rng.sample(taught, 2 * BATCH)]
        scores = net([states for states, _ in made])[:, 0]
        return F.binary_cross_entropy_with_logits(scores, torch.tensor([t for _, t in made]))

    learn(net, loss_of_batch, given.minutes, given.rate)
    print(judged(net, held, lower))
    np.savez(given.into, **stored(net))
    print("written", given.into.name)


if __name__ == "__main__":
    main()
