"""Names put together from the beginnings of others: HF, Protobuf, Win95, and BT for BitTorrent."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN: Final = re.compile(r"[A-Za-z0-9]+(?:[ \-.'’&+/][A-Za-z0-9]+)*")
_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LEAST: Final = 2
"""Words of which one is put together, and letters that it has."""
_MOST: Final = 4
_INITIALS: Final = 3
"""Letters up to which each may be of a word, if they are capitals; of more a word gives two."""


def is_short_for(name: str, text: str) -> bool:
    """Whether ``name`` begins as neighbouring words of ``text`` do, or one of them as its parts."""
    own = _parts(name)
    letters = "".join(own)
    initials = len(letters) <= _INITIALS
    if len(letters) < _LEAST or (initials and not name.isupper()):
        return False
    least = 1 if initials else _LEAST
    runs = _runs(text)
    if any(_begun(letters, run[at : at + _MOST], least) for run in runs for at in range(len(run))):
        return True
    return len(own) >= _LEAST and "".join(part[0] for part in own) in _capitals(text)


def _begun(letters: str, words: Sequence[str], least: int, used: int = 0) -> bool:
    """Whether ``letters`` are beginnings of ``words`` in order, of each at least ``least``."""
    if not letters:
        return used >= _LEAST
    if not words:
        return False
    word = words[0]
    if word.isdigit() or letters[0].isdigit():
        return letters.startswith(word) and _begun(letters[len(word) :], words[1:], least, used + 1)
    return any(
        word.startswith(letters[:size]) and _begun(letters[size:], words[1:], least, used + 1)
        for size in range(min(least, len(word)), min(len(word), len(letters)) + 1)
    )


def _parts(name: str) -> tuple[str, ...]:
    """The words of ``name`` in small letters, taken apart at capitals and figures."""
    return tuple(part.lower() for part in _PART.findall(name))


@lru_cache(maxsize=64)
def _runs(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_parts(m.group()) for m in _RUN.finditer(text))


@lru_cache(maxsize=64)
def _capitals(text: str) -> frozenset[str]:
    """Abbreviations of two or three capitals, in small letters."""
    found = re.findall(r"(?<![A-Za-z0-9])[A-Z]{2,3}(?![A-Za-z0-9])", text)
    return frozenset(one.lower() for one in found)
