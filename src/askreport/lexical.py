"""The lexical leg: BM25 over Chinese characters and pairs, Latin words and identifiers.

Chinese is segmented into single characters and pairs of neighbours, which needs no dictionary,
loads nothing, and on public Chinese question sets did at least as well as dictionary words. An
identifier (``3A6000``, ``v2.0.0``, ``CVE-2023-38545``) is a term as a whole and in its parts, so
that both the exact and the half-remembered name find it.

Scores: BM25 (Robertson & Zaragoza 2009) with the always positive idf of Lucene,
``ln(1 + (N - df + 0.5) / (df + 0.5))``. The weight of every posting is computed when indexing;
a question costs one addition per posting of its terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int32]

K1: Final = 1.2
B: Final = 0.6

_RUN: Final = re.compile(
    r"[㐀-䶿一-鿿豈-﫿]+|[^\W_㐀-䶿一-鿿豈-﫿](?:[\w.+#/:-]*[\w+#])?", re.UNICODE
)
_HAN: Final = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_PART: Final = re.compile(r"\d+(?:\.\d+)*|[^\W\d_㐀-䶿一-鿿豈-﫿]+")
_INNER_CAPITAL: Final = re.compile("[a-z][A-Z]")
_LETTERS: Final = 3
"""Of a Latin word that may be a name."""
_HAN_SPLIT: Final = re.compile(r"[㐀-䶿一-鿿豈-﫿]+|[^㐀-䶿一-鿿豈-﫿]+")


def fold(text: str) -> str:
    """Compatibility forms and case folded away (NFKC, then case folding)."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms(text: str) -> list[str]:
    """The terms of ``text`` in order, repeated as they occur."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        for piece in _HAN_SPLIT.findall(run):
            if _HAN.match(piece):
                found += piece
                found += [piece[i : i + 2] for i in range(len(piece) - 1)]
            else:
                word = piece.strip(".+-/:_") or piece
                word = piece if piece in ("c++", "c#", "f#") else word
                found.append(word)
                parts = _PART.findall(word)
                if len(parts) > 1:
                    found += parts
    return found


def identifiers(text: str) -> list[str]:
    """The terms of ``text`` that name one thing: letters with figures, a version number, a word
    with a capital inside, and among Chinese any Latin word of some letters."""
    normal = unicodedata.normalize("NFKC", text)
    among_chinese = _HAN.search(normal) is not None
    found = []
    for run in _RUN.findall(normal):
        for piece in _HAN_SPLIT.findall(run):
            word = piece.strip(".+-/:_")
            if _HAN.match(word) or word.isdigit():
                continue
            if any(c.isdigit() for c in word) or (
                len(word) >= _LETTERS and (among_chinese or _INNER_CAPITAL.search(word))
            ):
                found.append(word.casefold())
    return found


def cohesion(run: str, frequency: Callable[[str], int]) -> float:
    """How much the least coherent pair of ``run``'s characters belongs together, 0 to 1.

    In how many of the texts that have the rarer one they stand together; ``frequency`` counts the
    texts that a term stands in. Names have .3 to 1 (语雀, 滴滴), characters that only happen to
    meet (的地) hundredths.
    """
    return min(
        frequency(run[i : i + 2]) / max(1, min(frequency(run[i]), frequency(run[i + 1])))
        for i in range(len(run) - 1)
    )


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings: ``rows[starts[t]:starts[t+1]]`` are those of term ``t``, with their weights."""

    vocabulary: dict[str, int]
    starts: Ints
    rows: Ints
    weights: Floats
    idf: Floats
    size: int

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index ``texts``; row numbers are their order."""
        counts = [Counter(terms(text)) for text in texts]
        size = len(counts)
        lengths = np.array([sum(c.values()) for c in counts] or [1], dtype=np.float32)
        mean = float(lengths.mean()) or 1.0
        vocabulary: dict[str, int] = {}
        postings: list[list[tuple[int, int]]] = []
        for row, count in enumerate(counts):
            for term, seen in count.items():
                number = vocabulary.setdefault(term, len(postings))
                if number == len(postings):
                    postings.append([])
                postings[number].append((row, seen))
        frequency = np.array([len(p) for p in postings], dtype=np.float32)
        idf = np.log1p((size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        starts = np.zeros(len(postings) + 1, dtype=np.int32)
        np.cumsum([len(p) for p in postings], out=starts[1:])
        flat = [entry for posting in postings for entry in posting]
        rows = np.array([entry[0] for entry in flat], dtype=np.int32)
        times = np.array([entry[1] for entry in flat], dtype=np.float32)
        norm = K1 * (1 - B + B * lengths[rows] / mean) if len(rows) else times
        term_of = np.repeat(np.arange(len(postings)), np.diff(starts))
        weights = (idf[term_of] * times * (K1 + 1) / (times + norm)).astype(np.float32)
        return cls(vocabulary, starts, rows, weights, idf, size)

    def scores(self, question: str) -> Floats:
        """BM25 of every row for ``question``, (size,); a repeated question term counts once."""
        return self.scores_of(terms(question))

    def scores_of(self, wanted: Iterable[str]) -> Floats:
        """BM25 of every row for the terms ``wanted``, (size,)."""
        out = np.zeros(self.size, dtype=np.float32)
        for term in dict.fromkeys(wanted):
            number = self.vocabulary.get(term)
            if number is not None:
                span = slice(int(self.starts[number]), int(self.starts[number + 1]))
                out[self.rows[span]] += self.weights[span]
        return out

    def shares_of(self, wanted: Iterable[str]) -> Floats:
        """The share (0..1) of the idf of the terms ``wanted`` that every row has, (size,)."""
        out = np.zeros(self.size, dtype=np.float32)
        total = 0.0
        for term in dict.fromkeys(wanted):
            total += self.rarity(term)
            number = self.vocabulary.get(term)
            if number is not None:
                rows = self.rows[int(self.starts[number]) : int(self.starts[number + 1])]
                out[rows] += self.idf[number]
        return out / max(total, 1e-9)

    def frequency(self, term: str) -> int:
        """How many rows ``term`` stands in."""
        number = self.vocabulary.get(term)
        return 0 if number is None else int(self.starts[number + 1] - self.starts[number])

    def rarity(self, term: str) -> float:
        """Idf of ``term``; of a term that nowhere stands, the greatest possible."""
        number = self.vocabulary.get(term)
        if number is None:
            return float(np.log1p((self.size + 0.5) / 0.5))
        return float(self.idf[number])


def top(scores: Floats, count: int, rows: Sequence[int] | None = None) -> list[int]:
    """Row numbers of the ``count`` best scores above zero, best first; among ``rows`` if given."""
    pool = np.arange(len(scores)) if rows is None else np.asarray(rows, dtype=np.int64)
    if not len(pool):
        return []
    values = scores[pool]
    count = min(count, len(pool))
    best = np.argpartition(-values, count - 1)[:count]
    best = best[np.argsort(-values[best], kind="stable")]
    return [int(pool[i]) for i in best if values[i] > 0]
