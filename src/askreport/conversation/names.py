"""The names in a question or reply.

A name is a run of Latin words and figures written as one, or words in quotation marks or 《》. No
list of names and no dictionary is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from askreport.conversation.words import LATIN_COMMON
from askreport.conversation.writing import folded, is_chinese
from askreport.naming import others

_LETTER: Final = "A-Za-zÀ-ɏ0-9"
_TOKEN: Final = rf"[{_LETTER}](?:(?:[._+#/&-]|['’](?!s\b))?[{_LETTER}])*(?:\+\+|#|\+)?"
_NUMBER: Final = r"v?\d[\d.]*(?![\d.])(?!\s?[年月日号点时个次倍万亿%])"
_LATIN: Final = re.compile(rf"(?<![{_LETTER}]){_TOKEN}(?: (?:of )?(?=[A-ZÀ-Þ]|{_NUMBER}){_TOKEN})*")
_QUOTED: Final = re.compile(r"《[^《》]{1,30}》|“[^“”]{2,20}”|「[^「」]{2,20}」|\"[^\"]{2,30}\"")
_WRITTEN_AS_NAME: Final = re.compile(r"[A-ZÀ-Þ0-9]")
_FRAME_BEFORE: Final = re.compile(r"(?:在|\b(?:[Oo]n|[Ii]n|[Aa]t|[Vv]ia))\s?(?:the )?$")
_FRAME_AFTER: Final = re.compile(
    r"\s?(?:平台)?(?:上面?(?![线市榜架游海一次])|里面?(?!程)|中(?![国文间心型]|$))"
)


def chinese_names_in(text: str) -> list[str]:
    """The Chinese names of ``text``: what ends like a body's, or is only a name in a dictionary."""
    return [
        text[one.start : one.end] for one in others.names_in(text) if is_chinese(text[one.start])
    ]


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where it stands. ``framed``: it only tells where, as GitHub in “在 GitHub 上”."""

    text: str
    start: int
    end: int
    framed: bool = False


def names_in(text: str) -> list[Name]:
    """The Latin and quoted names of ``text``, in order."""
    seen = folded(text)
    chinese = is_chinese(text)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = [Name(text[start:end], start, end) for start, end in quoted]
    for match in _LATIN.finditer(seen):
        start, end = match.span()
        if any(a < end and start < b for a, b in quoted):
            continue
        words = text[start:end].split(" ")
        while words and (
            words[0].casefold() in LATIN_COMMON
            or (not chinese and not _WRITTEN_AS_NAME.search(words[0]))
        ):
            start += len(words[0]) + 1
            words = words[1:]
        name = " ".join(words)
        if len(name) < 2 or not any(c.isalpha() for c in name):
            continue
        end = start + len(name)
        framed = bool(_FRAME_BEFORE.search(seen[:start]) or _FRAME_AFTER.match(seen, end))
        found.append(Name(name, start, end, framed))
    return sorted(found, key=lambda name: name.start)
