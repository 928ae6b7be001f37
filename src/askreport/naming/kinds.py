"""The ends of Chinese names that say what kind of body they are of."""

from __future__ import annotations

import re
from typing import Final

from askreport.naming.words import acronyms_of, lookup

_WHOLE: Final = "大学|学院|研究院|研究所|科学院|实验室|基金会|委员会"
_OTHER: Final = "协会|学会|医院|银行|公司|集团|分校"

KIND: Final = re.compile(_WHOLE)
KIND_END: Final = re.compile(rf"(?:{_WHOLE}|{_OTHER}|中心|大|院|所)$")
LEGAL: Final = re.compile(r"(?:股份|控股)?(?:有限)?(?:公司|集团|企业)|分校|校区")
"""Legal forms, and parts of a body, with or without which its name is said."""
REST: Final = re.compile(
    r"[^\W\dA-Za-z的有在和与跟及或是了哪几什多些里都参吗呢么这那被把对从由为以等所共同联入上做出开来属]{0,7}?"
    rf"(?:{_WHOLE}|{_OTHER}|法院|中学|小学|省|州)"
)
"""From inside a name to its end: up to seven characters, none of which is a function word's."""

_FIELD: Final = re.compile(
    "([㐀-䶿一-鿿豈-﫿]{2,4}?)(?:研究)?所(?![在以属需得谓]|有(?![几哪多什没]))"
)
"""An institute by its field, behind its academy: neither 所有 nor 所在."""


def institute_behind(text: str, start: int, end: int) -> str:
    """What the academy ``text[start:end]`` is followed by, if that is an institute: 自动化所."""
    match = _FIELD.match(text, end) if text[start:end].endswith("院") else None
    return match.group() if match and lookup(match.group(1)) is not None else ""


_UNIVERSITY: Final = re.compile(
    r"universit|college|institute of technology|polytech|大学|学院(?<!科学院)",
    re.IGNORECASE,
)


def is_university(name: str) -> bool:
    """Whether ``name`` is called like a university, or by a university's letters (ETH, MIT)."""
    if _UNIVERSITY.search(name):
        return True
    letters = set(_LETTERS.findall(name))
    return any(letters & acronyms_of(ending) for ending in ("大学", "学院") if letters)


_LETTERS: Final = re.compile(r"\b[A-Z]{3,6}\b")
_INSTITUTE: Final = re.compile(
    r"institut|academy|laborator|\blabs?\b|\bresearch\b|研究院|研究所|科学院|实验室|研究中心",
    re.IGNORECASE,
)


def is_institute(name: str) -> bool:
    """Whether ``name`` is called like a research institute, and not like a university."""
    return _INSTITUTE.search(name) is not None and not is_university(name)
