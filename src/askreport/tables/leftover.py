"""What of a question a table does not explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.naming.tokens import fold, tokens
from askreport.tables import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.asking import ColumnWord

_NEAR: Final = 8
"""Characters behind a question word in which its noun begins."""
_COUNTED: Final = re.compile(
    r"(?:多少|(?<![这那])几)(?:个|位|名|颗|次|条|万|亿|人)?\s*"
    r"(?=[^\s？?，,。的是来有了\ufffc由参上入进与])(?P<zh>[^？?，,。\ufffc]{1,16})"
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


def unexplained(text: str, known: str) -> float:
    """The share (0..1) of ``text`` that is `leftover`.

    A Latin word weighs two characters, a name or number four: it is what the question is about.
    """
    left = sum(_weight(word) if word[0].isascii() else len(word) for word in leftover(text, known))
    total = len(_HAN.findall(text)) + 2 * len(_WORD.findall(text))
    return left / max(1, total)


def _weight(word: str) -> int:
    return 4 if any(c.isupper() or c.isdigit() for c in word[1:]) else 2
