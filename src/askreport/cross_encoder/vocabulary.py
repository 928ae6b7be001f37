"""The pieces of a vocabulary, found by the two characters that they begin with.

A quarter of a million strings take 0.4 s to make, and a question touches some hundreds of them; so
the text of all pieces stays as it lies in the file, sorted by its beginnings (45 ms), and only
those of a beginning that is met become strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Beginnings = NDArray[np.uint64]

_KEY: Final = 8
"""Bytes that two characters of UTF-8 take at most."""


class Vocabulary:
    """The pieces of one model file. Threads may share it."""

    def __init__(
        self,
        text: NDArray[np.uint8],
        offsets: NDArray[np.uint32],
        scores: NDArray[np.float32],
        unknown: int,
    ) -> None:
        """``text`` in UTF-8 is that of all pieces, each from one of the ``offsets``, (pieces + 1,),
        to the next; ``scores``, (pieces,), are log probabilities; ``unknown`` is the number of what
        stands for all others.

        Raises:
            ValueError: an offset lies behind the text, or in front of the one before.
        """
        if len(offsets) and (offsets[-1] > len(text) or (offsets[1:] < offsets[:-1]).any()):
            raise ValueError("the vocabulary is cut off")
        self.unknown = unknown
        self.least = float(scores.min())
        self._text = text
        self._offsets = offsets.astype(np.int64)
        self._scores = scores
        keys = _keys(text, self._offsets)
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]
        self._met: dict[str, dict[str, tuple[int, float]]] = {}

    def beginning(self, characters: str) -> dict[str, tuple[int, float]]:
        """The pieces that begin with two ``characters``, or are the one, with number and score."""
        found = self._met.get(characters)
        if found is None:
            key = _key(characters)
            first, end = np.searchsorted(self._sorted, [key, key + np.uint64(1)]).tolist()
            numbers = self._order[first:end].tolist()
            found = {
                self._piece(number): (number, float(self._scores[number]))
                for number in numbers
                if number != self.unknown
            }
            self._met[characters] = found
        return found

    def _piece(self, number: int) -> str:
        start, end = self._offsets[number : number + 2].tolist()
        return self._text[start:end].tobytes().decode()


def _key(characters: str) -> np.uint64:
    return np.uint64(
        int.from_bytes(characters.encode("utf-8", "surrogatepass").ljust(_KEY, b"\0"), "big")
    )


def _keys(text: NDArray[np.uint8], offsets: NDArray[np.int64]) -> Beginnings:
    """The first two characters of each piece as one number, (pieces,)."""
    padded = np.concatenate([text, np.zeros(_KEY, np.uint8)])
    starts, sizes = offsets[:-1], np.diff(offsets)
    first = _length(padded[starts])
    both = first + np.where(sizes > first, _length(padded[starts + first]), 0)
    taken = np.minimum(both, sizes)
    places = np.arange(_KEY)
    letters = padded[starts[:, None] + places]
    letters[places >= taken[:, None]] = 0
    return np.ascontiguousarray(letters).view(">u8")[:, 0].astype(np.uint64)


def _length(leading: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Bytes of the character that each byte leads."""
    sizes = np.ones(len(leading), np.int64)
    for least in (0xC0, 0xE0, 0xF0):
        sizes += leading >= least
    return sizes
