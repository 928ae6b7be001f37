"""Which columns a question speaks of, and which of them it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from askreport.tables import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.naming import NameIndex
    from askreport.tables.columns import Column

_WORD_MASK: Final = "\ufffb"
"""Stands for each character of a word for a column: 哪国的项目 asks for the country."""
_LEAD: Final = 24
_LEAST_COLUMN: Final = 0.65
"""Score of a column's name, at least; it may be half of what the dictionary calls the column."""
MASK: Final = "\ufffc"
"""Stands for each character of a mention, so that ranges stay."""

_MASKS: Final = re.compile("\ufffc+")
_BEFORE: Final = re.compile(
    r"(?:哪(?![个家项些]*(?:有|由|跟|和|与|含))[^，,。？?;；\ufffb\ufffc]{0,3}|什么|啥|(?:多少|几)[个家项款种所位]?(?<!几))\ufffc*\s*(?:开源|优秀|杰出)?\s*$"
    r"|\b(?:which|what|what is|what are|whose|how many|how much|list|name|show|give me|number of)"
    r"(?:\s+(?:all|the|of|other))*"
    r"(?:\s+(?!(?:are|is|was|were|does?|did|ha[sd]|have|use[sd]?)\b)[\w\ufffc-]+){0,3}\s*$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"(?:名字?|名称)?(?:们)?\s*(?:一共|总共|共|都|又|分别|各)?\s*(?:有|是|为|叫|包括|包含|来自|在|位于|数量?)?\s*"
    r"(?:一共|总共|都|各|分别)?(?:有|是|为|叫)?\s*(?:哪(?!年|天|月)|什么(?!时)|啥|谁|多少|几|分别|何(?!时|年|日|地))"
    r"|(?:数[量目]?|个数)(?=[？?，,。\s]|$)"
)
_CUE: Final = re.compile(r"哪[些几个家项款所种]{0,2}|什么|啥|\b(?:which|what)\b", re.IGNORECASE)
_HAS: Final = re.compile(r"\s*(?:有|由|跟|和|与|包括|包含|含)")
_CLAUSE: Final = re.compile(r"[，,。？?;；]")
_FAR: Final = 14
_NEAR_ASKED: Final = 3
_AND: Final = re.compile(
    r"\s*(?:和|与|及|以及|、|，|,|and|or|还有|跟)\s*(?:its|the|their)?\s*", re.IGNORECASE
)
_DIRECT: Final = re.compile(
    r"哪一?国|哪里的?|哪儿的?|什么地方|哪[一两二三几]?[家所]|谁家?|哪位|什么人|哪一?年|哪一?天|什么时候|何时"
    r"|when|where|who",
    re.IGNORECASE,
)


_Word = tuple[int, int, int]
"""Start, end, column."""


@dataclass(frozen=True, slots=True)
class ColumnWord:
    """``question[start:end]`` speaks of column ``column``; ``asked``: it is what is wanted."""

    start: int
    end: int
    column: int
    asked: bool


def column_words(
    text: str, columns: Sequence[Column], names: NameIndex, *, works: bool
) -> list[ColumnWord]:
    """The words of ``text`` (mentions masked) that speak of columns, in order.

    ``names`` finds the columns' own names, in either language; ``works`` says whether rows are
    things that were made, for which there are many words.
    """
    found: list[_Word] = [
        (mention.start, mention.end, mention.matches[0].name)
        for mention in names.mentions(text)
        if mention.score >= _LEAST_COLUMN
    ]
    for column in columns:
        if pattern := _pattern(column, columns, works=works):
            matches = re.finditer(pattern, text, re.IGNORECASE)
            found += [(*match.span(), column.index) for match in matches]
    words: list[_Word] = []
    for one in sorted(found, key=lambda word: (word[0] - word[1], word[0])):
        if all(one[1] <= word[0] or one[0] >= word[1] for word in words):
            words.append(one)
    words.sort()
    # “哪些是三家以上机构合作的” asks for rows.
    several = [m.span() for m in wording.SEVERAL.finditer(text) if m.group("zh")]
    several = [] if wording.COUNT.search(text) else several
    asked = [
        yes and not any(a <= start < b for a, b in several)
        for yes, (start, _, _) in zip(_asked(text, words), words, strict=True)
    ]
    return [ColumnWord(*word, asked=yes) for word, yes in zip(words, asked, strict=True)]


def _asked(text: str, words: Sequence[_Word]) -> list[bool]:
    """For each of ``words`` whether the question asks for it."""
    hidden = list(text)
    for start, end, _ in words:
        hidden[start:end] = _WORD_MASK * (end - start)
    lead = "".join(hidden)
    before = [
        bool(
            _DIRECT.match(text, start, end)
            or _BEFORE.search(_MASKS.sub(MASK, lead[:start])[-_LEAD:])
        )
        for start, end, _ in words
    ]
    asked = [
        own or bool(_BEHIND.match(text, end))
        for own, (_, end, _) in zip(before, words, strict=True)
    ]
    for index in range(len(words) - 1):
        # 成果是哪家机构的: the question word goes with the later noun.
        behind = _BEHIND.match(text, words[index][1])
        if asked[index + 1] and behind and words[index + 1][0] <= behind.end() + _NEAR_ASKED:
            asked[index] = before[index]
    if not any(asked):
        asked = _asked_from_afar(text, words)
    # What is joined to something asked for is asked for as well: 项目和出品方分别是.
    joined = [_AND.fullmatch(text[a[1] : b[0]]) is not None for a, b in pairwise(words)]
    for index in reversed(range(len(joined))):
        asked[index] = asked[index] or (asked[index + 1] and joined[index])
    for index in range(len(joined)):
        asked[index + 1] = asked[index + 1] or (asked[index] and joined[index])
    return asked


def _shown(lead: str) -> str:
    """The end of ``lead``, in which a name counts as one character, however long it is."""
    return _MASKS.sub(MASK, lead)[-_LEAD:]


def _pattern(column: Column, columns: Sequence[Column], *, works: bool) -> str:
    people = any(other.kind == "person" for other in columns)
    if column.dated:
        return wording.WHEN
    first = next(c.index for c in columns if c.kind == column.kind) == column.index
    patterns = []
    if column.key:
        patterns.append(wording.ENTRY)
        if works and column.kind == "other":
            patterns.append(wording.WORK)
    if first and column.kind == "territory":
        patterns.append(wording.TERRITORY)
    if first and column.kind == "organisation":
        who = not people and not column.key
        patterns.append(f"{wording.ORGANISATION}|{wording.WHO}" if who else wording.ORGANISATION)
    if first and column.kind == "person":
        patterns.append(wording.PERSON)
    return "|".join(patterns)


def _asked_from_afar(text: str, words: Sequence[_Word]) -> list[bool]:
    """The noun of a question word that stands before what describes it: 哪些非中国的大学."""
    asked = [False] * len(words)
    for cue in _CUE.finditer(text):
        if _HAS.match(text, cue.end()):
            continue  # 哪个有外国机构参与 asks for the row
        behind = [
            i
            for i, (start, _, _) in enumerate(words)
            if cue.end() <= start <= cue.end() + _FAR
            and not _CLAUSE.search(text[cue.end() : start])
        ]
        if behind:
            first = behind[0]
            heads = [i for i in behind[1:] if text[words[i][0] - 1] == "的"]
            asked[heads[-1] if heads else first] = True
    return asked


def is_work(column: str, caption: str | None) -> bool:
    """Whether a table's rows are things that were made, by its column's name or its caption."""
    work = re.compile(wording.WORK, re.IGNORECASE)
    return bool(work.search(column) or (caption and work.search(caption)))
