"""Latin words as names are compared: folded, stemmed, the empty ones left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LEGAL: Final = frozenset(
    """inc incorporated corp corporation co company ltd limited llc plc gmbh ag ug sa group holding
    holdings technologies""".split()  # noqa: SIM905
)
"""Legal forms, which names are said with or without."""

HEADS: Final = frozenset(
    """university college institute institution school academy laboratory lab center centre
    foundation society association committee department faculty hospital bank research studio team
    project city province county state-run""".split()  # noqa: SIM905
)
"""What kind of body a name is of: shared by many names, so it tells little between them."""

_EMPTY: Final = frozenset("the of for and in at on a an de la von der des & s".split())  # noqa: SIM905
_WORD: Final = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)*")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SUFFIX: Final = re.compile(
    r"(?:ational|ations?|ators?|ating|ates?|ated|itions?|ings?|ical|ics?|ies|ied|ers?|ors?|ed|es"
    r"|ions?|ments?|ally|ly|al|ity|e|s|y)$"
)
_LEAST_STEM: Final = 4
_FIGURES: Final = re.compile(r"\d+")


def fold(text: str) -> str:
    """``text`` in lower-case letters without accents, as far as Unicode can say so."""
    return _unaccented(text).casefold()


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """The letters and figures of ``text``, folded: what stays when spaces and dashes go."""
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """``word`` (folded) less an ending of inflection or derivation: computing, compute → comput."""
    if word.endswith("ies") and len(word) > _LEAST_STEM:
        word = word[:-3] + "y"
    match = _SUFFIX.search(word)
    return word[: match.start()] if match and match.start() >= _LEAST_STEM else word


@lru_cache(maxsize=16_384)
def tokens(text: str) -> tuple[str, ...]:
    """The stems of the words of ``text`` in order; articles, prepositions, legal forms dropped.

    A name of nothing else keeps them.
    """
    words = [fold(word) for word in _WORD.findall(_plain(text))]
    telling = [w for w in words if w not in _EMPTY and w not in LEGAL]
    return tuple(stem(w) for w in telling or words)


def parts(text: str) -> tuple[str, ...]:
    """As `tokens`, with compounds taken apart: OpenAtom → open, atom."""
    return tokens(_CAMEL.sub(" ", text))


def telling(text: str) -> tuple[str, ...]:
    """As `tokens`, and nothing where there are only words that tell nothing."""
    return tokens(text) if any(fold(w) not in _EMPTY for w in _WORD.findall(_plain(text))) else ()


def initials(text: str) -> str:
    """The first letters of the telling words of ``text``, folded: MIT, UCAS."""
    words = [fold(word) for word in _WORD.findall(_plain(text))]
    return "".join(w[0] for w in words if w not in _EMPTY)


_HEAD_STEMS: Final = frozenset(stem(word) for word in HEADS)


def is_head(token: str) -> bool:
    """Whether ``token`` (a stem) only says what kind of body a name is of."""
    return token in _HEAD_STEMS


def _plain(text: str) -> str:
    return _unaccented(text.replace("’s", "").replace("'s", ""))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join([c for c in letters if not unicodedata.combining(c)])


def near(a: str, b: str) -> bool:
    """Whether ``a`` may be ``b`` mistyped: one slip in five letters and more, two in nine."""
    allowed = 2 if min(len(a), len(b)) >= 9 else 1
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > allowed or a[0] != b[0]:
        return False
    if _FIGURES.findall(a) != _FIGURES.findall(b):  # v6 is no slip for v7
        return False
    return distance(a, b, allowed) <= allowed


def distance(a: str, b: str, most: int) -> int:
    """Optimal string alignment distance; anything over ``most`` is told as ``most + 1``.

    Damerau (1964): insertions, deletions, substitutions, swaps of neighbours, each costing one.
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
