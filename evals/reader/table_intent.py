"""Train what reads questions on tables, and write ``src/askreport/tables/intent.npz``.

    python -m evals.reader.table_intent [--minutes 10]
    python -m evals.reader.table_intent --go-on --more 28 29 30 --midway --minutes 2.2 --rate 3e-4

Needs torch. It learns from ``table_questions.jsonl``: questions of people who have some table of
things, their makers and countries before them, with what they want, what is to be done with the
rows, how the work is limited, and which part each name has. Names are replaced by others that are
always the same, so that nothing is learnt of any table. Low-rank additions to the upper layers of
the bundled embedder, and heads, as for the cross-encoder (`evals.reader.train`).

``--held`` holds all questions of some writers back; what is printed is how often each head is right
of those, and how often all are. The shipped weights hold writers 26, 27 and 31 back. ``--go-on``
starts from weights that are there, ``--more`` names writers whose questions make a third of a step,
``--midway`` keeps the mean of the weights before and after.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.train import (
    LOWER,
    RANK,
    UPPER,
    Layer,
    Lower,
    begin_head,
    begin_layers,
    halfway,
    halved,
    head_told,
    layers_told,
    learn,
    opened,
    padded,
    read_back,
)
from torch import nn

from askreport.tables.intent import HEADS, WEIGHTS, Piece, tokens_of

HERE = Path(__file__).parent
QUESTIONS = HERE / "table_questions.jsonl"
MARK = re.compile(r"\[(?P<letter>[poc])(?P<sign>[-+~]):(?P<name>[^\]]+)\]")
BATCH = 24
HIDDEN = 96
DROPPED = 0.1
UNKNOWN = 0.12
"""How often a question is learnt from once more with a name as it is, as wanting what is not there:
so it is with a name that no table has."""


class Net(nn.Module):
    """The upper layers over a question, and the heads of `askreport.tables.intent`."""

    def __init__(self, file: Any) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer(file, LOWER + n, RANK) for n in range(UPPER)])
        self.heads = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Linear(2 * file.width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, len(of))
                )
                for name, of in HEADS.items()
            }
        )

    def forward(self, examples: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
        """Logits by head, (examples, classes); of ``part`` (names, classes), in order."""
        x, mask = padded([e["state"] for e in examples])
        if self.training:
            x = F.dropout(x, DROPPED)
        for layer in self.layers:
            x = layer(x, mask)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        whole = torch.cat([x[:, 0], mean], 1)
        if self.training:
            whole = F.dropout(whole, DROPPED)
        spans = [
            torch.cat([x[row, a:b].mean(0), x[row, 0]])
            for row, e in enumerate(examples)
            for a, b in e["spans"]
        ]
        out = {name: head(whole) for name, head in self.heads.items() if name != "part"}
        names = torch.stack(spans) if spans else torch.zeros(0, whole.shape[1])
        return out | {"part": self.heads["part"](names)}


def told_apart(marked: str) -> tuple[list[Piece], list[int]]:
    """The pieces of a question with marks, ``[o+:清华]``, and the class of each name's part."""
    pieces: list[Piece] = []
    signs = []
    at = 0
    for match in MARK.finditer(marked):
        pieces += [marked[at : match.start()], (match["letter"], match["name"])]
        signs.append(HEADS["part"].index(match["sign"]))
        at = match.end()
    return [*pieces, marked[at:]], signs


def load() -> list[dict[str, Any]]:
    """The questions, each with ``parts`` (text, or a name with its letter) and labels by head."""
    found = []
    rng = random.Random(7)
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        pieces, signs = told_apart(raw["q"])
        wanted = raw["want"]
        names = [m["name"] for m in MARK.finditer(raw["q"])]
        labels = {"want": HEADS["want"].index(wanted), "op": -100, "work": -100, "top": -100}
        if wanted != "x":
            labels["op"] = HEADS["op"].index(raw["op"])
            labels["work"] = HEADS["work"].index(raw["work"])
            if raw["op"] == "rank":
                labels["top"] = int(bool(raw.get("top")))
        told = {"q": raw["q"], "pieces": pieces, "labels": labels, "signs": signs}
        found.append(told | {"writer": raw["writer"]})
        plus = HEADS["part"].index("+")
        known = [n for n, sign in enumerate(signs) if sign == plus]
        if wanted != "x" and known and rng.random() < UNKNOWN:
            left = rng.choice(known)
            at = [i for i, piece in enumerate(pieces) if isinstance(piece, tuple)][left]
            pieces = [*pieces[:at], names[left], *pieces[at + 1 :]]
            labels = {"want": HEADS["want"].index("x"), "op": -100, "work": -100, "top": -100}
            told = told | {"pieces": pieces, "labels": labels}
            told |= {
                "signs": [s for n, s in enumerate(signs) if n != left],
                "writer": raw["writer"],
            }
            found.append(told)
    return found


def states(told: list[dict[str, Any]], lower: Lower) -> None:
    """Give each its ``state`` below the upper layers, and the ``spans`` of its names."""
    made = [tokens_of(t["pieces"], lower.unigram.pieces) for t in told]
    for begin in range(0, len(told), 32):
        some = told[begin : begin + 32]
        ids = [[lower.file.begin, *made[begin + n][0], lower.file.end] for n in range(len(some))]
        x, _ = lower.through(ids)
        for n, t in enumerate(some):
            t["state"] = x[n, : len(ids[n])].half().numpy()
            t["spans"] = made[begin + n][1]


def stored(net: Net) -> dict[str, np.ndarray]:
    """The weights as `askreport.tables.intent` reads them."""
    told = layers_told(net.layers)
    for name, head in net.heads.items():
        told |= head_told(name, head)
    return halved(told)


def judged(net: Net, held: list[dict[str, Any]]) -> str:
    """What the questions held back say of the network."""
    net.eval()
    right: dict[str, list[bool]] = {name: [] for name in (*HEADS, "all")}
    with torch.no_grad():
        for t in held:
            out = net([t])
            fine = []
            for name in HEADS:
                if name == "part":
                    told = out["part"].argmax(1).tolist()
                    ok = [a == b for a, b in zip(told, t["signs"], strict=True)]
                    right["part"] += ok
                    fine += ok if t["labels"]["op"] >= 0 else []
                elif t["labels"][name] >= 0:
                    ok = [int(out[name][0].argmax()) == t["labels"][name]]
                    right[name] += ok
                    fine += ok
            right["all"].append(all(fine))
    net.train()
    return ", ".join(f"{n} {np.mean(v):.3f} of {len(v)}" for n, v in right.items() if v)


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--held", type=int, nargs="*", default=[], help="writers to hold back")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--into", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--go-on", type=Path, nargs="?", const=WEIGHTS, help="weights to start from"
    )
    parser.add_argument(
        "--more", type=int, nargs="*", default=[], help="writers of a third of a step"
    )
    parser.add_argument("--midway", action="store_true", help="keep the mean of before and after")
    given = parser.parse_args()
    if given.midway and not given.go_on:
        parser.error("--midway needs --go-on: there are no weights before")
    file = opened()
    lower, net = Lower(file), Net(file)
    if given.go_on:
        begin_layers(net.layers, kept := read_back(given.go_on))
        for name, head in net.heads.items():
            begin_head(name, head, kept)
    told = load()
    states(told, lower)
    held = [t for t in told if t["writer"] in given.held]
    taught = [t for t in told if t["writer"] not in given.held]
    more = [t for t in taught if t["writer"] in given.more]
    print(f"{len(taught)} questions, {len(held)} held back", flush=True)
    rng = random.Random(3)
    torch.manual_seed(1)

    def loss_of_batch() -> torch.Tensor:
        third = BATCH // 3 if more else 0
        some = [*rng.sample(taught, BATCH - third), *rng.sample(more, third)]
        out = net(some)
        loss = torch.zeros(())
        for name in HEADS:
            if name == "part":
                target = torch.tensor([s for t in some for s in t["signs"]])
            else:
                target = torch.tensor([t["labels"][name] for t in some])
            if (target >= 0).any():
                loss = loss + F.cross_entropy(out[name], target, label_smoothing=0.05)
        return loss

    learn(net, loss_of_batch, given.minutes, given.rate)
    if held:
        print("held back:", judged(net, held))
    print("taught:", judged(net, taught[:300]))
    made = stored(net)
    np.savez(given.into, **(halfway(made, np.load(given.go_on)) if given.midway else made))
    print("written", given.into.name)


if __name__ == "__main__":
    main()
