"""Which rows meet a question's conditions."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from askreport.tables import wording
from askreport.tables.bodies import with_kinds
from askreport.tables.numbers import small_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.conditions import Draft
    from askreport.tables.opened import OpenTable
    from askreport.tables.reading import Reading

_NOT: Final = re.compile(
    r"(?:不算|不是|不含|不包括|除了?|排除|并?非)\s*$|\b(?:not|excluding|except)\s*$"
)
_OVER: Final = re.compile(r"(?:超过|多于|不止|\bmore than|\bover)\s*$", re.IGNORECASE)
_WITH: Final = re.compile(r"(?:(?<!没)有|[和跟与同])\s*$")
_COUNTRIES: Final = re.compile("国|中外|countr|nation", re.IGNORECASE)


def meeting(table: OpenTable, draft: Draft, *, related: bool = False) -> set[int]:
    """Positions of the rows that have one of the draft's values (or of its related ones)."""
    column = table.columns[draft.column]
    if draft.how == "number":
        low = -math.inf if draft.least is None else draft.least
        high = math.inf if draft.most is None else draft.most
        return {row for row, number in column.numbers.items() if low <= number <= high}
    values = draft.related if related else draft.values
    return {row for value in values for row in column.rows[value]}


def rows_meeting(reading: Reading) -> tuple[set[int], bool]:
    """Positions of the rows that meet every condition, and whether they meet two and more.

    Conditions on different columns must all be met. Values of one column must all stand in a row
    where the question says so (合作, both), or where that is possible and it lists; else one of
    them is enough. A value that is excluded (国外) may stand beside another one where no row is
    without it: of joint work done at home and abroad, both are true.
    """
    rows, combined = _meeting_all(reading, beside=False)
    if not rows and any(draft.negated for draft in reading.drafts):
        return _meeting_all(reading, beside=True)
    return rows, combined


def _meeting_all(reading: Reading, *, beside: bool) -> tuple[set[int], bool]:
    """As `rows_meeting`; ``beside``: an excluded value may stand beside another."""
    table = reading.table
    rows = set(range(len(table.rows)))
    by_column: dict[int, list[Draft]] = {}
    for draft in reading.drafts:
        if not draft.negated:
            by_column.setdefault(draft.column, []).append(draft)
        elif _contradicted(draft, reading.drafts) or _takes_part(reading, draft):
            rows &= _with_others(table, draft.column, [draft])
        elif not _of_values(reading, draft):
            rows -= meeting(table, draft) - (
                _with_others(table, draft.column, [draft]) if beside else set()
            )
    combined = False
    for number, drafts in by_column.items():
        found = _of_column(reading, number, drafts)
        combined = combined or (len(drafts) > 1 and all(found <= meeting(table, d) for d in drafts))
        if reading.alone:
            found -= _with_others(table, number, drafts)
        rows &= found
    rows &= _with_several(reading) & _with_one(reading) & with_kinds(reading)
    return rows, bool(rows) and (combined or len(by_column) > 1)


def _of_values(reading: Reading, draft: Draft) -> bool:
    """Whether what is excluded are values that are asked for, or whose values: 国外的机构."""
    if reading.key_asked:
        return False
    columns = reading.table.columns
    size = len(columns[draft.column].values)
    owners = [c for c in reading.others_asked if len(columns[c].values) > size]
    return draft.column in reading.others_asked or bool(owners and columns[owners[0]].several)


def _takes_part(reading: Reading, draft: Draft) -> bool:
    """Whether rows are meant that have one from abroad, whoever else: 有外国机构参与的项目."""
    abroad = wording.ABROAD.fullmatch(reading.text, draft.start, draft.end) is not None
    return abroad and _WITH.search(reading.text[: draft.start]) is not None


def _contradicted(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether what is excluded is asked for as well, of another: 中国公司和国外机构."""
    return any(
        one.column == draft.column and not one.negated and one.values == draft.values
        for one in drafts
    )


def _of_column(reading: Reading, number: int, drafts: Sequence[Draft]) -> set[int]:
    sets = [meeting(reading.table, draft) for draft in drafts]
    if len(sets) == 1:
        return sets[0] & _joint_at_all(reading, number)
    every = set.intersection(*sets)
    if number == reading.table.key.index:
        return set.union(*sets)
    if reading.joint:
        return every
    separate = (wording.EITHER, wording.COUNT, wording.COMPARED)
    one_is_enough = any(map(reading.says, separate)) or not every
    return set.union(*sets) if one_is_enough else every


def _joint_at_all(reading: Reading, number: int) -> set[int]:
    """Rows with two values and more of a column of institutions, where joint work is meant."""
    column = reading.table.columns[number]
    every = set(range(len(reading.table.rows)))
    joint = reading.joint and not reading.alone
    if column.kind != "organisation" or not joint or reading.looked_up:
        return every
    several = {row for row in every if sum(row in own for own in column.rows) > 1}
    return several or every


def _with_others(table: OpenTable, number: int, drafts: Sequence[Draft]) -> set[int]:
    """Rows that have other values besides those of ``drafts`` in the column."""
    named = {value for draft in drafts for value in draft.values}
    rows = enumerate(table.columns[number].rows)
    return {row for value, own in rows if value not in named for row in own}


def _with_one(reading: Reading) -> set[int]:
    """Rows with one value and no more of the column of which the question says so."""
    rows = set(range(len(reading.table.rows)))
    match = wording.SINGLE.search(reading.masked)
    if match is None or reading.looked_up:
        return rows
    kind = "territory" if _COUNTRIES.search(match.group()) else "organisation"
    for column in reading.table.columns:
        if column.kind == kind and column.several:
            return {row for row in rows if sum(row in own for own in column.rows) == 1}
    return rows


def _with_several(reading: Reading) -> set[int]:
    """Rows with two values and more of the column of which the question says so (跨国)."""
    every = set(range(len(reading.table.rows)))
    match = wording.SEVERAL.search(reading.masked)
    if match is None or reading.looked_up or reading.alone:
        return every
    said = (match.group("zh") or match.group("en") or "").split()
    least = max(2, (small_number(said[-1]) or 2) if said else 2)
    least += bool(_OVER.search(reading.masked[: match.start()]))
    kind = "territory" if _COUNTRIES.search(match.group()) else "organisation"
    for column in reading.table.columns:
        if column.kind == kind and column.several:
            several = {row for row in every if sum(row in own for own in column.rows) >= least}
            denied = _NOT.search(reading.masked[: match.start()])
            return every - several if denied else several
    return every
