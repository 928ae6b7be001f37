"""How much the words of a question speak for its being about the corpus.

Of a word that the general list has, the logarithm of how much oftener it would be in a question
about the corpus than elsewhere (nine words in ten from the corpus, one from general Chinese); very
common words say nothing. A name or identifier speaks for the corpus if it stands there.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold
from askreport.spelling.general import is_english, nats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from askreport.spelling.vocabulary import Cut, Vocabulary

_EACH: Final = 1.5
"""Nats that one word says, at most."""
_NAME: Final = 3.0
"""Nats that a name or identifier of the corpus says."""
_MOST: Final = 1.5
"""Nats that all of them say for the corpus, at most; against it there is no limit."""
_COMMON: Final = 8.0
"""Nats up to which a word is so common that it says nothing."""
_TELLING: Final = 12.0
"""Nats from which on it says all that it can."""
_LATIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Subject:
    """Ranges of a question and the nats by which each speaks for the corpus."""

    words: tuple[tuple[int, int, float], ...]

    @classmethod
    def of(cls, question: str, cuts: Sequence[tuple[int, Cut]], vocabulary: Vocabulary) -> Subject:
        """What ``question`` says, whose Chinese runs are ``cuts``, each with where it begins."""
        return cls((*_chinese(cuts, vocabulary), *_latin(question, vocabulary)))

    def without(self, start: int, end: int) -> float:
        """Nats of all words but those that overlap the range."""
        nats_ = sum(value for a, b, value in self.words if b <= start or end <= a)
        return min(_MOST, nats_)

    def shifted(self, at: int) -> Callable[[int, int], float]:
        """`without`, for ranges of the run that begins at ``at``."""
        return lambda start, end: self.without(at + start, at + end)


def _chinese(
    cuts: Sequence[tuple[int, Cut]], vocabulary: Vocabulary
) -> Iterator[tuple[int, int, float]]:
    for at, cut in cuts:
        for start, end in cut.words:
            if end - start > 1:
                yield at + start, at + end, _says(cut.run[start:end], vocabulary)


def _says(word: str, vocabulary: Vocabulary) -> float:
    general = nats(word)
    if general is None:
        return _EACH
    share = vocabulary.share(word) if vocabulary.has(word) else 0.0
    ratio = math.log(0.9 * share * math.exp(general) + 0.1)
    telling = (general - _COMMON) / (_TELLING - _COMMON)
    return max(-_EACH, min(_EACH, ratio)) * max(0.0, min(1.0, telling))


def _latin(question: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, float]]:
    for found in _LATIN.finditer(question):
        term = fold(found[0])
        if len(term) > 2 and not term.isdigit() and not is_english(term):
            value = _NAME if vocabulary.has_term(term) else -_EACH
            yield found.start(), found.end(), value
