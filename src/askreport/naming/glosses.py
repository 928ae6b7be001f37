"""What Chinese text says in English words: for an English question over Chinese passages.

No translation: every word that the dictionary finds in the text, and every meaning that it gives.
It tells which of a question's words a sentence may speak of.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from askreport.naming.characters import simplified
from askreport.naming.tokens import telling
from askreport.naming.words import words_at

_HAN: Final = re.compile(r"[㐀-鿿]+")


@lru_cache(maxsize=16_384)
def glosses(text: str) -> frozenset[str]:
    """The stems of the meanings of the Chinese words of ``text``, and of its Latin words."""
    found = set(telling(text))
    for run in _HAN.findall(simplified(text)):
        for start in range(len(run) - 1):
            for word in words_at(run, start):
                found.update(token for meaning in word.meanings for token in telling(meaning))
    return frozenset(found)
