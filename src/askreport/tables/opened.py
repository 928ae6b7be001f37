"""One table, prepared for questions: its columns, its rows' chunks, what it says of itself."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from askreport.lexical import terms
from askreport.naming import NameIndex
from askreport.tables.asking import is_work
from askreport.tables.belonging import Belonging
from askreport.tables.columns import Column, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from askreport.records import Document, Row, Table
    from askreport.store.snapshot import Snapshot


class OpenTable:
    """A table of a document; everything but the names is worked out when first asked for.

    Rows are spoken of by their positions in `rows`, which leaves duplicates out, until `numbers`
    turns them into the table's own row numbers.
    """

    def __init__(self, snapshot: Snapshot, document: Document, number: int, table: Table) -> None:
        self.document = document
        self.number = number
        self.table = table
        self.lexical = snapshot.lexical
        self._snapshot = snapshot
        self._belonging: dict[tuple[int, int], Belonging] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that count: a repeated one counts once."""
        return tuple(row for row in self.table.rows if row.duplicate_of is None)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        return columns_of(self.document, self.table, self.rows)

    @cached_property
    def key(self) -> Column:
        """The column that says what a row is about."""
        return next(column for column in self.columns if column.key)

    def belonging(self, owner: Column, owned: Column) -> Belonging:
        """Which values of the two columns go with one another."""
        pair = owner.index, owned.index
        if pair not in self._belonging:
            self._belonging[pair] = Belonging(owner, owned)
        return self._belonging[pair]

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The terms of each of `rows` that is a chunk."""
        text = self.document.text
        return tuple(
            frozenset(terms(text[row.start : row.end]))
            for row in self.rows
            if row.number in self.chunks
        )

    @cached_property
    def column_names(self) -> NameIndex:
        """Finds the columns that a question calls by their names, in either language."""
        return NameIndex([column.name for column in self.columns], common=True)

    @cached_property
    def works(self) -> bool:
        """Whether the rows are things that were made, for which there are many words."""
        return is_work(self.key.name, self.table.caption)

    @cached_property
    def chunks(self) -> dict[int, int]:
        """Row numbers to positions of their chunks in the snapshot."""
        starts = {row.start: row.number for row in self.table.rows}
        return {
            starts[chunk.start]: position
            for position, chunk in enumerate(self._snapshot.chunks)
            if chunk.row is not None
            and chunk.document_id == self.document.id
            and chunk.start in starts
        }

    @cached_property
    def said_of_itself(self) -> str:
        """The caption and the document's title."""
        return f"{self.table.caption or ''} {self.document.title}"

    @cached_property
    def caption_terms(self) -> dict[str, float]:
        """Terms of the caption with how well each tells the table from the rest of the corpus."""
        found = dict.fromkeys(t for t in terms(self.table.caption or "") if len(t) > 1)
        size, rows = self.lexical.size, len(self.chunks)
        outside = {t: self.lexical.frequency(t) - rows for t in found if not t.isdigit()}
        return {t: math.log((size + 1) / (1 + max(0, n))) for t, n in outside.items()}

    def numbers(self, positions: Iterable[int]) -> tuple[int, ...]:
        """The table's row numbers of ``positions``, in the table's order."""
        return tuple(self.rows[position].number for position in sorted(positions))

    def chunks_of(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The chunks' positions of the rows with ``numbers``."""
        return tuple(self.chunks[number] for number in numbers if number in self.chunks)
