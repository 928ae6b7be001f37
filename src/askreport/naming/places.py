"""In which countries a body may be, by its name: *University of California*, *Zhipu*, *MIT*.

``places.txt`` (countryinfo and CC-CEDICT, made by ``scripts/names_data.py``) has a line for each
country: its code, then its capital, states, provinces and cities with slashes between. Only cities
that the dictionary describes are in it. What a name tells is a hint, since *Nanyang* is a city in
China and a university in Singapore: it is for choosing between countries that are given.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from askreport.language_data import read_table
from askreport.naming.characters import split_syllables
from askreport.naming.territories import places_in
from askreport.naming.words import full_names_of
from askreport.spelling.general import is_english

_WORD: Final = re.compile(r"[A-Z][\w'-]+")
_ACRONYM: Final = re.compile(r"\b[A-Z]{3,6}\b")
_LONGEST: Final = 3
_LEAST_SPOKEN: Final = 5
"""Letters of a word that is taken for pinyin."""


@lru_cache(maxsize=1024)
def countries_of(name: str) -> frozenset[str]:
    """Codes of the countries and regions that ``name`` tells of, by what tells it most surely.

    That is a country or place in it, else in what its letters stand for, else its being pinyin.
    """
    if found := _told_in(name):
        return found
    for letters in _ACRONYM.findall(name):
        if found := frozenset().union(*map(_told_in, full_names_of(letters))):
            return found
    return frozenset(("CN",)) if any(map(_is_pinyin, _WORD.findall(name))) else frozenset()


def _told_in(name: str) -> frozenset[str]:
    words = list(_WORD.finditer(name))
    found = {place.code for place in places_in(name)}
    known = _places()
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _LONGEST)):
            found |= known.get(name[words[first].start() : words[last].end()], frozenset())
    return frozenset(found)


def _is_pinyin(word: str) -> bool:
    """Whether ``word`` is two syllables and more of Chinese, and no English word."""
    lower = word.lower()
    return (
        len(lower) >= _LEAST_SPOKEN
        and lower.isalpha()
        and len(split_syllables(lower) or ()) > 1
        and not is_english(lower)
    )


@lru_cache(maxsize=1)
def _places() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in read_table("naming/places.txt").decode("utf-8").splitlines()[1:]:
        code, names = line.split("\t")
        for name in names.split("/"):
            found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}
