"""An encoder layer in NumPy: attention among tokens, then the feed-forward part (Vaswani 2017).

Post-normalised, as BERT is. Of a layer's 1.77 million numbers each token is multiplied with all, so
that the floor is 3.5 million operations a token and layer; on two cores the products run at 100 to
240 GFLOPS.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from askreport.cross_encoder.engine_file import EngineFile

    Floats = NDArray[np.float32]

_MATRICES: Final = ("q", "k", "v", "ao", "fi", "fo")
_ATTENDED: Final = ("q", "k", "v")
_NORMALS: Final = ("aln.w", "aln.b", "oln.w", "oln.b")
# Φ(x) is 1 / (1 + exp(-x (a + b x² + c x⁴))) to 2.5e-5 of x Φ(x), a minimax fit over 0..6 of our
# own; the usual one without c errs by 5e-4. The error function to 1.5e-7 takes five times as long.
_A, _B, _C = (np.float32(-1.59501562), np.float32(-7.40114169e-2), np.float32(7.03052446e-4))
_FARTHEST_SQUARE: Final = np.float32(25.0)
"""x² from which on the fit would turn: from there the power is a straight line, Φ being 0 or 1 to
3e-7."""
_LEAST: Final = np.float32(-25.0)
"""x from which on nothing of it is left; the exponential of much less has no number."""
_ONE: Final = np.float32(1.0)
_TOGETHER: Final = 4
"""Columns that the products work on at a time: 24 tokens take less of it than 22 or 23."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's numbers; matrices are (outputs, inputs), biases and normalisations (outputs, 1).

    Tokens are columns. For as few of them as a question has the products take three quarters of
    the time that they take with tokens as rows (25 and 55 tokens), and sums over a token's numbers
    go along rows.
    """

    heads: int
    epsilon: np.float32
    attended: Floats
    """Queries, already scaled, keys and values one above the other, (3 width, width)."""
    queries_bias: Floats
    """(width, 1). Keys need none, which would add the same to all that a query is weighed with;
    that of the values comes through the weights as it is, and is in the bias of ``ao``."""
    matrices: Mapping[str, Floats]
    biases: Mapping[str, Floats]
    normals: Mapping[str, Floats]

    @classmethod
    def of(cls, file: EngineFile, number: int, learnt: Mapping[str, Floats] | None = None) -> Layer:
        """Layer ``number`` of ``file``; with what is ``learnt``: low-rank additions to its matrices
        (Hu 2021, LoRA), and biases and normalisations in the place of its own."""
        learnt = learnt or {}
        matrices, biases = {}, {}
        for name in _MATRICES:
            inputs = file.inner if name == "fo" else file.width
            weight = file.matrix(f"l{number}.{name}.w", inputs)
            if f"{name}.A" in learnt:
                weight = weight + learnt[f"{name}.B"] @ learnt[f"{name}.A"]
            matrices[name] = weight
            biases[name] = learnt.get(f"{name}.b", file.vector(f"l{number}.{name}.b"))[:, None]
        scale = np.float32((file.width // file.heads) ** -0.5)
        matrices["q"], biases["q"] = matrices["q"] * scale, biases["q"] * scale
        biases["ao"] = biases["ao"] + matrices["ao"] @ biases["v"]
        return cls(
            file.heads,
            np.float32(file.epsilon),
            np.concatenate([matrices.pop(n) for n in _ATTENDED]),
            biases["q"],
            matrices,
            biases,
            {n: learnt.get(n, file.vector(f"l{number}.{n}"))[:, None] for n in _NORMALS},
        )

    def __call__(self, x: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
        """The tokens ``x``, (width, tokens), after this layer; each sees those of its own span."""
        width, tokens = x.shape
        seen = self.attended @ x
        seen[:width] += self.queries_bias
        by_head = seen.reshape(len(_ATTENDED), self.heads, -1, tokens)
        context = np.zeros(by_head.shape[1:], np.float32)
        for a, b in spans:
            queries, keys, values = by_head[..., a:b]
            weights = keys.transpose(0, 2, 1) @ queries
            weights -= np.maximum.reduce(weights, axis=1, keepdims=True)
            np.exp(weights, out=weights)
            total = np.add.reduce(weights, axis=1, keepdims=True)
            np.divide(values @ weights, total, out=context[..., a:b])
        told = self.matrices["ao"] @ context.reshape(width, tokens)
        told += self.biases["ao"]
        told += x
        x = self._normal(told, "aln")
        inner = self.matrices["fi"] @ x
        inner += self.biases["fi"]
        told = self.matrices["fo"] @ gelu(inner)
        told += self.biases["fo"]
        told += x
        return self._normal(told, "oln")

    def _normal(self, x: Floats, name: str) -> Floats:
        return normalised(x, self.normals[f"{name}.w"], self.normals[f"{name}.b"], self.epsilon)


def through(layers: Sequence[Layer], x: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """The tokens ``x``, (tokens, width), after ``layers``; each sees those of its own span."""
    tokens, width = x.shape
    # Of some more than there are, which no token sees: 23 take 13 % longer than 24 do.
    columns = np.zeros((width, -(-tokens // _TOGETHER) * _TOGETHER), np.float32)
    columns[:, :tokens] = x.T
    for layer in layers:
        columns = layer(columns, spans)
    return columns[:, :tokens].T


def normalised(x: Floats, weight: Floats, bias: Floats, epsilon: np.float32) -> Floats:
    """Each column of ``x`` with mean 0 and variance 1, then scaled and shifted; in its place."""
    # With means as products all takes two thirds of the time (.045 -> .030 ms for 24 tokens).
    share = _share(len(x))
    x -= share @ x
    deviation = share @ (x * x)
    deviation += epsilon
    np.sqrt(deviation, out=deviation)
    np.divide(_ONE, deviation, out=deviation)
    x *= deviation
    x *= weight
    x += bias
    return x


@cache
def _share(count: int) -> Floats:
    """``count`` numbers whose sum is 1."""
    return np.full(count, 1 / count, np.float32)


def gelu(x: Floats) -> Floats:
    """``x Φ(x)`` (Hendrycks and Gimpel 2016)."""
    near = np.maximum(x, _LEAST)
    square = near * near
    np.minimum(square, _FARTHEST_SQUARE, out=square)
    power = square * _C
    power += _B
    power *= square
    power += _A
    power *= near
    np.exp(power, out=power)
    power += _ONE
    np.divide(x, power, out=power)
    return power
