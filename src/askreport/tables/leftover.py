"""What of a question a table does not explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.naming.tokens import fold, tokens
from askreport.naming.words import words_at
from askreport.tables import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.asking import ColumnWord

_NEAR: Final = 8
"""Characters behind a question word in which its noun begins."""
_COUNTED: Final = re.compile(
    r"(?:多少|(?<![这那])几)(?:个|位|名|颗|次|条|万|亿|人)?\s*"
    r"(?![起例宗桩](?:[？?，,。\s]|$))(?=[^\s？?，,。的是来有了\ufffc由参上入进与])(?P<zh>[^？?，,。\ufffc]{1,16})"
    r"|\bhow (?:many|much)\s+(?P<en>[\w-]+(?:\s+[\w-]+)?)",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"(?:什么|啥|哪种|哪门|哪类|哪个)(?P<zh>[^？?，,。\ufffc]{1,12})|\b(?:what|which)\s+(?P<en>\w+)",
    re.IGNORECASE,
)
_PERSONAL: Final = re.compile(
    r"(?P<zh>作者|创始人|负责人|发起人|维护者|第一作者|通讯作者)"
    r"|\b(?P<en>authors?|founders?|maintainers?|inventors?)\b",
    re.IGNORECASE,
)
_RUN: Final = re.compile(r"[一-鿿]+|[A-Za-z0-9.]+")
_WORD: Final = re.compile(r"[A-Za-z][\w.'-]*|\d[\d.]*")
_HAN_RUN: Final = re.compile("[一-鿿]+")
_HAN: Final = re.compile("[一-鿿\ufffc]")
_RECKONED: Final = (
    wording.LISTING,
    wording.MOST,
    wording.TOP,
    wording.RANK,
    wording.NEXT,
    wording.SEVERAL,
    wording.HAVING,
)


def foreign_noun(text: str, words: Sequence[ColumnWord], *, looked_up: bool) -> str | None:
    """What is asked for where it is no column's word: “多少个 star”, “how many users”.

    Of a row that is named (``looked_up``), what is asked with 什么 or “which” counts as well, and
    persons.
    """
    for pattern in (_COUNTED, *((_KIND, _PERSONAL) if looked_up else ())):
        for match in pattern.finditer(text):
            group = "zh" if match.group("zh") else "en"
            start, noun = match.start(group), str(match.group(group)).strip()
            near = [w for w in words if w.start < start + _NEAR and start < w.end]
            if near and pattern is not _PERSONAL:
                continue
            bare = wording.LISTING.sub("", noun)
            bare = wording.EXPLAINED.sub("", bare) if group == "zh" else bare
            bare = " ".join(w for w in bare.split() if fold(w) not in wording.EXPLAINED_EN)
            if bare.strip(" ?？!！.。"):
                return noun.strip(" ?？!！.。")
    return None


def leftover(text: str, known: str) -> list[str]:
    """The words of ``text`` (mentions and column words hidden) that a table does not explain.

    ``known`` are the words of its caption and title.
    """
    rest = text
    for pattern in _RECKONED:
        rest = pattern.sub(" ", rest)
    said = _RUN.findall(known)
    for run in sorted((run for run in said if not run.isascii()), key=len, reverse=True):
        for size in range(len(run), 1, -1):
            for start in range(len(run) - size + 1):
                rest = rest.replace(run[start : start + size], " ")
    latin = {fold(run) for run in said if run.isascii()} | set(tokens(known))
    rest = wording.EXPLAINED.sub(" ", rest)
    words = [
        word
        for word in _WORD.findall(rest)
        if fold(word) not in wording.EXPLAINED_EN
        and fold(word) not in latin
        and not set(tokens(word)) <= latin
    ]
    return [*_HAN_RUN.findall(rest), *words]


_UNSAID: Final = re.compile(
    r"热门|著名|知名|有名|重要|主要|重点|影响力?|厉害|代表性?|典型|最新|创新|好玩|有意思|类似|具体|真正|其余|剩余|首批|正式"
    r"|\b(?:notable|interesting|famous|popular|important|main|major|key|influential|great|good|cool"
    r"|new|latest|big|specific|such|exact|remaining|particular|open|national|international)\b",
    re.IGNORECASE,
)
"""What is said of rows without being a condition on them."""
_DESCRIBED: Final = re.compile(
    r"(?P<zh>(?:(?!的)[一-鿿]){2,8}?)(?:(?:类|方面|方向|领域|相关|主题)的?|型的)?$"
    r"|(?P<en>[A-Za-z][\w-]{2,}(?: [A-Za-z][\w-]{2,})?) $"
)
"""What stands before the word for rows, at the end of the text before it."""
_SIZES: Final = ("大", "小", "新", "老", "前")
"""What may be part of a word that is not taken for one: 大模型."""


def _has_word(text: str) -> bool:
    return any(words_at(text, at) for at in range(len(text) - 1))


def unmet(text: str, words: Sequence[ColumnWord], key: int, left: Sequence[str]) -> str | None:
    """What describes the rows and no column tells: 数据库 in “清华的数据库项目”.

    ``text`` has its mentions masked, ``left`` is what of it the table does not explain.
    """
    for word in words:
        lead = text[: word.start]
        match = _DESCRIBED.search(lead) if word.column == key else None
        if match is None:
            continue
        start = match.start("zh" if match.group("zh") else "en")
        said = lead[start : match.end()]
        if any(start < w.end and w.start < match.end() for w in words) or _UNSAID.search(said):
            continue
        own = [w for w in left if len(w) > 1 and w in said]
        if own and (own[-1][0].isascii() or _has_word(own[-1])):
            begun = lead.rfind(own[0])
            sized = lead[begun - 1 : begun] in _SIZES and begun > start
            end = match.end("zh" if match.group("zh") else "en")
            return lead[begun - sized : end].strip()
    return None


def unexplained(text: str, known: str) -> float:
    """The share (0..1) of ``text`` that is `leftover`.

    A Latin word weighs two characters, a name or number four: it is what the question is about.
    """
    left = sum(_weight(word) if word[0].isascii() else len(word) for word in leftover(text, known))
    total = len(_HAN.findall(text)) + 2 * len(_WORD.findall(text))
    return left / max(1, total)


def _weight(word: str) -> int:
    return 4 if any(c.isupper() or c.isdigit() for c in word[1:]) else 2
