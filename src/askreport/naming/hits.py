"""Places in a question that may be a word of a name, each with the Latin words it may stand for.

Latin words stand for themselves, or for the word of the vocabulary that they may be mistyped from.
Chinese characters are looked up in the dictionary, whole and as the beginning of a longer name
(字节 of 字节跳动), and read aloud: 北航 is *Beihang* however it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from askreport.naming.characters import syllables
from askreport.naming.kinds import KIND, KIND_END
from askreport.naming.renderings import ABBREVIATED
from askreport.naming.tokens import fold, is_head, near, stem, tokens
from askreport.naming.words import Word, completions, lookup, segment, words_at, words_ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]+|\d+(?:\.\d+)*")
_HAN_RUN: Final = re.compile("[㐀-䶿一-鿿豈-﫿]+")
_ASKED_BEHIND: Final = re.compile("有[几哪多什没]")
_LONGEST_READ: Final = 4
_LEAST_CLIPPED: Final = 4
_LONGEST_BEGUN: Final = 9
_LEAST_TELLING: Final = 4
"""Characters of a beginning above which it can be of one name only."""

_LEAST_LONG: Final = 6
_LONGEST_BODY: Final = 6
"""Characters of a name before its kind that are compared by their sound."""
_LONG_BODY: Final = 4
EXACT: Final = 1.0
MISTYPED: Final = 0.85
READ: Final = 0.9
COMPLETED: Final = 0.85
SHORTENED: Final = 0.75


@dataclass(frozen=True, slots=True)
class Hit:
    """``question[start:end]`` and what it may stand for: tuples of stems, with how sure that is.

    ``how`` is ``latin``, ``mistyped``, ``clipped``, ``word``, ``name``, ``begun``, ``short``,
    ``sound`` or ``head``.
    """

    start: int
    end: int
    choices: tuple[tuple[str, ...], ...]
    how: str
    quality: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a set of names: ``words`` are stems, ``full`` the unstemmed ones behind them.

    ``spoken`` maps pinyin written as one word to the stems that it stands for, ``first`` the first
    syllable of a university's name to its stems.
    """

    words: frozenset[str]
    by_letter: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, tuple[str, ...]]
    ways: frozenset[tuple[str, ...]]
    first: Mapping[str, tuple[tuple[str, ...], ...]]


def latin_hits(text: str, vocabulary: Vocabulary) -> list[Hit]:
    """The Latin words and figures of ``text``, known or not; a mistyped one has its corrections."""
    found = []
    for match in _LATIN.finditer(text):
        word = fold(match.group())
        own = stem(word)
        found.append(Hit(match.start(), match.end(), ((own,),), "latin", EXACT))
        if own not in vocabulary.words and len(word) >= 5:
            meant = [w for w in vocabulary.by_letter.get(own[:1], ()) if near(own, w)]
            if meant:
                choices = tuple((w,) for w in meant)
                found.append(Hit(match.start(), match.end(), choices, "mistyped", MISTYPED))
        if (
            own not in vocabulary.words
            and len(word) >= _LEAST_CLIPPED
            and match.group()[0].isupper()
        ):
            longer = [w for w in vocabulary.by_letter.get(own[:1], ()) if w.startswith(word)]
            if len(longer) == 1:
                found.append(Hit(match.start(), match.end(), ((longer[0],),), "clipped", SHORTENED))
    return found


def chinese_hits(text: str, vocabulary: Vocabulary) -> list[Hit]:
    """Words, names and sounds in the Chinese of ``text`` (simplified) that the vocabulary has.

    Names that it does not have are told as well (`Hit.choices` of other words): a longer name
    around a known one is another name.
    """
    found: list[Hit] = []
    for run in _HAN_RUN.finditer(text):
        for start in range(run.start(), run.end()):
            for word in words_at(text, start):
                if start + len(word.text) <= run.end():
                    found += _word(start, word, vocabulary)
            found += _begun(text, start, run.end(), vocabulary)
            found += _spoken(text, start, run.end(), vocabulary)
            found += _shortened(text, start, run.end(), vocabulary)
            found += _by_initials(text, start, run.end(), vocabulary)
            if (head := ABBREVIATED.get(text[start])) and not _begins_word(text, start):
                found.append(Hit(start, start + 1, ((head,),), "head", EXACT))
        for kind in KIND.finditer(text, run.start(), run.end()):
            found += _sounding(text, run.start(), kind, vocabulary)
    return found


def _sounding(text: str, begin: int, kind: re.Match[str], vocabulary: Vocabulary) -> Iterable[Hit]:
    """A body's name of which one character only sounds right (青华大学, 斯坦弗大学), two of a long
    one, where it is exactly a known name."""
    for length in range(2, _LONGEST_BODY + 1):
        start = kind.start() - length
        if start < begin:
            return
        written = text[start : kind.end()]
        if lookup(written) is not None:
            return
        for word in _by_sound(kind.group()).get(_sound(text[start : kind.start()]), ()):
            wrong = sum(a != b for a, b in zip(written, word.text, strict=True))
            ways = tuple(way for way in _ways(word, vocabulary) if way in vocabulary.ways)
            if ways and wrong <= 1 + (length >= _LONG_BODY):
                yield Hit(start, kind.end(), ways, "mistyped", MISTYPED)


@lru_cache(maxsize=8)
def _by_sound(kind: str) -> dict[tuple[str, ...], tuple[Word, ...]]:
    """The dictionary's bodies of this kind by the syllables before it."""
    found: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for word in words_ending(kind):
        said = _sound(word.text[: -len(kind)])
        if said and word.is_name:
            found[said] = (*found.get(said, ()), word)
    return found


def _sound(text: str) -> tuple[str, ...]:
    """The first reading of each character; nothing where one is not read in Mandarin."""
    said = [syllables(character)[:1] for character in text]
    return tuple(one[0] for one in said) if all(said) else ()


def _ways(word: Word, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """What ``word`` means, with the place that it begins with where a name has it: ETH Zurich."""
    place = words_at(word.text, 0)[0]
    said = [tokens(m) for m in place.meanings] if place.is_name and place.text != word.text else []
    for meaning in word.meanings:
        way = tokens(meaning)
        longer = [(*way, *own) for own in said if (*way, *own) in vocabulary.ways]
        yield from longer or (way,)


def _word(start: int, word: Word, vocabulary: Vocabulary) -> Iterable[Hit]:
    ways = list(_ways(word, vocabulary)) or [tokens(meaning) for meaning in word.meanings]
    choices = tuple(dict.fromkeys(w for w in ways if any(t in vocabulary.words for t in w)))
    end = start + len(word.text)
    if word.is_name:
        yield Hit(start, end, choices or (ways[0],), "name", EXACT)
        yield from _read_short(start, word, vocabulary)
    elif choices:
        heads = all(is_head(t) for way in choices for t in way)
        yield Hit(start, end, choices, "head" if heads else "word", EXACT)


def _read_short(start: int, word: Word, vocabulary: Vocabulary) -> Iterable[Hit]:
    """A long Chinese name by its short form read aloud: 北京航空航天大学, 北航, is *Beihang*."""
    tail = KIND_END.search(word.text)
    if tail is None or len(word.text) < _LEAST_LONG:
        return
    body = word.text[: tail.start()]
    letters = [piece[0] for piece in segment(body)][:2]
    for way in product(*(syllables(c) for c in letters)):
        stems = vocabulary.spoken.get("".join(way)) if len(way) == 2 else None
        if stems and lookup(body) is None:
            yield Hit(start, start + len(body), (stems,), "sound", SHORTENED)


def _shortened(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterable[Hit]:
    """Two characters for a university, the first as its name begins: 武大, *Wuhan University*."""
    pair = text[start : start + 2]
    if start + 2 > end or pair[1:] != "大" or lookup(pair) is not None:
        return
    if text[start + 1 : start + 3] == "大学":
        return
    for said in syllables(pair[0]):
        if ways := vocabulary.first.get(said):
            yield Hit(start, start + 2, ways, "short", SHORTENED)


def _begins_word(text: str, start: int) -> bool:
    """Whether ``text[start]`` is 所 of 所有 or 所以; of an institute's 所 one asks what it has."""
    if text[start] != "所" or _ASKED_BEHIND.match(text, start + 1):
        return False
    return lookup(text[start : start + 2]) is not None


def _by_initials(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterable[Hit]:
    """Three characters for a university, two of them out of its Chinese name in order: 国科大."""
    said = text[start : start + 3]
    if start + 3 > end or said[2] != "大" or text[start + 3 : start + 4] == "学":
        return
    # 中国|科大 is another one; and what the dictionary has, it says what that is.
    if lookup(said) is not None or (start and lookup(text[start - 1 : start + 1]) is not None):
        return
    ways = {way for name, way in universities(vocabulary.ways) if _in_order(said[:2], name)}
    if len(ways) == 1:
        yield Hit(start, start + 3, tuple(ways), "short", SHORTENED)


def _in_order(characters: str, name: str) -> bool:
    rest = iter(name.removesuffix("大学"))
    return all(character in rest for character in characters)


@lru_cache(maxsize=8)
def universities(ways: frozenset[tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those of ``ways`` that are universities' with the name in Chinese: what the dictionary has,
    and the university of an academy that it has (中国科学院大学)."""
    known = [(word.text, word.meanings) for word in words_ending("大学")]
    known += [
        (f"{word.text}大学", tuple(f"University of {m}" for m in word.meanings))
        for word in words_ending("科学院")
    ]
    told = ((name, tokens(meaning)) for name, meanings in known for meaning in meanings)
    return tuple(dict.fromkeys((name, way) for name, way in told if way in ways))


def _begun(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterable[Hit]:
    """Names of which ``text`` has only the beginning, where they are exactly a known name."""
    for length in range(2, _LONGEST_BEGUN + 1):
        if start + length > end:
            return
        prefix = text[start : start + length]
        longer = completions(prefix)
        if not longer:
            return
        # What is a name by itself, such as a place, is not short for the university there.
        own = lookup(prefix)
        named = own is not None and own.is_name
        ways = {
            way
            for word in longer
            if word.is_name and not (named and KIND_END.search(word.text))
            for way in _ways(word, vocabulary)
            if way in vocabulary.ways
            or (length > _LEAST_TELLING and not vocabulary.words.isdisjoint(way))
        }
        if len(ways) == 1 or (ways and length > _LEAST_TELLING):
            yield Hit(start, start + length, tuple(ways), "begun", COMPLETED)


def _spoken(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterable[Hit]:
    for length in range(2, min(_LONGEST_READ, end - start) + 1):
        said = [syllables(c) for c in text[start : start + length]]
        if not all(said):
            return
        for way in product(*said):
            stems = vocabulary.spoken.get("".join(way))
            if stems:
                yield Hit(start, start + length, (stems,), "sound", READ)
