"""Which values of a column a question asks for among the rows that meet its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.tables import wording
from askreport.tables.bodies import is_of, kinds_asked
from askreport.tables.describing import describing, goes_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.asking import ColumnWord
    from askreport.tables.columns import Column
    from askreport.tables.conditions import Draft
    from askreport.tables.reading import Reading


def kept_values(reading: Reading, rows: set[int], number: int, *, joint: bool) -> list[int]:
    """Values of a column in ``rows``, less those that are excluded or, if ``joint``, named.

    Who asks with whom somebody worked wants the others.
    """
    column = reading.table.columns[number]
    own = [draft for draft in reading.drafts if draft.column == number]
    joint = joint or (reading.says(wording.OTHERS) and not any(d.negated for d in own))
    out = {v for d in own if d.negated or joint for v in (*d.values, *d.related)}
    named = {v for d in own if not d.negated and not joint for v in d.values}
    kinds = kinds_asked(reading, number)
    # 英国机构有哪几家: what is asked for is called by two words.
    words = sorted((w for w in reading.words if w.column == number), key=lambda w: not w.asked)
    held = _held(reading, number, words)
    return [
        value
        for value, of in enumerate(column.rows)
        if value not in out
        and (not named or value in named)
        and not rows.isdisjoint(of)
        and all(_goes_with(reading, column, value, rows.intersection(of), one) for one in held)
        and (not kinds or any(is_of(column.values[value], kind) for kind in kinds))
    ]


def _held(reading: Reading, number: int, words: Sequence[ColumnWord]) -> list[list[Draft]]:
    """The conditions on other columns, one list for each, that a value must go with.

    Where one of them describes what is asked for, the others are conditions on the row.
    """
    held = []
    for column in reading.table.columns:
        drafts = [
            draft
            for draft in reading.drafts
            if draft.column == column.index and draft.values and draft.how != "number"
        ]
        if not drafts or column.key or column.index == number:
            continue
        told = [describing(reading.text, word, drafts, column.index) for word in words]
        near = next(filter(None, told), [])
        if reading.joint and not near and len(drafts) > 1:
            continue
        held.append(near or drafts)
    return held


def _goes_with(
    reading: Reading, column: Column, value: int, rows: set[int], drafts: Sequence[Draft]
) -> bool:
    return any(goes_with(reading, column, value, row, drafts) for row in rows)
