"""Train what reads a statement with its quotes, and write ``.../cross_encoder/entailment.npz``.

    python -m evals.reader.entailment --texts DIR... [--minutes 15]
    python -m evals.reader.entailment --texts DIR... --begin GENERAL.npz --report A B AB \
        --minutes 9 9 12 --into A.npz B.npz AB.npz --midway

Needs torch. It begins from the weights of the cross-encoder for questions, whose upper layers it
goes on with; the loss is logistic, of whether the quotes say what the statement says. Examples are
the statements of ``statements.jsonl``: true ones in other words, and false ones that differ in a
word, a denial, a direction, a role or a clause. True ones also with sentences that they do not
cite, which makes false ones; quotes with further sentences beside them, which changes nothing.
``--report`` then teaches the statements on this report's dev pages, of one half of the pages or of
both, three of four of a step: what is taught one half tells what it is worth on the other.
``--midway`` keeps the mean of the weights before and after, which tell as much of other texts as
those before and nearly as much of the report as those after (Wortsman 2022, WiSE-FT).

Every tenth passage is held back; what is printed of them is the AUC by the way of being false.
"""

# ruff: noqa: E501 - a script; what it prints is wide

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import stated
from evals.reader.report_statements import statements_of_report
from evals.reader.train import (  # fmt: skip
    BATCH,
    Lower,
    Upper,
    begin_from,
    halfway,
    is_held_back,
    learn,
    opened,
    stored,
)

from askreport.cross_encoder.encoder import WEIGHTS
from askreport.cross_encoder.lower import SENTENCE_TOKENS
from askreport.cross_encoder.statement_reader import WEIGHTS as INTO
from askreport.cross_encoder.statement_reader import pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Draw = Callable[[random.Random], list[dict[str, Any]]]

MOST = 224
"""Tokens of a statement with its quotes."""
OF_REPORT = 12
"""True and false statements on the report in a step that teaches them, each."""
GENERAL_BESIDE = 3
"""Of so many statements on other texts one is taught beside those on the report."""
LEAST = 12
"""Statements of a kind from which on it is taught by itself."""
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


def taught_general(told: list[dict[str, Any]]) -> Draw:
    """What draws the examples of a step from statements on other texts."""
    return lambda rng: rng.sample(told, 2 * BATCH)


def taught_report(told: list[dict[str, Any]], general: list[dict[str, Any]]) -> Draw:
    """The same, three of four of them on the report: as many true as false ones, of each kind as many."""
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in told:
        by_kind[one["k"]].append(one)
    true = by_kind.pop("true")
    kinds = [kind for kind, of in sorted(by_kind.items()) if len(of) >= LEAST]

    def draw(rng: random.Random) -> list[dict[str, Any]]:
        false = [rng.choice(by_kind[kind]) for kind in rng.choices(kinds, k=OF_REPORT)]
        beside = rng.sample(general, 2 * (BATCH - OF_REPORT))
        return [*rng.sample(true, OF_REPORT), *false, *beside]

    return draw


def teach(net: Upper, draw: Draw, lower: Lower, minutes: float, rate: float) -> None:
    """Lower the loss over what is drawn."""
    rng = random.Random(2)
    torch.manual_seed(1)

    def loss_of_batch() -> torch.Tensor:
        made = [example(one, lower, rng, True) for one in draw(rng)]
        scores = net([states for states, _ in made])[:, 0]
        return F.binary_cross_entropy_with_logits(scores, torch.tensor([t for _, t in made]))

    learn(net, loss_of_batch, minutes, rate)


def keep(lower: Lower, told: list[dict[str, Any]]) -> None:
    """Make the lower layers' states of statements and sentences."""
    lower.keep([a["s"] for a in told], SENTENCE_TOKENS)
    lower.keep([p for s in {s for a in told for s in a["sents"]} for p in cut(s, lower)], SENTENCE_TOKENS)  # fmt: skip
    print(f"{len(told)} statements, {len(lower.kept)} texts", flush=True)


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, nargs="+", default=[15])
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--begin", type=Path, default=WEIGHTS)
    parser.add_argument("--into", type=Path, nargs="+", default=[INTO])
    parser.add_argument("--midway", action="store_true")
    parser.add_argument("--report", choices=("A", "B", "AB"), nargs="+", default=[])
    given = parser.parse_args()
    file = opened()
    lower = Lower(file)
    told = stated(given.texts)
    held = [a for a in told if is_held_back(a)]
    general = [a for a in told if not is_held_back(a)]
    own = statements_of_report() if given.report else []
    if own:
        general = general[::GENERAL_BESIDE]
    keep(lower, [*held, *general, *own])
    for side, minutes, into in zip(given.report or [""], given.minutes, given.into, strict=True):
        net = Upper(file)
        begin_from(net, given.begin)
        of_side = [a for a in own if a["side"] in side]
        draw = taught_report(of_side, general) if side else taught_general(general)
        teach(net, draw, lower, minutes, given.rate)
        if given.midway:
            np.savez(into, **halfway(stored(net), np.load(given.begin)))
            begin_from(net, into)
        print(judged(net, held, lower))
        if others := [a for a in own if a["side"] not in side]:
            print("the other half's", judged(net, others, lower))
        np.savez(into, **stored(net))
        print("written", into.name, flush=True)


if __name__ == "__main__":
    main()
