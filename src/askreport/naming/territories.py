"""Countries and parts of the world, by their names in Chinese and English.

``territories.txt`` (Unicode CLDR and CC-CEDICT, made by ``scripts/names_data.py``) has a line for
each: code, codes of two and three letters, English names and adjectives, Chinese names (a single
character is the short form used in compounds), the codes of the regions that it lies in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from askreport.language_data import read_table
from askreport.naming.characters import simplified
from askreport.naming.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_BEHIND_SHORT: Final = "方企资系籍商"
"""What a single character for a country stands before, besides another one: 德企, 美方."""
_ENDINGS: Final = ("n", "an", "ian", "ean", "ese", "ish", "s")
"""What makes an adjective of a country's name, or of its name less a last vowel."""
_LEAST_ADJECTIVE: Final = 5
_FAMILY: Final = frozenset("中美英法德俄日韩印加澳欧意")
"""Short forms that stand in compounds of two or three (中美, 英美德); others are seldom meant."""


@dataclass(frozen=True, slots=True)
class Territory:
    """``code`` is ISO 3166's (a region's is UN M.49's); ``groups`` are the regions it lies in."""

    code: str
    acronyms: tuple[str, ...]
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A territory where it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    code: str


def territory(code: str) -> Territory | None:
    """The territory with ``code``."""
    return _names().by_code.get(code)


def within(code: str, other: str) -> bool:
    """Whether territory ``code`` is ``other`` or lies in it."""
    known = _names().by_code.get(code)
    return code == other or (known is not None and other in known.groups)


def code_of(value: str) -> str | None:
    """The code of the territory that ``value`` as a whole names, in whichever form."""
    names = _names()
    text = simplified(value.strip())
    if text.isascii() and text.isupper() and text in names.acronyms:
        return names.acronyms[text]
    return names.english.get(_folded(text)) or names.chinese.get(text)


def places_in(text: str, codes: Collection[str] = ()) -> list[Place]:
    """The territories that ``text`` names, longest names first where they overlap, in order.

    ``codes`` are those that a column has: only for them do codes of two and three letters count,
    which are words as often (IN, AND), and they go first where a name has two bearers.
    """
    names = _names()
    plain = simplified(text)
    found: list[Place] = []
    for name, length in names.starts(plain):
        code = names.chinese[plain[name : name + length]]
        found.append(Place(name, name + length, code))
    found += _short_forms(plain, found)
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(plain)]
    for index, (start, end, word) in enumerate(words):
        if word.isupper() and 2 <= len(word.replace(".", "")) <= 3:
            acronym = names.acronyms.get(word.replace(".", ""))
            common = word.replace(".", "") in ("US", "UK", "USA", "EU", "UAE")
            if acronym and (acronym in codes or common):
                found.append(Place(start, end, acronym))
                continue
        for count in range(min(6, len(words) - index), 0, -1):
            stop = words[index + count - 1][1]
            run = plain[start:stop]
            if count == 1 and word in ("us", "the", "The"):
                continue
            if word in ("the", "The") or (word.islower() and fold(run) not in names.english):
                continue
            code_ = _english(run, codes)
            if code_:
                found.append(Place(start, stop, code_))
                break
    return _apart(found)


_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:\.[A-Za-z]+)*\.?(?<!\.(?=\s|$))|&")


def _english(run: str, codes: Collection[str]) -> str | None:
    names = _names()
    folded = _folded(run)
    code = names.english.get(folded)
    if code in codes or len(folded) < _LEAST_ADJECTIVE:
        return code
    cut = [folded, *(folded.removesuffix(e) for e in _ENDINGS if folded.endswith(e))]
    bearers = [b for stem in cut for b in names.stems.get(stem, ())]
    return next((b for b in bearers if b in codes), None) or code or next(iter(bearers), None)


def _short_forms(text: str, found: list[Place]) -> list[Place]:
    taken = {i for place in found for i in range(place.start, place.end)}
    names = _names()
    short: list[Place] = []
    at = 0
    while at < len(text):
        stop = at
        while stop < len(text) and text[stop] in _FAMILY and stop not in taken:
            stop += 1
        run = text[at:stop]
        behind = text[stop : stop + 1]
        twice = len(run) >= 2 and len(set(run)) == len(run) and _compound(text, at, stop)
        if twice or (len(run) == 1 and behind and behind in _BEHIND_SHORT):
            short += [Place(at + i, at + i + 1, names.chinese[c]) for i, c in enumerate(run)]
        at = max(stop, at + 1)
    return short


_NO_COMPOUND: Final = re.compile(r"中[日印英法欧][时文式]|[印中][加日]|日中|意中|中意")


def _compound(text: str, start: int, stop: int) -> bool:
    """Whether the characters stand for countries: not as parts of other words (意中)."""
    return _NO_COMPOUND.match(text, start) is None and text[stop : stop + 1] not in "文语式"


def _apart(found: list[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(found, key=lambda p: (p.start - p.end, p.start)):
        if all(place.end <= k.start or place.start >= k.end for k in kept):
            kept.append(place)
    return sorted(kept, key=lambda p: p.start)


def _folded(name: str) -> str:
    words = re.findall(r"[a-z]+", fold(name).replace("&", " and "))
    return " ".join(w for w in words if w != "the")


@dataclass(frozen=True, slots=True)
class _Names:
    by_code: dict[str, Territory]
    acronyms: dict[str, str]
    english: dict[str, str]
    chinese: dict[str, str]
    stems: dict[str, tuple[str, ...]]
    longest: dict[str, tuple[str, ...]]

    def starts(self, text: str) -> list[tuple[int, int]]:
        """Start and length of each Chinese name of two characters and more in ``text``."""
        found = []
        for start, first in enumerate(text):
            for name in self.longest.get(first, ()):
                if text.startswith(name, start):
                    found.append((start, len(name)))
        return found


@lru_cache(maxsize=1)
def _names() -> _Names:
    territories = []
    for line in read_table("naming/territories.txt").decode("utf-8").splitlines()[1:]:
        code, *fields = line.split("\t")
        acronyms, english, chinese, groups = (
            tuple(field.split("/")) if field else () for field in fields
        )
        territories.append(Territory(code, acronyms, english, chinese, groups))
    by_chinese: dict[str, str] = {}
    by_english: dict[str, str] = {}
    stems: dict[str, list[str]] = {}
    longest: dict[str, list[str]] = {}
    # Countries before regions: 美 is the country first.
    for one in sorted(territories, key=lambda t: (t.code.isdigit(), t.code)):
        # 南美洲 is mostly called 南美.
        short = [n.removesuffix("洲") for n in one.chinese if len(n) > 2 and n.endswith("美洲")]
        for name in (*one.chinese, *short):
            name = simplified(name)
            by_chinese.setdefault(name, one.code)
            # “中美” is two countries rather than Central America.
            if (
                len(name) > 1
                and not set(name) <= _FAMILY
                and name not in longest.setdefault(name[0], [])
            ):
                longest[name[0]].append(name)
        for name in one.english:
            folded = _folded(name)
            by_english.setdefault(folded, one.code)
            for stem in {folded, folded.rstrip("aey"), *map(folded.removesuffix, _ENDINGS)}:
                if one.code not in stems.setdefault(stem, []):
                    stems[stem].append(one.code)
    return _Names(
        {one.code: one for one in territories},
        {acronym: one.code for one in territories for acronym in one.acronyms},
        by_english,
        by_chinese,
        {key: tuple(codes) for key, codes in stems.items()},
        {key: tuple(names) for key, names in longest.items()},
    )
