"""The ways in which a name can be said, as sequences of stemmed Latin words.

A Latin name has its words, its words with compounds taken apart, and what stands in its brackets.
A Chinese name has what the dictionary says of it, or of its parts, and its pinyin. A name in one
script meets a question in the other because both come down to such words.
"""

from __future__ import annotations

import re
from itertools import islice, product
from typing import Final

from askreport.naming.characters import simplified, syllables
from askreport.naming.tokens import parts, tokens
from askreport.naming.words import lookup, segment

_HAN: Final = re.compile("[㐀-䶿一-鿿豈-﫿]+")
_BRACKETS: Final = re.compile(r"[(（]([^()（）]*)[)）]")
_LEGAL: Final = re.compile(r"(?:股份|控股)?(?:有限)?(?:公司|集团)$")
_MOST: Final = 8
_MEANINGS: Final = 3

ABBREVIATED: Final = {"大": "univers", "院": "institut", "所": "institut", "校": "school"}
"""Last characters that stand for a kind of body in Chinese short forms: 武大, 计算所."""


def renderings(name: str) -> tuple[tuple[str, ...], ...]:
    """Each way to say ``name`` as stems in order; the first is the plainest."""
    bare = _BRACKETS.sub(" ", name).strip() or name
    found: list[tuple[str, ...]] = []
    for text in (bare, *_BRACKETS.findall(name)):
        han = _HAN.findall(text)
        if han:
            plain = simplified(text)
            found += _chinese(_LEGAL.sub("", plain) or plain)
        else:
            found += [tokens(text), parts(text)]
    return tuple(way for way in dict.fromkeys(found) if way)


def _chinese(text: str) -> list[tuple[str, ...]]:
    whole = lookup(text)
    found = [tokens(meaning) for meaning in whole.meanings] if whole else []
    pieces: list[list[tuple[str, ...]]] = []
    for piece in (p for run in re.findall(r"[一-鿿]+|[A-Za-z0-9.]+", text) for p in _cut(run)):
        word = lookup(piece)
        said = pinyin(piece)
        if word is not None:
            pieces.append([tokens(m) for m in word.meanings[:_MEANINGS]] + ([said] if said else []))
        elif said:
            pieces.append([said])
        else:
            pieces.append([tokens(piece)])
    combined = product(*pieces)
    found += [tuple(t for way in ways for t in way) for ways in islice(combined, _MOST)]
    if said := pinyin(text):
        found.append(said)
    return found


def _cut(run: str) -> list[str]:
    return segment(run) if _HAN.match(run) else [run]


def pinyin(text: str) -> tuple[str, ...]:
    """``text`` in pinyin as one word; empty when a character is not read in Mandarin."""
    said = [syllables(c)[:1] for c in text]
    return ("".join(s[0] for s in said),) if all(said) else ()
