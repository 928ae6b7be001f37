"""How much of what a statement says is in its quotes, word for word or by what words mean.

A word of the statement is covered when a quote has it, or a word that means the same by the
dictionary, in either language; partly, when a quote has its characters. Rare words weigh more.
Names, figures and dates are left out: they have checks of their own.
"""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from askreport.naming.tokens import stem
from askreport.naming.words import lookup
from askreport.spelling.general import is_english
from askreport.verification.chinese import GRAMMAR
from askreport.verification.dates import Day
from askreport.verification.latin import FUNCTION, MONTHS, pieces
from askreport.verification.numbers import supports
from askreport.verification.translation import meanings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.figures import Figure

_COMMONEST: Final = 6.0
"""Nats of words that tell nothing."""
_MOST: Final = 8.0
_LATIN: Final = 4.0
_NAME: Final = 2.0
"""Weight of a name that is in the quotes: it says that they are about the same."""
_FIGURE: Final = 3.0
"""Weight of a figure or a date that is in the quotes."""
_SAME_MEANING: Final = 0.9
_SAME_CHARACTERS: Final = 0.7
_LEAST_TOLD: Final = 5.0
"""Weight of a clause below which it says too little to be missed."""
_FILLER: Final = frozenset(
    """表示 宣布 称 其中 此外 同时 目前 现在 当时 之后 以后 之前 以前 随后 后来 而且 并且 但是 因此 所以 因为 由于
    如果 虽然 不过 以及 或者 关于 对于 根据 其 该 这个 那个 这些 那些 一个 一种 一款 一项 报告 指出 提到 介绍 显示 认为 据称 据说 反映 回应 透露 写道 提及 说明 强调 披露 列举 列出 解释 补充 评价 形容 作者 评论者 文中 表中
    方面 情况 进行 可以 能够 已经 正在 将会 即将 成为 作为 属于 包括 例如 比如 分别 共计 总计 合计 大约 左右
    said says report reports reported according state states stated announce announced also however""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """``share`` (0..1) of the statement; ``worst`` of its clause that has least.

    ``missing`` are the words that no quote has, weightiest first.
    """

    share: float
    worst: float
    clause: str
    missing: tuple[str, ...]


def coverage_of(statement: Facts, evidence: Evidence, strange: Sequence[str] = ()) -> Coverage:
    """How much of ``statement`` is in ``evidence``; ``strange`` names in it do not count."""
    told: list[tuple[str, float, float]] = []
    worst, where = 1.0, ""
    for clause in statement.clauses:
        words = [w for w in _words(clause, evidence) if not any(w[0] in name for name in strange)]
        told += words
        weight = sum(w for _, w, _ in words)
        if weight >= _LEAST_TOLD:
            share = sum(w * c for _, w, c in words) / weight
            if share < worst:
                worst, where = share, clause.text
    weight = sum(w for _, w, _ in told)
    share = sum(w * c for _, w, c in told) / weight if weight else 0.0
    missing = sorted(((w * (1 - c), word) for word, w, c in told if c < 0.5), reverse=True)
    return Coverage(share, worst, where, tuple(dict.fromkeys(word for _, word in missing)))


def _words(clause: Facts, evidence: Evidence) -> list[tuple[str, float, float]]:
    """Each telling word of ``clause``, its weight, and how far it is covered (0..1)."""
    found: list[tuple[str, float, float]] = []
    skipped = clause.told

    def blank(start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in skipped)

    for kind, figures in (("figure", clause.figures), ("date", clause.days)):
        for figure in figures:
            if _told(figure, evidence):
                found.append((f"{kind} {figure.text}", _FIGURE, 1.0))
    for word in clause.words:
        if blank(word.start, word.end) or word.text in _FILLER:
            continue
        if not word.known and word.text in GRAMMAR:
            continue
        weight = min(_MOST, word.nats - _COMMONEST)
        if weight > 0:
            found.append((word.text, weight, _chinese(word.text, evidence)))
    for token in clause.tokens:
        folded = token.folded
        if blank(token.start, token.end) or folded in FUNCTION or folded in MONTHS:
            continue
        if folded in _FILLER or len(folded) < 2:
            continue
        share = _latin(folded, evidence)
        name = token.identifier or (token.capital and not token.first)
        if not name:
            found.append((token.text, _LATIN, share))
        elif share:
            found.append((token.text, _NAME, share))
    return found


def _told(one: Figure | Day, evidence: Evidence) -> bool:
    if isinstance(one, Day):
        return any(one.same(day) for day in evidence.days)
    return any(supports(one, figure) for figure in evidence.figures)


def _chinese(word: str, evidence: Evidence) -> float:
    if word in evidence.text or word in evidence.around.text:
        return 1.0
    entry = lookup(word) if len(word) > 1 else None
    if entry is not None and _telling(meanings(entry)) & _telling(evidence.stems):
        return _SAME_MEANING
    there = sum(c in evidence.text for c in word)
    if there == len(word) and len(word) > 1:
        return _SAME_CHARACTERS + 0.1
    return _SAME_CHARACTERS * there / len(word) if len(word) > 1 else 0.0


@lru_cache(maxsize=2048)
def _telling(stems: frozenset[str]) -> frozenset[str]:
    return stems - _VAGUE


_VAGUE: Final = frozenset(
    stem(w)
    for w in "to be make do get have take put go up out down sth one of on in for with not very also again at off".split()  # noqa: SIM905
)


def _latin(folded: str, evidence: Evidence) -> float:
    whole = "".join(pieces(folded))
    if whole in evidence.spelt or stem(folded) in evidence.stems or folded in evidence.stems:
        return 1.0
    plain = re.sub(r"(?:(?<=\w\w)e?s|(?<=\w\w)d|ing)$", "", folded)
    if plain in evidence.stems or plain.removesuffix("e") in evidence.stems:
        return 1.0
    parts = [p for p in re.split(r"[-/'’]", folded) if p]
    if len(parts) > 1:
        return sum(stem(p) in evidence.stems or p in evidence.spelt for p in parts) / len(parts)
    root = re.sub(r"^(?:re|un|pre|non|dis|in|im|out|over)(?=\w{4})", "", folded)
    if root != folded and is_english(root) and stem(root) in evidence.stems:
        return _SAME_MEANING
    short = stem(folded)[:5]
    if len(short) == 5 and any(s.startswith(short) for s in evidence.stems):
        return _SAME_CHARACTERS
    return 0.0
