"""From a question to the rows of a table that answer it."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from askreport.tables import wording
from askreport.tables.conditions import Draft
from askreport.tables.confidence import confidence, elsewhere
from askreport.tables.filtering import meeting, rows_meeting
from askreport.tables.leftover import leftover
from askreport.tables.opened import OpenTable
from askreport.tables.operations import carried_out
from askreport.tables.reading import Reading, read
from askreport.tables.selection import Condition, Operation, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.question import Sought
    from askreport.store.snapshot import Snapshot

_LEAST: Final = 0.05
"""Confidence under which a question is not about a table at all."""


def open_tables(snapshot: Snapshot) -> TableIndex:
    """The tables of ``snapshot``, ready to be asked; each is prepared by its first question."""
    return TableIndex(snapshot)


class TableIndex:
    """All tables of one snapshot. Threads may share it; they take turns."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._turn = Lock()
        self._tables = [
            OpenTable(snapshot, document, number, table)
            for document in snapshot.documents.values()
            for number, table in enumerate(document.tables)
            if table.rows
        ]

    def __len__(self) -> int:
        return len(self._tables)

    def select(
        self, question: str, sought: Sought, documents: Sequence[str] | None = None
    ) -> Selection | None:
        """What ``question`` selects of the table that it is most probably about.

        ``sought`` is `askreport.question.read_question` of it, ``documents`` the ids to which the
        search is limited. ``None``: nothing in it speaks of a table.
        """
        with self._turn:
            found = [
                selection
                for table in self._tables
                if documents is None or table.document.id in documents
                if (reading := read(question, table, sought)) is not None
                if (selection := _answer(reading)) is not None
            ]
        return max(found, key=lambda selection: selection.confidence, default=None)


def _answer(reading: Reading) -> Selection | None:
    rows, combined = rows_meeting(reading)
    sure = confidence(reading, combined=combined)
    if sure < _LEAST:
        return None
    denied = [draft for draft in reading.strange if not draft.negated]
    known = [draft for draft in reading.drafts if not draft.negated]
    if not reading.drafts and not denied and reading.foreign is None:
        denied = _unread(reading)
        reading = replace(reading, strange=(*reading.strange, *denied))
    if denied and (not known or reading.says(wording.JOINT)):
        return _selection(reading, "none_listed", set(), sure)
    if reading.foreign is not None and not (reading.looked_up and reading.others_asked):
        own = rows if reading.drafts else set()
        return replace(_selection(reading, "not_a_column", own, sure), asked=reading.foreign)
    if not rows:
        return _selection(reading, "none_listed", set(), sure)
    base = replace(_selection(reading, "list", rows, sure), joint=combined)
    if len(reading.drafts) == 1:
        related = meeting(reading.table, reading.drafts[0], related=True) - rows
        base = replace(base, related=reading.table.numbers(related))
    return replace(carried_out(reading, rows, base), asked=reading.foreign)


def _unread(reading: Reading) -> list[Draft]:
    """What nothing here can read, as a condition that no row meets, where there is no other."""
    table = reading.table
    words = [w for w in leftover(reading.unspoken, table.said_of_itself) if len(w) > 1]
    places = [(reading.text.find(word), word) for word in words]
    return [
        Draft(table.key.index, at, at + len(word), (), "unmatched", 0.5, False)
        for at, word in places[:1]
        if at >= 0
    ]


def _selection(reading: Reading, operation: Operation, rows: set[int], sure: float) -> Selection:
    table = reading.table
    numbers = table.numbers(rows)
    drafts = sorted((*reading.drafts, *reading.strange), key=lambda draft: draft.start)
    return Selection(
        document_id=table.document.id,
        table=table.number,
        operation=operation,
        conditions=tuple(_condition(reading, draft) for draft in drafts),
        rows=numbers,
        chunks=table.chunks_of(numbers),
        wanted=tuple(table.columns[c].name for c in reading.asked or (table.key.index,)),
        confidence=round(sure, 4),
        ignored=tuple(leftover(reading.unspoken, table.said_of_itself)) if reading.drafts else (),
        elsewhere=elsewhere(reading),
    )


def _condition(reading: Reading, draft: Draft) -> Condition:
    column = reading.table.columns[draft.column]
    return Condition(
        column=column.name,
        values=tuple(column.values[value] for value in draft.values),
        mention=reading.question[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        how=draft.how,
        score=draft.score,
        exact=draft.exact,
        negated=draft.negated,
        related=tuple(column.values[value] for value in draft.related),
    )
