"""Kinds of institutions: what a question calls them, and which names are of that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.naming.kinds import is_institute, is_university
from askreport.tables import wording
from askreport.tables.asking import MASK
from askreport.tables.describing import describing, goes_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.tables.asking import ColumnWord
    from askreport.tables.conditions import Draft
    from askreport.tables.reading import Reading

_FOUNDATION: Final = re.compile(r"foundation|基金会|consortium|联盟|协会", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BodyKind:
    """``said`` is what a question calls such institutions."""

    name: str
    said: re.Pattern[str]


UNIVERSITY: Final = BodyKind("university", wording.UNIVERSITY)
INSTITUTE: Final = BodyKind("institute", wording.INSTITUTE)
COMPANY: Final = BodyKind("company", wording.COMPANY)
FOUNDATION: Final = BodyKind("foundation", wording.FOUNDATION)
KINDS: Final = (UNIVERSITY, INSTITUTE, COMPANY, FOUNDATION)


def is_of(value: str, kind: BodyKind) -> bool:
    """Whether the institution ``value`` is called like one of ``kind``.

    A company is what is called like nothing else.
    """
    if kind is UNIVERSITY or is_university(value):
        return kind is UNIVERSITY and is_university(value)
    if kind is INSTITUTE:
        return is_institute(value)
    if kind is FOUNDATION:
        return _FOUNDATION.search(value) is not None
    return not is_institute(value) and not _FOUNDATION.search(value)


def kinds_asked(reading: Reading, column: int) -> list[BodyKind]:
    """The kinds of institutions that are asked for, where the question names some."""
    words = [w for w in reading.words if w.column == column]
    if reading.looked_up:
        # 是哪家公司做的 says no more than “by whom”.
        words = [w for w in words if not wording.COMPANY.search(reading.masked, w.start, w.end)]
    found = [(w, k) for w in words for k in KINDS if k.said.search(reading.masked, w.start, w.end)]
    # 和美国公司合作过的中国高校有哪些 asks for one kind, and names two.
    return [k for w, k in found if w.asked] or [k for _, k in found]


def kinds_compared(reading: Reading) -> list[tuple[ColumnWord, BodyKind]]:
    """Kinds of institutions that are set against each other by their rows: 高校多还是公司多."""
    if (
        reading.looked_up
        or reading.joint
        or not reading.says(wording.AGAINST)
        or not reading.says(wording.MORE)
    ):
        return []
    found: dict[str, tuple[ColumnWord, BodyKind]] = {}
    for word in reading.words:
        column = reading.table.columns[word.column]
        if column.kind == "organisation" and not column.key:
            for kind in KINDS:
                if kind.said.fullmatch(reading.masked, word.start, word.end):
                    found.setdefault(kind.name, (word, kind))
    return list(found.values()) if len(found) > 1 else []


def rows_of_kind(reading: Reading, number: int, kind: BodyKind) -> set[int]:
    """Rows with an institution of ``kind``, and of the countries that the question names."""
    column = reading.table.columns[number]
    places = [
        d
        for d in reading.drafts
        if reading.table.columns[d.column].kind == "territory" and d.values
    ]
    return {
        row
        for value, of in enumerate(column.rows)
        if is_of(column.values[value], kind)
        for row in of
        if not places or goes_with(reading, column, value, row, places)
    }


def has_kinds(reading: Reading) -> bool:
    """Whether a kind of institution is a condition on the rows."""
    return not reading.looked_up and any(
        True
        for column in reading.table.columns
        if column.kind == "organisation" and not column.key
        for _ in _conditions(reading, column.index)
    )


def with_kinds(reading: Reading) -> set[int]:
    """Positions of the rows with institutions of the kinds that the question names.

    Those that it asks for are no condition, unless rows are asked for, nor is what only repeats a
    name (“百度公司”).
    """
    rows = set(range(len(reading.table.rows)))
    if reading.looked_up or kinds_compared(reading):
        return rows
    for column in reading.table.columns:
        if column.kind != "organisation" or column.key:
            continue
        named = {
            v for d in reading.drafts if d.column == column.index for v in (*d.values, *d.related)
        }
        found = list(_conditions(reading, column.index))
        wanted = [kind for word, kind, denied in found if word and not denied]
        one_is_enough = len(wanted) > 1 and not reading.joint
        either = set[int]()
        for word, kind, denied in found:
            left_out = named if reading.joint and not denied else set[int]()
            whose = _whose(reading, word) if word else []
            own = {
                r
                for v, of in enumerate(column.rows)
                if v not in left_out and is_of(column.values[v], kind)
                for r in of
                if not whose or goes_with(reading, column, v, r, whose)
            }
            if reading.alone:
                own -= {
                    r
                    for v, of in enumerate(column.rows)
                    if not is_of(column.values[v], kind)
                    for r in of
                }
            if one_is_enough and word and not denied:
                either |= own
            else:
                rows = rows - own if denied else rows & own
        rows = rows & either if one_is_enough else rows
    return rows


def _whose(reading: Reading, word: ColumnWord) -> list[Draft]:
    """The countries that the question gives the institutions that ``word`` speaks of."""
    places = [c.index for c in reading.table.columns if c.kind == "territory"]
    return [
        draft
        for column in places
        for draft in describing(reading.text, word, reading.drafts, column)
        if draft.values
    ]


def _conditions(
    reading: Reading, column: int
) -> Iterator[tuple[ColumnWord | None, BodyKind, bool]]:
    """The kinds that rows must have, and those that they must not, with the words for them."""
    for word in reading.words:
        if word.column != column or (word.asked and not reading.key_asked):
            continue
        lead = reading.masked[: word.start]
        repeated = any(
            reading.masked[a:b].strip() == ""
            for draft in reading.drafts
            if draft.column == column
            for a, b in ((draft.end, word.start), (word.end, draft.start))
            if a <= b
        )
        if repeated or _POINTED.search(lead):
            continue
        near = lead[-wording.NEGATED_MOST[reading.sought.language] :]
        cues = list(wording.NEGATION.finditer(near.rpartition(MASK)[2]))
        denied = bool(cues) and not _CLAUSE.search(near, cues[-1].end())
        denied = denied or bool(wording.NEGATION_BEHIND.match(reading.masked[word.end :]))
        for kind in KINDS:
            if kind.said.search(reading.masked, word.start, word.end):
                yield word, kind, denied
    if wording.BOTH_SORTS.search(reading.masked):
        yield None, COMPANY, False
        yield None, UNIVERSITY, False


_POINTED: Final = re.compile(
    r"[那这该此本哪][一几两]?[家所个些]?$|\b(?:the|that|this)\s+$", re.IGNORECASE
)
_CLAUSE: Final = re.compile(r"[，,；;。？?]")
