"""What characters are, as far as joining lines and telling headings from text needs it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SENTENCE_END: Final = "。！？!?…；;"
CLOSERS: Final = "”’」』）)】》〉\"'"
BULLET: Final = re.compile(r"^(?:[➢•▪●■◆▶·✓]|>{1,3}(?=\s)|[-*+](?=\s)|\d{1,2}[.、)）](?=\D))\s*")

_WIDE_PUNCTUATION = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’—…·・]")
_HAN = re.compile(f"[{HAN}]")
_SPACED = re.compile(f"(?<=[{HAN}“”《》，。、：]) (?=[{HAN}“”《》，。、：])")
_ENDED = re.compile(
    f"[{re.escape(SENTENCE_END)}][{re.escape(CLOSERS)}]*$|[.](?:[{re.escape(CLOSERS)}])*$"
)


@lru_cache(maxsize=65536)
def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Columns that ``text`` takes on a page: two for a wide character, one for others."""
    return sum(map(_columns, text))


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in ``text``."""
    return _HAN.search(text) is not None


def is_wide(character: str) -> bool:
    """A Chinese character or full-width punctuation: nothing that words are spaced around."""
    return bool(_HAN.match(character) or _WIDE_PUNCTUATION.match(character))


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends where a sentence ends (closing quotes and brackets passed over)."""
    return _ENDED.search(text) is not None


def tidy(line: str) -> str:
    """``line`` with white space collapsed, and closed up where justification spaced it out.

    A justified last line spaces every character (“资 深 开 发 者”). Three such gaps in a line tell
    it from a deliberate space between two Chinese words, which stays.
    """
    line = " ".join(line.split())
    return _SPACED.sub("", line) if len(_SPACED.findall(line)) >= 3 else line


def join(left: str, right: str) -> str:
    """What stands between two lines of one paragraph: a space between Latin words, else nothing."""
    if not left or not right:
        return ""
    a, b = left[-1], right[0]
    if is_wide(a) or is_wide(b):
        return ""
    if a in "-/_" or (a == "." and b.islower()) or b in ",.;:!?)%-":
        return ""
    return " "
