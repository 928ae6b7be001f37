"""Chinese words written with characters that sound like the right ones, out of order or short.

A noisy channel (Kernighan, Church & Gale 1990): a reading of the question in which a window is a
word of the corpus is weighed against the question as it stands, both divided into words so that
they are likeliest, and the mistake has its own cost. Nothing is changed that the corpus has as it
stands, nor where two readings are about as good.

What it does not do: characters that only look alike, words of one character, and mistakes that are
common words themselves (权利 for 权力).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from askreport.spelling.general import RAREST, alike, nats, syllables
from askreport.spelling.vocabulary import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from askreport.spelling.change import How
    from askreport.spelling.vocabulary import Cut, Vocabulary

# What mistakes cost, in nats: −ln of how probable they are.
_SOUND: Final = 5.0
"""A character of the same syllable."""
_ALIKE: Final = 1.5
"""The syllable is only similar."""
_NEXT: Final = 2.0
"""A second wrong character in the same word."""
_ORDER: Final = 6.0
_MISSING: Final = 7.0
_EASY: Final = 12.0
"""Nats from which on a word is rare in general Chinese. Input methods offer common words first, so
that they are seldom mistyped: each nat below costs one."""

# What a reading must bring, in nats: by itself, and with what the rest of the question says.
_COMMON: Final = (3.0, 4.0)
"""A word of two characters that general Chinese has."""
_NAME: Final = (1.0, 3.0)
"""A word of two characters that it has not, which is a name of the corpus."""
_LONGER: Final = (1.0, 2.0)
"""A longer word, which says more by what is right in it."""
_CLEAR: Final = 1.5
"""More than any other reading of the same place."""

_GRAMMAR: Final = 7.3
"""Nats up to which a single character is taken for a word of its own (的, 是, 在, 人)."""
_PARTICLES: Final = frozenset("的地得了着过们个")
"""What joins words and belongs to none: beside it a character is a word of its own, and nothing is
wrong where it is left out."""
_LONG: Final = 4
"""Characters of a word in which two may be wrong, or one missing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``run[start:end]`` is read as ``word``, which makes the run likelier by ``gain`` nats."""

    start: int
    end: int
    word: str
    how: How
    gain: float


class Chinese:
    """Readings of questions by the words of one corpus. Threads may share it."""

    def __init__(self, vocabulary: Vocabulary, terms: Collection[str]) -> None:
        self._vocabulary = vocabulary
        self._characters = [term for term in terms if len(term) == 1]
        self._pairs = {term for term in terms if len(term) == 2}

    def readings(self, cut: Cut, subject: Callable[[int, int], float]) -> list[Reading]:
        """The readings to take, in the order of the run, none over another.

        ``subject`` tells how many nats the question without that range of the run says for its
        being about the corpus.
        """
        found = [
            reading
            for reading in self._weighed(cut)
            if _convincing(cut, reading, subject(reading.start, reading.end))
        ]
        found.sort(key=lambda reading: -reading.gain)
        taken: list[Reading] = []
        for reading in found:
            if any(_overlap(reading, other) for other in taken):
                continue
            result = _result(cut.run, reading)
            if not any(
                _overlap(reading, other)
                and other.gain > reading.gain - _CLEAR
                and _result(cut.run, other) != result
                for other in found
            ):
                taken.append(reading)
        return sorted(taken, key=lambda reading: reading.start)

    def _weighed(self, cut: Cut) -> Iterator[Reading]:
        for start, end, word, how, mistake in self._candidates(cut.run):
            if not self._vocabulary.has(word):
                continue
            cost = self._vocabulary.cost(word)
            assert cost is not None
            general = nats(word)
            easy = 0.0 if general is None else max(0.0, _EASY - general)
            gain = cut.nats - (cut.before[start] + cost + cut.after[end]) - mistake - easy
            yield Reading(start, end, word, how, gain)

    def _candidates(self, run: str) -> Iterator[tuple[int, int, str, How, float]]:
        sounds = [self._sounds_of(character) for character in run]
        for start in range(len(run) - 1):
            for word, mistake in self._sounding(run[start:], sounds[start : start + LONGEST]):
                yield start, start + len(word), word, "sound", mistake
        for middle in range(1, len(run)):
            if run[middle - 1 : middle + 1] not in self._pairs:
                yield from self._swapped(run, middle)
                yield from self._completed(run, middle)

    def _sounding(
        self, window: str, sounds: list[list[tuple[str, float]]]
    ) -> Iterator[tuple[str, float]]:
        """Strings of known pairs that sound like a beginning of ``window``, and their cost.

        ``sounds`` are `_sounds_of` its characters.
        """
        growing: list[tuple[str, float, frozenset[tuple[str, str]]]] = [("", 0.0, frozenset())]
        for size, likely in enumerate(sounds, start=1):
            written = window[size - 1]
            longer = []
            for string, cost, wrong in growing:
                follow = self._followers.get(string[-1], "") if string else None
                for character, mistake in likely:
                    if follow is not None and character not in follow:
                        continue
                    swap = (written, character)
                    if not mistake or swap in wrong:  # 李条条 for 李跳跳 is one mistake
                        longer.append((string + character, cost, wrong))
                    elif len(wrong) < 2:
                        more = mistake - (_SOUND - _NEXT if wrong else 0.0)
                        longer.append((string + character, cost + more, wrong | {swap}))
            growing = longer
            for string, cost, wrong in growing:
                if wrong and (len(wrong) == 1 or size >= _LONG) and self._doubtful(window, string):
                    yield string, cost

    def _doubtful(self, window: str, string: str) -> bool:
        """Whether ``window`` may be a mistake for ``string``: nothing speaks for it as it is."""
        size = len(string)
        if size < 2 or (size == 2 and any(map(_is_grammar, window[:2]))):
            return False
        for i in range(size):
            if window[i] == string[i]:
                continue
            if i and window[i - 1 : i + 1] in self._pairs:
                return False
            if i + 1 < size and window[i : i + 2] in self._pairs:
                return False
            beside = window[1] if i == 0 else window[i - 1]
            if i in (0, size - 1) and beside in _PARTICLES:
                return False  # a word of one character: 不要钱的版本 is no 前的版本
            short_edge = size < _LONG and i in (0, size - 1)
            if short_edge and (_is_grammar(window[i]) or _is_grammar(string[i])):
                return False
        return True

    def _swapped(self, run: str, middle: int) -> Iterator[tuple[int, int, str, How, float]]:
        """Words of three characters and more, the neighbours before and at ``middle`` swapped."""
        mended = f"{run[: middle - 1]}{run[middle]}{run[middle - 1]}{run[middle + 1 :]}"
        for start in range(max(0, middle + 1 - LONGEST), middle):
            for end in range(max(middle + 1, start + 3), min(start + LONGEST, len(run)) + 1):
                yield start, end, mended[start:end], "order", _ORDER

    def _completed(self, run: str, middle: int) -> Iterator[tuple[int, int, str, How, float]]:
        """Words of four characters and more, one more character put in at ``middle``."""
        for character in self._followers.get(run[middle - 1], ""):
            if character + run[middle] not in self._pairs or character in _PARTICLES:
                continue  # 亿参数 lacks no 个
            mended = run[:middle] + character + run[middle:]
            for start in range(max(0, middle + 2 - LONGEST), middle):
                last = min(start + LONGEST, len(mended))
                for end in range(max(middle + 2, start + _LONG), last + 1):
                    yield start, end - 1, mended[start:end], "missing", _MISSING

    def _sounds_of(self, written: str) -> list[tuple[str, float]]:
        """Characters of the corpus that ``written`` may stand for, itself first, and the cost."""
        costs = {written: 0.0}
        for syllable in syllables(written):
            for other, characters in self._by_sound.get(alike(syllable), {}).items():
                cost = _SOUND if syllable == other else _SOUND + _ALIKE
                for character in characters:
                    costs[character] = min(cost, costs.get(character, cost))
        return list(costs.items())

    # The tables hold strings of characters: a thousand sets would cost a round of the collector.

    @cached_property
    def _by_sound(self) -> dict[str, dict[str, str]]:
        """Characters of the corpus by their syllable, and these by what is alike in them."""
        table: dict[str, dict[str, str]] = {}
        for character in self._characters:
            for syllable in syllables(character):
                same = table.setdefault(alike(syllable), {})
                same[syllable] = same.get(syllable, "") + character
        return table

    @cached_property
    def _followers(self) -> dict[str, str]:
        table: dict[str, str] = {}
        for pair in self._pairs:
            table[pair[0]] = table.get(pair[0], "") + pair[1]
        return table


def _convincing(cut: Cut, reading: Reading, subject: float) -> bool:
    if len(reading.word) > 2:
        alone, together = _LONGER
    elif _beside_unknown(cut, reading):
        return False
    elif nats(reading.word) is None:
        alone, together = _NAME
    else:
        alone, together = _COMMON
        subject = min(0.0, subject)
    return reading.gain >= alone and reading.gain + subject >= together


def _beside_unknown(cut: Cut, reading: Reading) -> bool:
    """Whether the window may be part of a longer word that nobody knows: a foreign name."""
    return any(
        end - start == 1
        and (end == reading.start or start == reading.end)
        and not _is_grammar(cut.run[start])
        for start, end in cut.words
    )


def _is_grammar(character: str) -> bool:
    cost = nats(character)
    return (RAREST if cost is None else cost) <= _GRAMMAR


def _overlap(one: Reading, other: Reading) -> bool:
    return one.start < other.end and other.start < one.end


def _result(run: str, reading: Reading) -> str:
    return run[: reading.start] + reading.word + run[reading.end :]
