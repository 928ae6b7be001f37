"""Latin words of a text, and the names, identifiers and versions among them.

GPT-4, ChatGLM2-6B, v1.2.3, CVE-2023-38545, and the 5.7 of MySQL 5.7 name something; their figures
count nothing.
"""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from askreport.spelling.general import is_english

_TOKEN: Final = re.compile(
    r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[-_+./#'’@&][A-Za-zÀ-ɏ0-9]+)*(?:\+\+|#)?"
    r"|(?<![\d.,])\d{1,3}\.(?:[A-Z]{2,3}|[a-z]{2,3})(?![A-Za-z0-9.])"
    r"|(?<![\d.,])\d+(?:\.\d+)*[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*"
    r"|(?<![\d,.])(?!(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])(?![\d.]))\d+(?:\.\d+){2,}(?:[-.]?[A-Za-z]\w*)?"
)
_QUANTITY: Final = re.compile(
    r"\d+(?:\.\d+)*(?:[kKMBGTx]|[kKMGT]i?[bB]|(?:st|nd|rd|th|s|ms|h|km|nm|mm|cm|m|bn|mn|pp|am|pm|x|V|[kKM]?W|[kK][wW]h?|[kKMG]?[hH][zZ]|[kKMG]bps|kg|KG|mg|ft|v|w|mph|[kK]m/h)|K?B?/s"
    r"|(?:million|billion|year|day|hour|month|week|percent|fold|plus)s?(?:-\w+)*|K)$"
)
_VERSION: Final = re.compile(
    r"\s?(?P<version>[vV]?\d+(?:\.\d+)*(?:\.x)?(?:-\d+(?:\.\d+)?[bBkKmM]\b)?)(?![\d.]*\d)"
    r"(?!\s?(?:多(?!出|了))|\s?[%万亿千百余个家人名位款项种年月天小分秒倍条次行层元美块岁周届类篇台件部份套级大]|,\d{3}|\d"
    r"|\s?\+|\s+(?:million|billion|thousand|percent|per|times|hours?|days?|years?|months?|weeks?|minutes?"
    r"|developers?|people|users?|contributors?|companies|employees?|members|projects|suspects|lines|of)\b)"
)
PARTS: Final = re.compile(r"[a-zà-ɏ]+|\d+")
_PARTED_YEAR: Final = re.compile(r"[a-z]+-(?:19|20)\d\d")
"""mid-2023"""
_RANKED: Final = re.compile(r"[Nn]o\.\d+")
"""No.1"""
_QUARTER: Final = re.compile(r"[Qq][1-4]")
_PROPER: Final = re.compile(r"[A-ZÀ-Þ]")
_PLAIN_START: Final = frozenset(
    """a an the this that these those it its he she they we you i his her their our in on at of for
    from to by with without over under about around nearly almost only some more most less at as
    after before since until during between among against when while where if although though
    because despite according and but or both each every all no not there here then later now
    also another other one two three four five six seven eight nine ten up out top total about
    within through throughout across instead unlike like such is are was were has have had
    approximately roughly around exactly just even still yet so thus hence however moreover""".split()  # noqa: SIM905
)
FUNCTION: Final = _PLAIN_START | frozenset(
    """be been being do does did can could will would shall should may might must than into onto off
    per via which who whom whose what how why much many few any own same him them us me my your
    itself himself themselves very too again further once new""".split()  # noqa: SIM905
)
MONTHS: Final = {
    m: i
    for i, m in enumerate(
        "january february march april may june july august september october november december".split(),  # noqa: SIM905
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Token:
    """A Latin word: ``text[start:end]``; ``version`` is the number behind it that is part of it."""

    text: str
    start: int
    end: int
    first: bool
    """Whether a sentence begins with it."""
    version: str = ""

    @property
    def folded(self) -> str:
        """In small letters, without a possessive."""
        return re.sub(r"['’]s?$", "", self.text).lower()

    @property
    def identifier(self) -> bool:
        """Whether it has figures or capitals that no plain word has."""
        return any(c.isdigit() for c in self.text) or bool(_PROPER.search(self.text[1:]))

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return bool(_PROPER.match(self.text))


def tokens_in(text: str) -> tuple[Token, ...]:
    """The Latin words and identifiers of a plain ``text``, in order, quantities left out."""
    found = []
    for m in _TOKEN.finditer(text):
        if _QUANTITY.fullmatch(m.group()) and not _named_before(text, m.start()):
            continue
        if (
            _RANKED.fullmatch(m.group())
            or _PARTED_YEAR.fullmatch(m.group())
            or _QUARTER.fullmatch(m.group())
        ):
            continue
        before = text[: m.start()].rstrip(" \"'“‘(")
        first = not before or before[-1] in ".!?。!?;:"
        token = Token(m.group(), m.start(), m.end(), first)
        version = ""
        owner = token.text.endswith(("'s", "’s"))
        if not owner and token.folded not in MONTHS and token.folded not in _PLAIN_START:
            named = token.capital or token.identifier or not is_english(token.folded)
            behind = _VERSION.match(text, m.end()) if named or token.folded == "version" else None
            if behind and not re.fullmatch(r"(?:19|20)\d\d", behind["version"]):
                version = behind["version"]
        end = m.end() + (len(behind.group()) if version and behind else 0)
        found.append(Token(m.group(), m.start(), end, first, version))
    return tuple(found)


def _named_before(text: str, at: int) -> bool:
    """Whether what stands at ``text[at]`` goes on with a name: the 70B of Llama 2-70B."""
    return bool(re.search(r"[A-Za-z][-\s]?(?:\d+-)?$", text[max(0, at - 6) : at])) and (
        text[at - 1 : at] == "-"
    )


def pieces(text: str) -> list[str]:
    """The runs of letters and of figures of a Latin ``text``, folded."""
    return PARTS.findall(text.lower())


_RELEASE: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)*")


def releases_in(text: str) -> frozenset[str]:
    """The numbers of ``text`` as they are written, those with several points among them."""
    return frozenset(_RELEASE.findall(text))


_LONGEST: Final = 6
_RUN: Final = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[\s\-_.+/#'’:&]{1,2}[A-Za-zÀ-ɏ0-9]+)*")


def spelt(text: str) -> frozenset[str]:
    """Every sequence of neighbouring pieces of ``text`` as one word: GPT-4 gives gpt, 4, gpt4."""
    found: set[str] = set()
    for run in _RUN.findall(text):
        parts = pieces(run)
        for start in range(len(parts)):
            word = ""
            for part in parts[start : start + _LONGEST]:
                word += part
                found.add(word)
    return frozenset(found)
