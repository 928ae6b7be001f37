"""What a question binds its answer to, and what of it the sentences that would be quoted lack.

A passage on the right thing often tells its other version, its other year, or everything but the
figure. Similarity does not see that; these checks do. Each is about the sentences chosen, or about
the passages found; of the whole corpus only the vocabulary is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold, terms
from askreport.values import STRICT, holds_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.evidence.items import Item
    from askreport.question import Sought
    from askreport.retrieval import Retrieval
    from askreport.store.snapshot import Snapshot

_SHORT_NAME: Final = 4
"""Letters from which on the beginning of a name stands for it."""
_RELATIVE: Final = re.compile(
    r"[今去前明后後同次翌当當]年|[上前后後]一年|\b(?:last|this|next|previous) year\b",
    re.IGNORECASE,
)
_EXCEPT: Final = (
    r"(?:除了?|除开|除去|撇开|不算|不包括|不含|\bexcept|\bbesides|\bother than|\bapart from)"
)
_NAMED: Final = frozenset({"product", "organisation", "person"})
"""Kinds of value that are the subject of the sentence that tells them, more often than not."""
_LOST_HEAD: Final = 2
"""Characters of a sentence within which its subject stood."""
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2099


@dataclass(frozen=True, slots=True)
class Unmet:
    """What the sentences found lack of what the question binds its answer to; false if nothing."""

    missing: tuple[str, ...]
    """Names, years and versions; see `missing`."""
    lost: bool
    """Whether words were lost where the answer would be; see `words_lost`."""
    valueless: bool
    """Whether none of the chosen sentences holds a value of the kind; see `lacks_value`."""

    def __bool__(self) -> bool:
        return bool(self.missing) or self.lost or self.valueless


def unmet(
    retrieval: Retrieval,
    snapshot: Snapshot,
    sought: Sought,
    items: Sequence[Item],
    chosen: Sequence[Item],
) -> Unmet:
    """What of the question ``items``, best first, and those ``chosen`` of them do not meet."""
    return Unmet(
        missing(retrieval, snapshot, sought, chosen),
        words_lost(snapshot, sought, items),
        lacks_value(retrieval.question, snapshot, sought, chosen),
    )


def missing(
    retrieval: Retrieval, snapshot: Snapshot, sought: Sought, chosen: Sequence[Item]
) -> tuple[str, ...]:
    """The names, years and versions of the question that ``chosen`` or the passages lack.

    Names that the corpus does not have at all; years that none of ``chosen`` has, nor the sentences
    beside them; versions that no passage has, or not with the name that the question has them with.
    Names bind in Chinese questions only: an English one may write a Chinese name in Latin letters.
    """
    binds = bool(sought.years or sought.versions or sought.releases)
    rows = dict.fromkeys(one.row for one in retrieval.found) if binds else ()
    texts = [fold(snapshot.text_of(row)) for row in rows]
    words = {term for text in texts for term in terms(text)}
    known = snapshot.lexical.vocabulary
    names = [
        name
        for name in sought.names
        if sought.language == "zh"
        and not _excepted(name, fold(retrieval.question))
        and not any(
            term in known or _begins(term, snapshot) for term in terms(name) if not term.isdigit()
        )
    ]
    versions = [v for v in sought.versions if not any(is_release(w, v) for w in words)]
    releases = [
        f"{name} {version}"
        for name, version in sought.releases
        if version not in versions
        and told_of_others(name, version, texts)
        and not _stand_together(name, version, chosen)
    ]
    return (*names, *_years_missing(sought.years, words, snapshot, chosen), *versions, *releases)


def _excepted(name: str, question: str) -> bool:
    """Whether ``question`` (folded) names it only to leave it out: “除了 ZooKeeper 还有哪些”."""
    return re.search(rf"{_EXCEPT}[^，。；,;.!?？]{{0,12}}?{re.escape(name)}", question) is not None


def _stand_together(name: str, version: str, chosen: Sequence[Item]) -> bool:
    """Whether one of ``chosen`` has both, however far from each other."""
    return any(
        all(term in item.words for term in terms(name))
        and any(is_release(word, version) for word in item.words)
        for item in chosen
    )


def told_of_others(name: str, version: str, texts: Sequence[str]) -> bool:
    """Whether ``texts`` (folded) tell versions of ``name`` and ``version`` is not among them.

    A version of several numbers may stand a few characters behind the name, a single number only
    right behind it: “Claude 2”, "Falcon-40B".
    """
    # Of Chinese characters before a version it is not known where the name begins: 云的盘古 3.0.
    for start in range(1 if name.isascii() else len(name) - 1):
        told = {version for text in texts for version in _versions_of(name[start:], text)}
        if told:
            return not any(is_release(t, version) or is_release(version, t) for t in told)
    return False


def _versions_of(name: str, text: str) -> Iterator[str]:
    beside = re.compile(
        rf"(?<![a-z0-9]){re.escape(name)}"
        r"(?:[^a-z0-9\n。；;]{0,10}v?(\d+(?:\.\d+)+)|[\s-]?v?(\d{1,3}b?))(?![\d.]*\d|[a-z])"
    )
    return (match[1] or match[2] for match in beside.finditer(text))


def is_release(term: str, version: str) -> bool:
    """Whether ``term`` is the version, or one under it: 3.2.0 is a 3.2, and 4 is the 4.0."""
    return term == version or f"{term}.0" == version or term.startswith(f"{version}.")


def _begins(term: str, snapshot: Snapshot) -> bool:
    """Whether a name of the corpus begins with ``term``: Mongo is said for MongoDB."""
    return (
        len(term) >= _SHORT_NAME
        and term.isascii()
        and any(word.startswith(term) for word in snapshot.lexical.vocabulary)
    )


def _years_missing(
    years: Sequence[str], words: set[str], snapshot: Snapshot, chosen: Sequence[Item]
) -> list[str]:
    if not years:
        return []
    said = frozenset[str]().union(*(item.near for item in chosen))
    texts = [snapshot.documents[i.document_id].text[i.start : i.end] for i in chosen]
    # “去年” may be any year; and what a report on a year tells is of that year.
    apart = set() if any(map(_RELATIVE.search, texts)) else set(years) - said
    apart -= _own_years(snapshot, chosen)
    return [year for year in years if year not in words or year in apart]


def _own_years(snapshot: Snapshot, chosen: Sequence[Item]) -> set[str]:
    """The years that the documents of ``chosen`` are about: their titles', or the commonest."""
    titles = {snapshot.documents[item.document_id].title for item in chosen}
    own = {term for title in titles for term in terms(title) if _is_year(term)}
    if own:
        return own
    years = [str(year) for year in range(_FIRST_YEAR, _LAST_YEAR + 1)]
    return {max(years, key=snapshot.lexical.frequency)}


def _is_year(term: str) -> bool:
    return term.isdigit() and len(term) == 4 and _FIRST_YEAR <= int(term) <= _LAST_YEAR


def lacks_value(question: str, snapshot: Snapshot, sought: Sought, chosen: Sequence[Item]) -> bool:
    """Whether a date, sum or other figure is asked for and none of ``chosen`` holds one.

    Not where several things are asked for: their kinds differ.
    """
    if sought.many or sought.parted or sought.kind not in STRICT:
        return False
    texts = (snapshot.documents[i.document_id].text[i.start : i.end] for i in chosen)
    return not any(holds_value(text, sought.kind, question) for text in texts)


def words_lost(snapshot: Snapshot, sought: Sought, items: Sequence[Item]) -> bool:
    """Whether the best sentence lacks what is asked for and words were lost where it would be.

    Extraction loses figures and names in bold; what is left of the sentence is on the point, and
    empty: the figure is gone from its middle, or its subject from before “：”.
    """
    first = items[0]
    gaps = snapshot.documents[first.document_id].gaps
    if sought.kind in _NAMED:
        return any(a <= first.start + _LOST_HEAD and b > first.start for a, b in gaps)
    return first.value is False and any(a <= first.end and b >= first.start for a, b in gaps)
