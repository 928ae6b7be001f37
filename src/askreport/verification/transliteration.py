"""Whether a Chinese name writes a foreign one by its sound: 奥特曼 for Altman.

Vowels differ too much to be compared, so that both are read as rows of consonants. Those that
Chinese does not tell apart in foreign names (b and p, l and r) are one.
"""

# ruff: noqa: E501 - tables

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from askreport.naming.characters import syllables
from askreport.naming.tokens import distance, fold

_LATIN: Final = (
    (r"ph", "f"), (r"th", "t"), (r"tsch|sch|tch|ch|sh|zh|cz", "s"), (r"ck|qu?|x(?=$)", "k"), (r"x", "ks"),
    (r"c(?=[eiy])", "s"), (r"g(?=[eiy])", "k"), (r"[ckg]", "k"), (r"ng", "n"), (r"[szj]", "s"), (r"[bp]", "p"),
    (r"[dt]", "t"), (r"[vfw]", "f"), (r"[lr](?=[^aeiouy]|$)", ""), (r"[lr]", "l"), (r"h", ""),
    (r"[^kspftlmn]", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip
"""What is read as what in a Latin word, in this order; an l or r that closes a syllable is lost."""
_PINYIN: Final = re.compile(r"(?P<first>zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)[a-zü]*?(?P<last>n?)g?$")
_FIRST: Final = {
    **dict.fromkeys(("b", "p"), "p"), **dict.fromkeys(("d", "t"), "t"), **dict.fromkeys(("g", "k"), "k"),
    **dict.fromkeys(("j", "q", "x", "zh", "ch", "sh", "z", "c", "s"), "s"), "l": "l", "r": "l",
    "m": "m", "n": "n", "f": "f", "w": "f",
}  # fmt: skip
_SILENT: Final = "尔耳儿"
_LEAST: Final = 3
"""Consonants from which on rows that are alike are so by no accident."""
_LONG: Final = 5
_MOST_READINGS: Final = 8
_MOST_CHARACTERS: Final = 8


def transliterates(chinese: str, latin: str) -> bool:
    """Whether ``chinese`` sounds like ``latin``, by their consonants in order."""
    if not 2 <= len(chinese) <= _MOST_CHARACTERS:
        return False
    wanted = _of_latin(latin)
    if len(wanted) < _LEAST:
        return False
    allowed = 1 if len(wanted) >= _LONG else 0
    return any(distance(wanted, said, allowed) <= allowed for said in _of_chinese(chinese))


@lru_cache(maxsize=2048)
def _of_latin(word: str) -> str:
    word = fold(word)
    for pattern, instead in _LATIN:
        word = re.sub(pattern, instead, word)
    return word


@lru_cache(maxsize=2048)
def _of_chinese(name: str) -> frozenset[str]:
    said = [("",) if c in _SILENT else syllables(c) for c in name]
    if not all(said):
        return frozenset()
    rows = {""}
    for options in said:
        rows = {
            re.sub(r"(.)\1+", r"\1", row + one)
            for row, one in product(rows, {_consonants(s) for s in options})
        }
        if len(rows) > _MOST_READINGS:
            break
    return frozenset(rows)


def _consonants(syllable: str) -> str:
    match = _PINYIN.match(syllable)
    return _FIRST.get(match["first"], "") + match["last"] if match else ""
