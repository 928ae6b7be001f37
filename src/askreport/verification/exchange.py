"""Whether two names, or two figures, of a statement have changed places.

Each stands among words of its own, in the statement and in a quote. When the words around one in
the statement are those around the other in the quote, and the other way round, they are exchanged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.verification.attachment import misplaced
from askreport.verification.belonging import put_across
from askreport.verification.counted import miscounted
from askreport.verification.facts import part
from askreport.verification.latin import FUNCTION, pieces
from askreport.verification.proximity import displaced

if TYPE_CHECKING:
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts

_PART: Final = re.compile(
    r"[,，。;；!?:：、()（）]|\. |与|和|及|而(?!且)|(?<=\s)(?:and|while|whereas|but|versus)(?=\s)"
)
_CLAUSE: Final = re.compile(
    r"[,，。;；!?:：()（）]|\. |而(?!且)|(?<=\s)(?:while|whereas|but|versus)(?=\s)"
)
"""Names that are listed together stand among the same words."""
_MARGIN: Final = 1.5
_MARGIN_ACROSS: Final = 2.0
"""Words that names must share crosswise more than straight; meanings agree by accident."""
_Anchor = tuple[str, int, int]


def _crossed_in(statement: Facts, evidence: Evidence) -> str:
    """Two figures, or two names, whose words are those of the other."""
    for quote in evidence.quotes:
        for one, other, bound in (
            (_figures(statement), _figures(quote), _PART),
            (_names(statement), _names(quote), _CLAUSE),
        ):
            both = [key for key in one if key in other]
            loose = bound is _CLAUSE and statement.english != quote.english
            for i, a in enumerate(both):
                for b in both[i + 1 :]:
                    sides = [
                        _around(facts, anchors[key], bound)
                        for facts, anchors in ((statement, one), (quote, other))
                        for key in (a, b)
                    ]
                    if _crossed(sides[0], sides[1], sides[2], sides[3], loose):
                        return f"{a} and {b} have changed places between statement and quote"
    return ""


def exchanges_in(statement: Facts, evidence: Evidence) -> dict[str, str]:
    """All that has changed places, by what tells it, in words."""
    found = {
        "displaced": displaced(statement, evidence.quotes),
        "misplaced": misplaced(statement, evidence.quotes),
        "miscounted": miscounted(statement, evidence.quotes),
        "put_across": next((m for q in evidence.quotes if (m := put_across(statement, q))), ""),
        "crossed": _crossed_in(statement, evidence),
    }
    return {sort: wrong for sort, wrong in found.items() if wrong}


def _figures(facts: Facts) -> dict[str, _Anchor]:
    """Figures that stand but once, by what they come to."""
    found: dict[str, _Anchor] = {}
    for f in facts.figures:
        if f.most is None and not f.ordinal and f.value != 1:
            key = f"{f.value:g}"
            found[key] = (f.text, f.start, f.end)
    return found


def _names(facts: Facts) -> dict[str, _Anchor]:
    found: dict[str, _Anchor] = {}
    twice = set()
    for t in facts.tokens:
        if (t.capital or t.identifier) and len(t.text) > 1 and t.folded not in FUNCTION:
            key = "".join(pieces(t.folded))
            if key in found:
                twice.add(key)
            found[key] = (t.text, t.start, t.end)
    return {key: anchor for key, anchor in found.items() if key not in twice}


def _crossed(sa: Facts, sb: Facts, qa: Facts, qb: Facts, loose: bool) -> bool:
    """Whether what is around a and b in the statement (``s``) is crosswise in the quote (``q``)."""
    if sa.text == sb.text or qa.text == qb.text:
        return False
    # What both have tells nothing between them.
    straight = _common(sa, qa, sb, qb) + _common(sb, qb, sa, qa)
    crossed_a, crossed_b = _common(sa, qb, sb, qa), _common(sb, qa, sa, qb)
    margin = _MARGIN_ACROSS if loose else _MARGIN
    return (
        min(crossed_a, crossed_b) >= (1.5 if loose else 0.5)
        and crossed_a + crossed_b >= straight + margin
    )


def _around(facts: Facts, anchor: _Anchor, bound: re.Pattern[str]) -> Facts:
    """The words around ``anchor`` up to the next bound, itself left out."""
    _, start, end = anchor
    text = facts.text
    outer = start - 1 if text[start - 1 : start] in ("(", "（") else start
    first = max((m.end() for m in bound.finditer(text, 0, outer)), default=0)
    match = bound.search(text, end)
    last = match.start() if match else len(text)
    return part(f"{text[first:start]} {text[end:last]}")


def _common(one: Facts, other: Facts, not_one: Facts, not_other: Facts) -> float:
    """What ``one`` and ``other`` share that the opposite sides have not."""
    mine = one.things - not_one.things
    theirs = other.things - not_other.things
    score = sum(1.0 if len(t) > 1 else 0.0 for t in mine & theirs)
    if one.english != other.english:
        score += len((one.stems - not_one.stems) & (other.stems - not_other.stems))
    return score
