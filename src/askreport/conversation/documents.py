"""What the rules may ask about the documents; all may be missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.lexical import terms, top
from askreport.question import content_of

if TYPE_CHECKING:
    from askreport.lexical import LexicalIndex

Known = Callable[[str], bool]
"""Whether a pair of characters stands in the documents."""

Rarity = Callable[[str], float]
"""Idf of a term in the documents."""

Related = Callable[[str, str], float]
"""How far what the second text asks stands beside what the first names: `relatedness`."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What is known of the documents."""

    known: Known | None = None
    rarity: Rarity | None = None
    related: Related | None = None


_NEAR: Final = 8
"""Texts that are looked at of those that the name brings."""


def relatedness(index: LexicalIndex, name: str, question: str) -> float:
    """From 0 to 1: how well the texts about ``name`` fit ``question``, of how well any does.

    “付费客户从哪儿拿代码？” stands beside “RHEL” and not beside “foobar2000”, so that after a
    question about RHEL it is of RHEL, and after the other it is not understood.
    """
    wanted = [term for term in terms(content_of(question)) if len(term) > 1]
    named = [term for term in terms(name) if len(term) > 1]
    fits = index.scores_of(wanted)
    near = top(index.scores_of(named), _NEAR)
    best = float(fits.max(initial=0.0))
    return float(fits[near].max(initial=0.0)) / best if near and best > 0 else 0.0
