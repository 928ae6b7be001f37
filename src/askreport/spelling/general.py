"""What Chinese and English look like in general: words with their frequency, and syllables.

The tables are made by ``scripts/language_data.py``. They are read when first asked for (6 ms) and
kept as they lie on disk, a string for each first letter or character, in which a word is looked up;
a hundred thousand string objects would take ten times as long to make.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from askreport.language_data import read_table

_COMMONEST: Final = 4
"""Nats of the letter “a” in ``chinese.txt``."""
RAREST: Final = 17.0
"""Nats of a character that the list does not have; its rarest words have 16."""


def _lines(name: str) -> list[str]:
    """The lines of a table below the first, which says where it comes from."""
    return read_table(f"spelling/{name}").decode("utf-8").split("\n")[1:-1]


@cache
def _chinese() -> dict[str, str]:
    return {line[0]: line for line in _lines("chinese.txt")}


@cache
def _english() -> dict[str, str]:
    return {line[0]: f" {line} " for line in _lines("english.txt")}


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _lines("syllables.txt"):
        syllable, characters = line.split(" ")
        alone = (syllable,)
        for character in characters:
            table[character] = table[character] + alone if character in table else alone
    return table


def nats(word: str) -> float | None:
    """−ln of the probability of the Chinese ``word``, to the nearest whole; ``None`` if unknown."""
    line = _chinese().get(word[0])
    if line is None:
        return None
    rest = " " + word[1:]
    at = line.find(rest)
    while at >= 0:
        letter = line[at + len(rest) : at + len(rest) + 1]
        if "a" <= letter <= "z":
            return float(ord(letter) - ord("a") + _COMMONEST)
        at = line.find(rest, at + 1)
    return None


def is_english(word: str) -> bool:
    """Whether ``word``, in small letters, is among the commoner English words."""
    return f" {word} " in _english().get(word[:1], "")


def syllables(character: str) -> tuple[str, ...]:
    """How ``character`` is read, without tones: ``("xing", "hang")`` for 行; empty if unknown."""
    return _syllables().get(character, ())


@cache
def characters_read(syllable: str) -> str:
    """The characters that may be read ``syllable``, without tones; empty if there are none."""
    start = f"{syllable} "
    return next(
        (line[len(start) :] for line in _lines("syllables.txt") if line.startswith(start)), ""
    )


def alike(syllable: str) -> str:
    """``syllable`` without the differences that many speakers do not make.

    Retroflex and flat (zh/z, ch/c, sh/s), n and l at the beginning, ng and n at the end.
    """
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    if syllable[0] == "l" and len(syllable) > 1:
        syllable = "n" + syllable[1:]
    if syllable.endswith("ng") and syllable[-3:-2] in ("a", "e", "i"):
        syllable = syllable[:-1]
    return syllable
