"""How the words of cases are compared with those of documents and answers.

White space never counts: a document's text has the file's lines joined, and Chinese text is spaced
by whoever typed it. NFKC makes full-width forms, ligatures and look-alike radicals equal.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Range = tuple[int, int]
"""Half-open, in code points."""


def normalised(text: str) -> str:
    """``text`` after NFKC, without white space, case folded: what ``must`` is compared in."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def missing_groups(must: Sequence[Sequence[str]], text: str) -> tuple[tuple[str, ...], ...]:
    """The groups of ``must`` without an alternative in ``text``; empty when ``text`` is right."""
    words = normalised(text)
    return tuple(
        tuple(group)
        for group in must
        if not any(normalised(alternative) in words for alternative in group)
    )


def locate(quote: str, text: str, *, fold: bool = False) -> list[Range]:
    """Every range of ``text`` that holds ``quote``, white space ignored, in code points.

    A range starts and ends at a character of the quote, with the white space between kept. Ranges
    are in order; they may overlap where the quote overlaps itself. Case counts unless ``fold``,
    unlike in `normalised`: a quote is a copy. Empty when the quote is blank or not there.
    """
    wanted, _ = _squeezed(quote, fold)
    if not wanted:
        return []
    words, ends = _squeezed(text, fold)
    found: list[Range] = []
    at = words.find(wanted)
    while at >= 0:
        # The code point that squeezed character i came from is the first one whose end is past i.
        first, last = (bisect_right(ends, i) for i in (at, at + len(wanted) - 1))
        found.append((first, last + 1))
        at = words.find(wanted, at + 1)
    return found


@lru_cache(maxsize=16)
def _squeezed(text: str, fold: bool) -> tuple[str, tuple[int, ...]]:
    """``text`` squeezed, and for each of its code points where its part of the squeezed ends.

    Code point by code point, since a range must be led back; so characters composed of several
    code points equal only those composed alike. Cached: a run locates every quote in few documents.
    """
    parts = ["".join(unicodedata.normalize("NFKC", character).split()) for character in text]
    if fold:
        parts = [part.casefold() for part in parts]
    return "".join(parts), tuple(accumulate(map(len, parts)))
