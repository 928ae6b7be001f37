"""A Chinese-English dictionary, read where it is asked: words and what they mean.

``words.txt`` is CC-CEDICT (CC BY-SA 4.0), cut down by ``scripts/names_data.py`` to words of two
characters and more with short meanings. A line holds the words of one first character: that
character, then ``rest=meaning/meaning`` for each, with tabs between. Meanings that begin with a
capital letter are names. A line is taken apart when a word of its character is first asked for.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from askreport.language_data import read_table

_LAST: Final = chr(sys.maxunicode)
_ACRONYM: Final = re.compile(r"[A-Z]{3,6}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the dictionary, simplified, and its meanings in English."""

    text: str
    meanings: tuple[str, ...]

    @property
    def is_name(self) -> bool:
        """Whether it is nothing but a name: its meanings all begin with capital letters."""
        return not any(meaning[0].islower() for meaning in self.meanings)


def words_at(text: str, start: int) -> tuple[Word, ...]:
    """The words that begin at ``text[start]``, shortest first; ``text`` is simplified."""
    return _words_of(text[start : start + 1 + _line(text[start]).longest])


# The same few words stand in most questions, and several columns are looked up for each.
@lru_cache(maxsize=8_192)
def _words_of(beginning: str) -> tuple[Word, ...]:
    line = _line(beginning[0])
    rests = [beginning[1 : 1 + length] for length in range(1, len(beginning))]
    return tuple(
        [Word(beginning[0] + rest, _told(line, rest)) for rest in rests if rest in line.words]
    )


def lookup(word: str) -> Word | None:
    """The word ``word``, or ``None`` when the dictionary does not have it."""
    meanings = _line(word[0]).words.get(word[1:]) if word else None
    return None if meanings is None else Word(word, tuple(meanings.split("/")))


@lru_cache(maxsize=8_192)
def completions(prefix: str) -> tuple[Word, ...]:
    """The words that begin with ``prefix`` (two characters at least) and are longer."""
    rest = prefix[1:]
    line = _line(prefix[0])
    first = bisect_right(line.in_order, rest)
    behind = bisect_left(line.in_order, rest + _LAST, first)
    return tuple(
        [Word(prefix[0] + other, _told(line, other)) for other in line.in_order[first:behind]]
    )


@lru_cache(maxsize=8)
def words_ending(ending: str) -> tuple[Word, ...]:
    """The words that are longer than ``ending``, and end with it.

    It goes through the whole dictionary once, in some 5 ms.
    """
    end = ending.encode()
    entries = (
        (first, entry.partition(b"="))
        for first, line in _lines().items()
        if end + b"=" in line
        for entry in line.split(b"\t")
    )
    return tuple(
        Word(first + rest.decode("utf-8"), tuple(meanings.decode("utf-8").split("/")))
        for first, (rest, _, meanings) in entries
        if rest.endswith(end)
    )


@lru_cache(maxsize=4)
def acronyms_of(ending: str) -> frozenset[str]:
    """The meanings in capitals alone of all words that end with ``ending``: 大学, XJTU."""
    told = (meaning for word in words_ending(ending) for meaning in word.meanings)
    return frozenset(meaning for meaning in told if _ACRONYM.fullmatch(meaning))


@lru_cache(maxsize=64)
def full_names_of(acronym: str) -> tuple[str, ...]:
    """The other meanings of the words that mean ``acronym``: MIT, Massachusetts Institute of ….

    It goes through the whole dictionary, in some 10 ms.
    """
    entry = re.compile(f"[=/]{acronym}(?=[/\t]|$)".encode())
    found: list[str] = []
    for first, line in _lines().items():
        if entry.search(line):
            told = (meanings.split("/") for meanings in _line(first).words.values())
            found += [m for meanings in told if acronym in meanings for m in meanings]
    return tuple(dict.fromkeys(m for m in found if m != acronym))


def segment(text: str) -> list[str]:
    """``text`` cut into the longest words from the left; what is no word stands alone."""
    cut: list[str] = []
    at = 0
    while at < len(text):
        found = words_at(text, at)
        cut.append(found[-1].text if found else text[at])
        at += len(cut[-1])
    return cut


def _told(line: _Line, rest: str) -> tuple[str, ...]:
    return tuple(line.words[rest].split("/"))


@dataclass(frozen=True, slots=True)
class _Line:
    words: dict[str, str]
    longest: int
    in_order: list[str]


_NOTHING: Final = _Line({}, 0, [])


@lru_cache(maxsize=1)
def _lines() -> dict[str, bytes]:
    raw = read_table("naming/words.txt").split(b"\n")[1:]
    return {line[:3].decode("utf-8"): line[4:] for line in raw if line}


@lru_cache(maxsize=2048)
def _line(first: str) -> _Line:
    raw = _lines().get(first)
    if raw is None:
        return _NOTHING
    words = dict(entry.split("=", 1) for entry in raw.decode("utf-8").split("\t"))
    return _Line(words, max(map(len, words)), sorted(words))
