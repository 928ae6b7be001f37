"""The wording in which statements and quotes are compared: one script, one width, no stray spaces.

Nothing here is shown to a reader; what a check says of a statement is close to it all the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from askreport.naming.characters import simplified
from askreport.script import script_of, to_script

HAN: Final = "㐀-䶿一-鿿豈-﫿"
_GROUPED: Final = re.compile(r"(?<!\d)(\d{1,3})，(\d{3})(?!\d)")
_BESIDE_HAN: Final = re.compile(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])")
_CHINESE: Final = re.compile(rf"[{HAN}]")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_VERB: Final = re.compile(r"\b(?:the|an?|of|to|is|are|was|were|has|had|in|by|for|[a-z]+ed)\b")
"""Words that only a sentence has; “Accelerated” may be part of a name."""
_NO_WORD: Final = re.compile(r"[\W_]+")
_TORN_DECIMAL: Final = re.compile(r"(\d\.) (\d+[万亿%])")
_CLAUSE: Final = re.compile(
    r"[,，。;；!?！？:：\n]+(?!(?<=\d,)\d{3}(?!\d))\s*|\.\s+|\s*——\s*|\s+(?:and|but|while|whereas)\s+"
)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """``text`` in simplified characters and half width, without spaces beside Chinese."""
    text = _GROUPED.sub(r"\1,\2", text).replace("，", ", ")
    if not text.isascii():
        if script_of(text) == "traditional":
            text = to_script(text, "simplified")
        text = simplified(unicodedata.normalize("NFKC", text))
    text = _BESIDE_HAN.sub("", text)
    return _TORN_DECIMAL.sub(r"\1\2", text)


def clauses(text: str) -> list[str]:
    """The clauses of a plain ``text``, in order."""
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]


def squeezed(text: str) -> str:
    """The letters, characters and figures of ``text`` alone, in small letters."""
    return _NO_WORD.sub("", text).lower()


def is_english(text: str) -> bool:
    """Whether ``text`` is in words of Latin letters, but for names that it quotes."""
    han = len(_CHINESE.findall(text))
    words = len(_LATIN.findall(text))
    if words > 2 * han:
        return True
    return sum(c.isascii() and c.isalpha() for c in text) > 3 * han and bool(_VERB.search(text))
