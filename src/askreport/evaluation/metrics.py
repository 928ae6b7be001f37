"""What is measured of one case, as pure functions over records: nothing here runs or stores.

How deep in the ranking the evidence lies, whether the reply is right, what its citations are worth;
`support` judges statements, `bootstrap` and `selective` tell of many cases.

Depths count passages from 1, best first. Evidence is given as `Target`: for one quote, every range
where it stands; a quote that occurs several times (a table cell's "China") counts as found at any
of them, so cases should quote something that stands once.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.evaluation.matching import missing_groups, normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.evaluation.matching import Range
    from askreport.records import Answer, Citation, Document, Passage

COVERED_SHARE: Final = 0.5
"""Of a quote's range that a passage must hold: sentences are cut, but not by more than half."""

_HEADING_LEAST: Final = 6
"""Characters of a quote that is looked for in headings: fewer stand there by chance."""

_MARKER: Final = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Target:
    """Where one evidence quote stands in one document; no ranges when it does not.

    ``elsewhere`` are targets that tell the same: whatever meets one of them meets this one.
    ``words`` are those of the quote, normalised: a passage has them where its heading does.
    """

    document_id: str
    ranges: tuple[Range, ...]
    elsewhere: tuple[Target, ...] = ()
    words: str = ""

    @property
    def lost(self) -> bool:
        """Whether the quote stands nowhere."""
        return not self.ranges and all(target.lost for target in self.elsewhere)


# --- retrieval ----------------------------------------------------------------------------------


def covers(passage: Passage, target: Target) -> bool:
    """Whether ``passage`` holds at least half of the quote, at one of its places, or its heading
    all of it: the heading comes with a passage, though it may stand elsewhere on the page."""
    if passage.document_id == target.document_id and (
        any(
            _overlap((passage.start, passage.end), r) >= COVERED_SHARE * (r[1] - r[0])
            for r in target.ranges
        )
        or _titled(passage, target)
    ):
        return True
    return any(covers(passage, other) for other in target.elsewhere)


def _titled(passage: Passage, target: Target) -> bool:
    return len(target.words) >= _HEADING_LEAST and target.words in normalised(passage.heading or "")


def covering_depth(passages: Sequence[Passage], targets: Sequence[Target]) -> int | None:
    """The least k such that the first k passages cover every target; ``None`` if none does.

    ``None`` without targets, too. Recall at k is the share of cases whose depth is at most k.
    """
    depths = [
        next((depth for depth, p in enumerate(passages, start=1) if covers(p, target)), None)
        for target in targets
    ]
    found = [depth for depth in depths if depth is not None]
    return max(found) if found and len(found) == len(depths) else None


def first_depth(passages: Sequence[Passage], targets: Sequence[Target]) -> int | None:
    """The depth of the first passage that covers any target; its inverse is the reciprocal rank."""
    return next(
        (d for d, p in enumerate(passages, start=1) if any(covers(p, t) for t in targets)), None
    )


def relevant_depths(passages: Sequence[Passage], targets: Sequence[Target]) -> tuple[int, ...]:
    """The depths of all passages that cover a target, in order."""
    return tuple(
        d for d, p in enumerate(passages, start=1) if any(covers(p, target) for target in targets)
    )


def uncovered(passages: Sequence[Passage], targets: Sequence[Target]) -> int:
    """How many targets no passage covers."""
    return sum(not any(covers(p, target) for p in passages) for target in targets)


def ndcg(depths: Sequence[int], absent: int, k: int) -> float | None:
    """Normalised discounted cumulative gain of the first k passages; 0..1.

    Järvelin and Kekäläinen 2002, binary gains, discount ``1 / log2(1 + depth)``. ``depths`` are
    those of the relevant passages, ``absent`` the targets that none covers; the ideal ranking
    begins with as many relevant passages as both together, since what was not retrieved would take
    a passage each. ``None`` when nothing is relevant.
    """
    ideal = min(k, len(depths) + absent)
    if not ideal:
        return None
    gained = sum(1 / math.log2(1 + depth) for depth in depths if depth <= k)
    return gained / sum(1 / math.log2(1 + depth) for depth in range(1, ideal + 1))


def fact_depth(passages: Sequence[Passage], must: Sequence[Sequence[str]]) -> int | None:
    """The least k such that the first k passages' words hold every group of ``must``.

    Unlike `covering_depth` this also counts other places that tell the same. ``None`` if no k does
    or there is no group.
    """
    if not must:
        return None
    words = ""
    for depth, passage in enumerate(passages, start=1):
        words += f"\n{passage.heading or ''}\n{passage.text}"
        if not missing_groups(must, words):
            return depth
    return None


# --- answers and citations ----------------------------------------------------------------------


def visible_text(answer: Answer) -> str:
    """``answer.text`` without its citation markers, whose numbers are no part of the reply."""
    numbers = {str(citation.number) for citation in answer.citations}
    return _MARKER.sub(lambda m: "" if m[1] in numbers else m[0], answer.text)


def is_valid(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is, code point for code point, what its document holds at its range."""
    document = documents.get(citation.document_id)
    return (
        document is not None
        and 0 <= citation.start < citation.end <= len(document.text)
        and document.text[citation.start : citation.end] == citation.quote
    )


def is_relevant(citation: Citation, targets: Sequence[Target]) -> bool:
    """Whether the quote overlaps the evidence. Other words may support a statement as well."""
    return any(meets(citation, target) for target in targets)


def meets(citation: Citation, target: Target) -> bool:
    """Whether the quote overlaps one target, at any of its places."""
    here = citation.document_id == target.document_id and any(
        _overlap((citation.start, citation.end), r) > 0 for r in target.ranges
    )
    return here or any(meets(citation, other) for other in target.elsewhere)


def _overlap(a: Range, b: Range) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])
