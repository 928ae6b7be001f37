"""Phrases: what one stands for, and the name that it begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from askreport.conversation.names import names_in
from askreport.conversation.words import DATE, EVENT, HAN, ORGANISATION, PERSON
from askreport.conversation.writing import folded, is_chinese

if TYPE_CHECKING:
    from askreport.conversation.documents import Known

Sort = Literal["person", "organisation", "event", "thing"]
"""What a phrase stands for, as far as its words show."""

_PERSON: Final = re.compile(
    rf"{PERSON}$|\b(?:author|founder|creator|inventor|CEO)\b(?! team)", re.IGNORECASE
)
_ORGANISATION: Final = re.compile(
    rf"{ORGANISATION}$|\b(?:company|team|foundation|university)$", re.IGNORECASE
)
_EVENT: Final = re.compile(rf"[次回场起](?:$|(?={HAN}))|{EVENT}$")
_FIGURE: Final = re.compile(r"\d")
_WHERE: Final = re.compile(r"(?:平台)?[上里中]面?")
_QUANTITY: Final = re.compile(
    r"(?:[数量额率价费值]|名字|名称|原因|时间|日期|占比|比例|得分|排名|成绩|身高|体重|年龄)$"
)
_HAN_RUN: Final = re.compile(rf"[A-Z]?{HAN}+")
_NAME_STOPS: Final = re.compile(r"的|旗下|[这那第首各](?=.)|头一|上一|最")
_IDENTIFIER: Final = re.compile(r"\s?(?=\S*[A-Za-z])(?=\S*\d)[A-Za-z0-9.-]+")
_CLAUSAL: Final = re.compile(r"[更不没未已被过了着把将能会要]|可以")
_GOVERNS: Final = re.compile(r"[往在把被对从向给跟用让使由拿]")
_SHORT: Final = 4
"""Characters of a Chinese phrase that is taken for a name as a whole."""
_LONGEST: Final = 8
"""Characters of a Chinese name."""


def sort_of(phrase: str) -> Sort | None:
    """What ``phrase`` stands for, by its last word; ``None`` where that does not show."""
    seen = folded(phrase)
    if _PERSON.search(seen):
        return "person"
    if _EVENT.search(seen):
        return "event"
    if _ORGANISATION.search(seen):
        return "organisation"
    return "thing" if _FIGURE.search(seen) else None


def name_span(phrase: str, known: Known | None = None) -> tuple[int, int] | None:
    """Where the name stands that ``phrase`` begins with, a date before it left aside.

    A run of Chinese characters is a name up to the first word that ends one, or if it is short. A
    longer one is cut where the documents ``known`` do not have the pair across the cut but have all
    pairs before it (“阿里云|故障”).
    """
    seen = folded(phrase)
    date = DATE.match(seen)
    begin = date.end() if date else 0
    for name in names_in(phrase):
        if name.start == begin:
            return name.start, name.end
    match = _HAN_RUN.match(seen, begin)
    if match is None:
        return None
    run = match.group()
    stop = _NAME_STOPS.search(run)
    run = run[: stop.start()] if stop else run
    end = begin + len(run)
    if not 2 <= len(run) <= _LONGEST or _CLAUSAL.search(run) or _GOVERNS.match(run):
        return None
    identifier = None if stop else _IDENTIFIER.match(seen, end)
    if identifier:
        return begin, identifier.end()
    if stop or (len(run) <= _SHORT and not is_chinese(seen[end : end + 1])):
        return begin, end
    if known is not None:
        for size in range(2, min(_SHORT + 1, len(run) - 1)):
            inside = all(known(run[i : i + 2]) for i in range(size - 1))
            if inside and not known(run[size - 1 : size + 1]):
                return begin, begin + size
    return None


def leading_name(phrase: str, known: Known | None = None) -> str:
    """The name that ``phrase`` begins with, or ``""``."""
    span = name_span(phrase, known)
    return phrase[slice(*span)] if span else ""


def owner_of(phrase: str) -> str:
    """The name that ``phrase`` is, or that it says the amount or the person of; or ``""``."""
    span = name_span(phrase)
    if span is None:
        return ""
    rest = folded(phrase[span[1] :]).strip()
    owns = _QUANTITY.search(rest) or _PERSON.search(rest)
    return phrase[slice(*span)] if not rest or _WHERE.fullmatch(rest) or owns else ""
