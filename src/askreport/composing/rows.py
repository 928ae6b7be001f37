"""A selection from a table, told: what was counted or compared, then the rows, cited by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from askreport.chunking import row_of
from askreport.composing.base import DraftStatement, Source
from askreport.records import CellReference
from askreport.tables import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.evidence import Item
    from askreport.records import Cell, Document
    from askreport.store.snapshot import Snapshot
    from askreport.tables import Selection

_EACH: Final = 8
"""Rows that are told one by one; of more, only the first column is, in one statement."""
_BESIDE: Final = 3
"""The same where the values that are asked for were told already."""


def compose_rows(
    selection: Selection, items: Sequence[Item], snapshot: Snapshot, language: str
) -> Iterator[DraftStatement]:
    """The statements of ``selection``, whose rows are ``items``; ``language`` is the asker's.

    A row that several parts of the question select is told once.
    """
    by_row = {item.row: item for item in items}
    before: set[int] = set()
    for part in selection.parts:
        rows = [
            (by_row[chunk], _cells(by_row[chunk], snapshot))
            for chunk in part.chunks
            if chunk in by_row
        ]
        known = not before.isdisjoint(part.chunks)
        if part.apart:
            for group in part.groups:
                own = [row for row in rows if _number(row[0], snapshot) in group.rows]
                one = replace(part, groups=(group,))
                yield _computed(one, told(one, language), own, snapshot, language, named=False)
        elif head := told(part, language, always=known):
            named = known or len(rows) > _EACH
            yield _computed(part, head, rows, snapshot, language, named=named)
        if len(rows) > (_BESIDE if _says_it_all(part) else _EACH):
            continue
        for item, _ in rows:
            if item.row not in before:
                yield row_statement(item, snapshot.documents[item.document_id], snapshot)
        before |= {item.row for item, _ in rows}


def _says_it_all(part: Selection) -> bool:
    """Whether what is computed tells all that is asked for, and rows would only repeat it."""
    told_values = part.values and part.operation in ("list", "count") and not part.groups
    each = any(group.values for group in part.groups)
    return bool(told_values or each) and not part.key_asked


def row_statement(item: Item, document: Document, snapshot: Snapshot) -> DraftStatement:
    """A row told as ``value（column：value；…）``, every cell cited."""
    row = row_of(snapshot.chunks[item.row], document)
    told_cells = [(cell.column, _values(cell, document)) for cell in row.cells]
    head = told_cells[0][1]
    rest = "；".join(f"{column}：{values}" for column, values in told_cells[1:])
    sources = tuple(_source(item, cell, snapshot) for cell in row.cells)
    return DraftStatement(f"{head}（{rest}）" if rest else head, sources, item.score)


def _computed(
    selection: Selection,
    head: str,
    rows: Sequence[tuple[Item, tuple[Cell, ...]]],
    snapshot: Snapshot,
    language: str,
    *,
    named: bool,
) -> DraftStatement:
    """What was computed, citing in each row the cell that it was computed from.

    That is the column whose values are told, grouped or reckoned; else the first, which names the
    row. An introduction names the rows itself if ``named``: where they are too many to be told one
    by one, or were told already.
    """
    column = selection.reckoned or (
        selection.counted if selection.values or selection.groups else None
    )
    if selection.doubted is not None:
        column = selection.doubted[0]
    elif selection.none_of is not None:
        column = _column_of((selection.none_of,), rows, snapshot)
    elif selection.values and column is None:
        column = _column_of(selection.values, rows, snapshot)
    cited = [
        (item, next((cell for cell in cells if cell.column == column), cells[0]))
        for item, cells in rows
    ]
    text = head
    if head.endswith(("：", ":")):
        if named:
            between, stop = ("、", "。") if language != "en" else (", ", ".")
            told_by = [(i, cells[0]) for i, cells in rows] if selection.tallied else cited
            names = (_values(cell, snapshot.documents[item.document_id]) for item, cell in told_by)
            text = head + ("" if language != "en" else " ") + between.join(names) + stop
        else:
            text = head[:-1] + ("。" if language != "en" else ".")
    score = max((item.score for item, _ in cited), default=selection.confidence)
    sources = [_source(item, cell, snapshot) for item, cell in cited]
    if selection.tallied:
        sources += [_source(item, cells[0], snapshot) for item, cells in rows]
    if any(group.values for group in selection.groups):
        wanted = selection.wanted[0]
        sources += [
            _source(item, cell, snapshot)
            for item, cells in rows
            for cell in cells
            if cell.column == wanted
        ]
    if selection.related:
        sources += _related(selection, snapshot)
    return DraftStatement(text, tuple(sources), score)


def _column_of(
    values: Sequence[str], rows: Sequence[tuple[Item, tuple[Cell, ...]]], snapshot: Snapshot
) -> str | None:
    """The column that the told ``values`` stand in."""
    for item, cells in rows:
        document = snapshot.documents[item.document_id]
        for cell in cells:
            if any(" ".join(document.text[a:b].split()) in values for a, b in cell.values):
                return cell.column
    return None


def _related(selection: Selection, snapshot: Snapshot) -> list[Source]:
    """The cells that hold the related values: what is said to be counted apart."""
    document = snapshot.documents[selection.document_id]
    rows = document.tables[selection.table].rows
    related = {value for condition in selection.conditions for value in condition.related}
    sources = []
    for place in snapshot.rows_by_document[document.id]:
        chunk = snapshot.chunks[place]
        if chunk.row is None or chunk.row not in selection.related:
            continue
        row = row_of(chunk, document)
        if row not in rows:
            continue
        sources += [
            Source(place, cell.start, cell.end, CellReference(row=row.number, column=cell.column))
            for cell in row.cells
            if any(document.text[a:b] in related for a, b in cell.values)
        ]
    return sources


def _number(item: Item, snapshot: Snapshot) -> int:
    return row_of(snapshot.chunks[item.row], snapshot.documents[item.document_id]).number


def _cells(item: Item, snapshot: Snapshot) -> tuple[Cell, ...]:
    return row_of(snapshot.chunks[item.row], snapshot.documents[item.document_id]).cells


def _values(cell: Cell, document: Document) -> str:
    return "、".join(document.text[a:b] for a, b in cell.values)


def _source(item: Item, cell: Cell, snapshot: Snapshot) -> Source:
    row = row_of(snapshot.chunks[item.row], snapshot.documents[item.document_id])
    return Source(item.row, cell.start, cell.end, CellReference(row=row.number, column=cell.column))
