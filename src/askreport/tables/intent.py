"""What a question wants of a table, whatever its words: learnt, where wording is not enough.

`askreport.tables.wording` knows the words of tables; people have others. Here the upper layers of
the bundled embedder, retrained, read the question with its names replaced by ones that are always
the same, and heads say what is wanted, what is to be done with the rows, how the work is limited,
and which part each name has (``intent.npz``; ``evals/reader/``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.encoder import head, loading, stored, upper_layers
from askreport.cross_encoder.transformer import through
from askreport.reading.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from askreport.cross_encoder.lower import LowerLayers

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "intent.npz"
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "want": ("p", "o", "c", "x"),
    "op": ("list", "count", "most", "least", "rank", "compare", "whether", "partners"),
    "work": ("any", "joint", "alone", "3+", "countries", "domestic"),
    "top": ("one", "first"),
    "part": ("+", "-", "~"),
}
"""Classes by head. ``want``: things, their makers, countries, or what no column has; ``top``: of a
rank, only that one or the first ones; ``part``: of a name, that it is a condition, is excluded, or
has no part."""
STANDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {"p": "Zephyr", "o": "西门子", "c": "法国"},
    "en": {"p": "Zephyr", "o": "Siemens", "c": "France"},
}
"""What stands for every thing, maker and country."""
TOKENS: Final = 96
"""Of a question, the end of a longer one; with the two special ones."""

Piece = str | tuple[str, str]
"""Words of a question, or a name with its letter (a key of `STANDS`) before it."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What was read, with the probability of each class by head, and of each name in order."""

    heads: Mapping[str, Mapping[str, float]]
    parts: tuple[Mapping[str, float], ...]

    def best(self, name: str) -> str:
        """The likeliest class of head ``name``."""
        told = self.heads[name]
        return max(told, key=told.__getitem__)

    def sure(self, name: str) -> float:
        """The probability of that class."""
        return max(self.heads[name].values())

    @property
    def signs(self) -> tuple[str, ...]:
        """The likeliest part of each name."""
        return tuple(max(told, key=told.__getitem__) for told in self.parts)


class IntentReader:
    """Reads questions. Threads may share it."""

    def __init__(self, lower: LowerLayers, learnt: Mapping[str, Floats]) -> None:
        self._lower = lower
        self._learnt = learnt
        self._upper = upper_layers(lower, learnt)

    @classmethod
    def open(cls, lower: LowerLayers) -> IntentReader:
        """The one that ships with the package, above ``lower``.

        Raises:
            RerankerUnavailableError: its weights are missing or damaged.
        """
        with loading():
            return cls(lower, stored(WEIGHTS))

    def read(self, pieces: Sequence[Piece]) -> Intent:
        """What the question in ``pieces`` wants. Names beyond `TOKENS` have no part."""
        with self._lower.turn:
            ids, spans = tokens_of(pieces, self._lower.pieces)
            x = self._lower.below(ids)
        x = through(self._upper, x, [(0, len(x))])
        whole = np.concatenate([x[0], x.mean(axis=0)])
        heads = {n: self._told(n, whole) for n in HEADS if n != "part"}
        parts = [
            self._told("part", np.concatenate([x[a:b].mean(axis=0), x[0]]))
            if b > a
            else {"+": 0.0, "-": 0.0, "~": 1.0}
            for a, b in spans
        ]
        return Intent(heads, tuple(parts))

    def _told(self, name: str, state: Floats) -> dict[str, float]:
        logits = head(self._learnt, name, state[None])[0]
        odds = np.exp(logits - logits.max())
        return dict(zip(HEADS[name], map(float, odds / odds.sum()), strict=True))


def tokens_of(
    pieces: Sequence[Piece], cut: Callable[[str], list[int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """The tokens of a question without the special ones, and where each name's are.

    Places count the special one at the beginning. Of more tokens than are read the last are kept; a
    name before them is at (0, 0).
    """
    words = "".join(piece for piece in pieces if isinstance(piece, str))
    stands = STANDS["zh" if language_of(words) == "zh" else "en"]
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        if isinstance(piece, str):
            ids += cut(piece) if piece.strip() else []
        else:
            own = cut(stands[piece[0]])
            spans.append((len(ids) + 1, len(ids) + 1 + len(own)))
            ids += own
    over = max(0, len(ids) - (TOKENS - 2))
    return ids[over:], [(a - over, b - over) if a - over > 0 else (0, 0) for a, b in spans]
