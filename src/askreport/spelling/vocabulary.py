"""The Chinese words of one corpus and how likely each is, found without cutting it into words.

A string counts as a word of the corpus if the general list has it and it stands there, or if it
recurs, its characters stand together far oftener than chance would have it, however it is divided
(pointwise mutual information: Church & Hanks 1990), and it is no piece of a longer one; that finds
the names that no list has. The probability of a word is half that of general Chinese and half that
of the corpus.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from askreport.spelling.general import RAREST, nats

if TYPE_CHECKING:
    from askreport.lexical import LexicalIndex

LONGEST: Final = 6
"""Characters of the longest word."""
_TOGETHER: Final = 10.0
"""Times oftener than by chance that the parts of a word stand together; most names have hundreds,
those made of two words of the corpus's own subject (开源, 中国) some ten."""
_MOSTLY: Final = 0.75
"""Share of its places in which a piece has the same neighbour."""
_LOOKED_AT: Final = 40
"""Places of a string that are looked at for that."""
_OUTSIDE: Final = frozenset("的了是在与及等或也就而被把这那其个们")
"""Characters with which no name begins or ends."""
_CHARACTERS_A_WORD: Final = 1.5
"""In running Chinese."""
_OFTEN: Final = math.exp(-7.5)
"""Greatest probability that the corpus gives a word: what it speaks of on every page is no likelier
to be mistyped than what it speaks of in one chapter."""
_HAN: Final = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A run of characters divided into words.

    ``before[i]`` are the least nats of ``run[:i]``, ``after[i]`` those of ``run[i:]``; ``words``
    are the ranges of the likeliest division of the whole.
    """

    run: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    words: tuple[tuple[int, int], ...]

    @property
    def nats(self) -> float:
        """−ln of the probability of the likeliest division."""
        return self.before[-1]


class Vocabulary:
    """Words of the corpus whose terms are in ``lexical`` and whose words are ``text``."""

    def __init__(self, lexical: LexicalIndex, text: str) -> None:
        self._lexical = lexical
        self._text = text
        self._words: dict[str, bool] = {}

    @cached_property
    def _characters(self) -> int:
        return max(1, sum(map(len, _HAN.findall(self._text))))

    @cached_property
    def _triples(self) -> frozenset[str]:
        runs = _HAN.findall(self._text)
        return frozenset(run[i : i + 3] for run in runs for i in range(len(run) - 2))

    def stands(self, string: str) -> bool:
        """Whether each pair of neighbours in ``string`` stands in the corpus; of one, it itself."""
        known = self._lexical.vocabulary
        if len(string) == 1:
            return string in known
        return all(string[i : i + 2] in known for i in range(len(string) - 1))

    def has_term(self, term: str) -> bool:
        """Whether ``term``, a Latin word or identifier in small letters, stands in the corpus."""
        return term in self._lexical.vocabulary

    def has(self, word: str) -> bool:
        """Whether ``word`` is a word of the corpus, of two characters and more."""
        found = self._words.get(word)
        if found is None:
            found = self.stands(word) and self._is_word(word)
            self._words[word] = found
        return found

    def share(self, word: str) -> float:
        """How probable a word of the corpus is ``word``, which it has; at most one in 1,800.

        Counted in chunks, by the rarest pair, which costs no search of the text.
        """
        often = min(self._lexical.frequency(word[i : i + 2]) for i in range(len(word) - 1))
        return min(_OFTEN, often * _CHARACTERS_A_WORD / self._characters)

    def cost(self, word: str) -> float | None:
        """Nats of ``word``; ``None`` if it is none, which a single character always is."""
        general = nats(word)
        if len(word) == 1:
            return RAREST if general is None else general
        probability = 0.0 if general is None else math.exp(-general)
        if self.has(word):
            probability += self.share(word)
        return -math.log(probability / 2) if probability else None

    def cut(self, run: str) -> Cut:
        """``run`` divided into words; Viterbi 1967, once from each end."""
        size = len(run)
        before = [0.0] + [math.inf] * size
        after = [math.inf] * size + [0.0]
        last = [0] * (size + 1)
        costs: list[tuple[int, int, float]] = []
        for start in range(size):
            for end in range(start + 1, min(start + LONGEST, size) + 1):
                cost = self.cost(run[start:end])
                if cost is None:
                    continue
                costs.append((start, end, cost))
                if before[start] + cost < before[end]:
                    before[end] = before[start] + cost
                    last[end] = start
        for start, end, cost in reversed(costs):
            after[start] = min(after[start], cost + after[end])
        words: list[tuple[int, int]] = []
        end = size
        while end:
            words.append((last[end], end))
            end = last[end]
        return Cut(run, tuple(before), tuple(after), tuple(reversed(words)))

    def _is_word(self, word: str) -> bool:
        if nats(word) is not None:
            return len(word) == 2 or word in self._text
        if _OUTSIDE.intersection((word[0], word[-1])):
            return False
        if any(word[i : i + 3] not in self._triples for i in range(len(word) - 2)):
            return False  # a search of the whole text, for most that are looked for, saved
        count = self._text.count(word)
        if count < 2 or self._is_piece(word):
            return False
        together = count * self._characters / _TOGETHER
        return all(
            together >= self._text.count(word[:middle]) * self._text.count(word[middle:])
            for middle in range(1, len(word))
        )

    def _is_piece(self, word: str) -> bool:
        """Whether ``word`` mostly stands beside the same character, as 马斯 in 马斯克 does."""
        before: Counter[str] = Counter()
        after: Counter[str] = Counter()
        seen = 0
        at = self._text.find(word)
        while at >= 0 and seen < _LOOKED_AT:
            end = at + len(word)
            before[self._text[max(0, at - 1) : at]] += 1
            after[self._text[end : end + 1]] += 1
            seen += 1
            at = self._text.find(word, end)
        return any(
            count >= _MOSTLY * seen and _HAN.match(character)
            for side in (before, after)
            for character, count in side.items()
        )
