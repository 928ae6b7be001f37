"""Chinese cut into words, and which of its words say something.

Words are those of a general list with frequencies and of a Chinese-English dictionary; a run is cut
so that its words are likeliest together (Viterbi). What neither knows falls into single characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from askreport.naming.words import lookup
from askreport.spelling.general import RAREST, nats
from askreport.verification.wording import HAN

_RUN: Final = re.compile(f"[{HAN}]+")
_LONGEST: Final = 5
_IN_DICTIONARY: Final = 13.0
"""Nats of a word that only the dictionary has, which tells no frequency."""
_LEAST_TELLING: Final = 8.0
GRAMMAR: Final = frozenset(
    "的了着过地得之其所以而且与和及或并也都就才又再还仍已曾将把被给让令使从自由在于对向往到至为因"
    "是有无没不未非能会可要应该须需想来去上下中内外前后里间时等者们个位名只次种些每各某这那此该本"
    "他她它我你您谁何如若则但却虽即便很更最太较约近超逾达共总均皆仅刚正起开出入回做作用说称指按据"
    "经通跟同像比更多少大小高低新老好第一二三四五六七八九十百千万亿两几半年月日天号点分后以内由此处"
    "列栏行表占居属系叫并完成受接走带拿花得换找看听写读买卖玩算当变成让"
)
"""Single characters that are words of grammar or too common to tell anything."""


@dataclass(frozen=True, slots=True)
class Word:
    """``text[start:end]`` as a word; ``nats`` is -ln of how frequent it is in general Chinese."""

    text: str
    start: int
    end: int
    nats: float

    @property
    def known(self) -> bool:
        """Whether a list has it as a word of more than one character."""
        return len(self.text) > 1


@lru_cache(maxsize=20000)
def _cost(word: str) -> float | None:
    told = nats(word)
    if told is not None:
        return told
    if len(word) == 1:
        return RAREST
    return _IN_DICTIONARY if lookup(word) is not None else None


@lru_cache(maxsize=20000)
def is_telling(word: str) -> bool:
    """Whether ``word`` is one that a list has and that is not too common to tell anything."""
    cost = nats(word)
    return cost is not None and cost >= _LEAST_TELLING


@lru_cache(maxsize=1024)
def words_in(text: str) -> tuple[Word, ...]:
    """The Chinese words of a plain ``text``, in order."""
    found: list[Word] = []
    for run in _RUN.finditer(text):
        found += _cut(run.group(), run.start())
    return tuple(found)


def _cut(run: str, offset: int) -> list[Word]:
    best: list[tuple[float, int, float]] = [(0.0, 0, 0.0)]
    for end in range(1, len(run) + 1):
        options = []
        for start in range(max(0, end - _LONGEST), end):
            cost = _cost(run[start:end])
            if cost is not None:
                options.append((best[start][0] + cost, start, cost))
        best.append(min(options))
    words: list[Word] = []
    end = len(run)
    while end:
        _, start, cost = best[end]
        words.append(Word(run[start:end], offset + start, offset + end, cost))
        end = start
    return words[::-1]
