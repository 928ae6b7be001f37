"""The renderings of a set of names, with the weight of every word."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from askreport.naming.characters import split_syllables
from askreport.naming.hits import Vocabulary
from askreport.naming.renderings import renderings
from askreport.naming.tokens import is_head, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD_WEIGHT: Final = 0.25
"""Of words that say what kind of body a name is of, against others as rare."""
_LEAST_WEIGHT: Final = 0.1
_LEAST_SPOKEN: Final = 5
"""Letters of a word that can be told by its sound."""
_UNIVERSITY: Final = stem("university")


@dataclass(frozen=True, slots=True)
class Way:
    """One rendering of one name: its stems in order, the weight of each, and of all."""

    name: int
    stems: tuple[str, ...]
    weights: dict[str, float]
    total: float


class Ways:
    """All renderings of ``names``. A word weighs 1 if one name has it, and less the more do."""

    def __init__(self, names: Sequence[str]) -> None:
        told = [(number, way) for number, name in enumerate(names) for way in renderings(name)]
        self._bearers: dict[str, set[int]] = defaultdict(set)
        for number, stems in told:
            for word in stems:
                self._bearers[word].add(number)
        self._count = max(2, len(names))
        self.all = [self._way(number, stems) for number, stems in told]
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for place, way in enumerate(self.all):
            for word in way.weights:
                if not is_head(word) or all(map(is_head, way.weights)):
                    self.by_word[word].append(place)
        self.vocabulary = self._vocabulary()

    def _way(self, number: int, stems: tuple[str, ...]) -> Way:
        weights = {word: self._weight(word) for word in stems}
        return Way(number, stems, weights, sum(weights.values()))

    def _weight(self, word: str) -> float:
        rare = math.log((self._count + 1) / len(self._bearers[word])) / math.log(self._count + 1)
        return max(_LEAST_WEIGHT, rare) * (_HEAD_WEIGHT if is_head(word) else 1.0)

    def distinct(self, words: set[str]) -> bool:
        """Whether one name only has all of ``words``."""
        bearers = [self._bearers[word] for word in words]
        return bool(bearers) and len(set.intersection(*bearers)) == 1

    def begin_so(self, words: Sequence[str]) -> set[int]:
        """The names that begin with ``words``, in whatever order: Institute of Computing …."""
        own = set(words)
        return {way.name for way in self.all if set(way.stems[: len(own)]) == own}

    def holding(self, names: set[int]) -> set[int]:
        """The names in which one of ``names`` stands whole: Microsoft in Microsoft Research."""
        inner = [way.stems for way in self.all if way.name in names]
        return {way.name for way in self.all if any(_holds(way.stems, one) for one in inner)}

    def _vocabulary(self) -> Vocabulary:
        by_letter: dict[str, list[str]] = defaultdict(list)
        spoken: dict[str, tuple[str, ...]] = {}
        first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for word in self._bearers:
            by_letter[word[:1]].append(word)
            if len(word) >= _LEAST_SPOKEN and len(split_syllables(word)) >= 2:
                spoken[word] = (word,)
        for way in self.all:
            for a, b in pairwise(way.stems):
                if split_syllables(a) and split_syllables(b):
                    spoken.setdefault(a + b, (a, b))
            if _UNIVERSITY in way.stems and len(way.stems) == 2:
                own = next((w for w in way.stems if w != _UNIVERSITY), "")
                if len(said := split_syllables(own)) >= 2:
                    first[said[0]].append(way.stems)
        return Vocabulary(
            words=frozenset(self._bearers),
            by_letter={letter: tuple(words) for letter, words in by_letter.items()},
            spoken=spoken,
            ways=frozenset(way.stems for way in self.all),
            first={said: tuple(own) for said, own in first.items()},
        )


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether ``shorter`` stands in ``longer`` as one run."""
    size = len(shorter)
    return any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))
