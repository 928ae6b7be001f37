"""Where what was told last stands: who asks on mostly asks of the same passage.

A reply is quoted from passages, or says in other words what they say. Of each of its sentences the
passage is sought that has the greatest share of its words, weighed by how rare they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.lexical import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from askreport.lexical import LexicalIndex

_SENTENCE: Final = re.compile(r"(?<=[。！？!?；;])|\n|\[\d+\]|(?<=\.)\s")
_LEAST: Final = 20.0
"""Idf of a sentence in all, below which it may stand anywhere."""
_SHARE: Final = 0.5
"""Share of it that a passage must have."""
_BESIDE: Final = 2
"""Passages on either side that are beside one."""


def told_in(reply: str, lexical: LexicalIndex) -> dict[int, float]:
    """The rows of the passages that ``reply`` tells of, each with the share (0..1) it has."""
    found: dict[int, float] = {}
    for sentence in _SENTENCE.split(reply):
        said = set(terms(sentence))
        if sum(map(lexical.rarity, said)) < _LEAST:
            continue
        shares = lexical.shares_of(said)
        row = int(shares.argmax())
        if shares[row] >= _SHARE:
            found[row] = max(found.get(row, 0.0), float(shares[row]))
    return found


def beside(told: Mapping[int, float], row: int) -> float:
    """How much the passages beside ``row`` were told of; 0 where it was itself."""
    if not told or row in told:
        return 0.0
    return max(told.get(row + step, 0.0) for step in range(-_BESIDE, _BESIDE + 1))
