"""Text to the numbers of its pieces: the most likely way to cut it up (a unigram model).

Kudo 2018, "Subword Regularization"; the vocabulary is XLM-RoBERTa's, and so is what characters are
read as before. The cut is found by dynamic programming over the characters (Viterbi).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.cross_encoder.engine_file import EngineFile

_SPACE: Final = "▁"
"""What the vocabulary writes for a space; a text begins with one."""
_LONGEST: Final = 16
"""Characters of the longest piece of the vocabulary."""
_UNKNOWN: Final = 10.0
"""How much less likely than the rarest piece a character of none is."""
_NEVER: Final = -1e30


class Unigram:
    """Cuts texts up by one vocabulary."""

    def __init__(self, file: EngineFile) -> None:
        self._vocabulary = file.vocabulary
        self._normal = file.normal
        self._least = file.vocabulary.least - _UNKNOWN

    def pieces(self, text: str) -> list[int]:
        """The numbers of the pieces of ``text``, none added."""
        return self._cut(self._read(text))[0]

    def spans(self, text: str, parts: Sequence[str]) -> list[tuple[int, int] | None]:
        """Of ``parts`` in their order in ``text``: from which of its pieces to which each goes.

        A piece belongs to the part in which it begins. ``None`` for one that does not stand there.
        """
        read = self._read(text)
        begins = [0, *self._cut(read)[1]]
        spans: list[tuple[int, int] | None] = []
        behind = 0
        for part in parts:
            wanted = self._normalised(part).strip(_SPACE)
            at = read.find(wanted, behind)
            if at < 0 or not wanted:
                spans.append(None)
                continue
            behind = at + len(wanted)
            # What begins with the space before the part begins with it.
            first = bisect_left(begins, at - (read[at - 1] == _SPACE))
            last = bisect_left(begins, behind, hi=len(begins) - 1)
            spans.append((first, last) if first < last else None)
        return spans

    def _cut(self, text: str) -> tuple[list[int], list[int]]:
        """The pieces of a ``text`` as it is read, and where in it each ends."""
        size = len(text)
        best = [0.0] + [_NEVER] * size
        piece = [0] * (size + 1)
        start = [0] * (size + 1)
        unknown, beginning = self._vocabulary.unknown, self._vocabulary.beginning
        for at in range(size):
            here = best[at]
            alone, longer = beginning(text[at]), beginning(text[at : at + 2])
            for end in range(at + 1, min(size, at + _LONGEST) + 1):
                found = (longer if end > at + 1 else alone).get(text[at:end])
                if found is not None and (score := here + found[1]) > best[end]:
                    best[end], piece[end], start[end] = score, found[0], at
                if not longer:
                    break
            if (score := here + self._least) > best[at + 1]:
                best[at + 1], piece[at + 1], start[at + 1] = score, unknown, at
        cut, ends = [], []
        while size:
            cut.append(piece[size])
            ends.append(size)
            size = start[size]
        return cut[::-1], ends[::-1]

    def _read(self, text: str) -> str:
        return _SPACE + self._normalised(text).lstrip(_SPACE)

    def _normalised(self, text: str) -> str:
        normal = self._normal
        text = "".join(normal.get(ord(c), c) for c in text)
        return _SPACE.join(part for part in text.split(" ") if part)
