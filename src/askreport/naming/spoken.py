"""Chinese names written as they sound: *Yuque* in a question, 语雀 in the documents.

A capitalised word that the documents lack and that is pinyin from end to end is looked up by sound:
of the runs of characters in the documents that are read so, the most frequent is meant. It is put
in brackets behind the word, where both legs of the retrieval find it, and the asker sees it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from askreport.lexical import cohesion
from askreport.naming.characters import split_syllables
from askreport.spelling.general import characters_read, is_english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORD: Final = re.compile(r"(?<![\w.@/-])[A-Z][a-z]{1,23}(?![\w@/-])")
_BETWEEN: Final = re.compile(r"\s+|\s?-\s?")
_MOST_SYLLABLES: Final = 4
_MOST_WORDS: Final = 3
"""A person's name is two words, a company's may be three."""
_LEAST_LETTERS: Final = 4
"""Of a word that is a name by itself."""
_LEAST_COHESION: Final = 0.2
"""Of two characters: in how many of the texts that have the rarer one they stand together. Names
have .3 to 1 (语雀, 滴滴), characters that only happen to meet (的地) hundredths."""


def with_spoken_names(
    question: str, frequency: Callable[[str], int], stands: Callable[[str], bool]
) -> str:
    """``question`` with what its pinyin names stand for in brackets behind them.

    ``frequency`` tells in how many texts a word or a pair of characters stands, ``stands`` whether
    longer characters do.
    """
    words = list(_WORD.finditer(question))
    parts: list[str] = []
    at = place = 0
    while place < len(words):
        for last in range(min(len(words), place + _MOST_WORDS), place, -1):
            run = words[place:last]
            gaps = [question[a.end() : b.start()] for a, b in pairwise(run)]
            if not all(_BETWEEN.fullmatch(gap) for gap in gaps):
                continue
            written = _written([m[0].lower() for m in run], frequency, stands)
            if written and written not in question:
                parts += (question[at : run[-1].end()], f" ({written})")
                at = run[-1].end()
                place = last - 1
                break
        place += 1
    return "".join((*parts, question[at:]))


def _written(
    words: list[str], frequency: Callable[[str], int], stands: Callable[[str], bool]
) -> str | None:
    """The characters that ``words`` are most probably written in."""
    if len(words) == 1 and (len(words[0]) < _LEAST_LETTERS or is_english(words[0])):
        return None
    for order in (words, words[::-1]) if len(words) == 2 else (words,):
        cut = [split_syllables(word) for word in order]
        said = tuple(s for syllables in cut for s in syllables)
        if not all(cut) or not 2 <= len(said) <= _MOST_SYLLABLES:
            return None
        found = {name: cohesion(name, frequency) for name in _names(said, frequency, stands)}
        if found:
            best = max(found, key=lambda name: found[name])
            # Where the documents mostly write it in letters, they are found by these.
            if all(_commonness(best, frequency) >= frequency(word) for word in words):
                return best
    return None


def _names(
    said: tuple[str, ...], frequency: Callable[[str], int], stands: Callable[[str], bool]
) -> Iterator[str]:
    """The runs of characters in the documents that are read ``said``."""
    runs = list(characters_read(said[0]))
    for sound in said[1:]:
        following = characters_read(sound)
        runs = [run + c for run in runs for c in following if frequency(run[-1] + c)]
    if len(said) == 2:
        yield from (run for run in runs if cohesion(run, frequency) >= _LEAST_COHESION)
    else:
        yield from filter(stands, runs)


def _commonness(run: str, frequency: Callable[[str], int]) -> int:
    return min(frequency(run[i : i + 2]) for i in range(len(run) - 1))
