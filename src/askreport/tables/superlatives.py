"""Superlatives: the most and the least of something, the first three, the one behind another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from askreport.tables import wording
from askreport.tables.numbers import small_number

_COUNTED: Final = re.compile(
    r"\s*的?\s*(?P<zh>[两二三四五六七八九十]|\d{1,2})(?=[个名家座项位款])"
    r"|\s+(?P<en>two|three|four|five|\d{1,2})\b"
)
_SEVERAL: Final = 3
"""How many are told where the most of something is asked for in the plural."""


@dataclass(frozen=True, slots=True)
class Superlative:
    """``question[start:end]`` asks for the most of something, or the least.

    ``top`` is how many of them, ``rank`` the place to begin with, ``early`` says that it is of
    times; ``next_``: the one behind what is named.
    """

    start: int
    end: int
    least: bool
    early: bool
    top: int = 1
    rank: int = 1
    next_: bool = False


def superlative_in(text: str, *, compared: bool) -> Superlative | None:
    """The superlative that ``text`` asks for; ``compared``: several rows are named (哪个大)."""
    match, top = wording.MOST.search(text), wording.TOP.search(text)
    if match is None and compared and (pair := wording.COMPARED.search(text)):
        what = pair.group("zh") or ""
        least = what in wording.LEAST or bool(pair.group("less"))
        return Superlative(*pair.span(), least, what in wording.EARLY)
    if behind := wording.NEXT.search(text):
        return Superlative(*behind.span(), least=False, early=False, next_=True)
    rank = wording.RANK.search(text)
    span = rank or match or top
    if span is None:
        return None
    what, least = "", False
    if match is not None:
        what = match.group("what") or match.group("least") or match.group("most") or ""
        least = what in wording.LEAST or match.group("least") is not None
    if top and not rank:
        count = small_number(top.group("zh") or top.group("en"))
    else:
        count = _counted(text, span.end())
    if count is None and rank is None and wording.PLURAL.search(text):
        count = _SEVERAL
    place = 1
    if rank is not None:
        least = least or rank.group()[-1:] in wording.LEAST
        said = rank.group("zh") or rank.group("en")
        place = wording.ORDINALS.get(said.casefold()) or small_number(said) or 1
    early = what.casefold() in wording.EARLY
    return Superlative(*span.span(), least, early, count or 1, place)


def _counted(text: str, at: int) -> int | None:
    """The number behind a superlative: 最大的三个, the largest three."""
    match = _COUNTED.match(text, at)
    return small_number(match.group("zh") or match.group("en")) if match else None
