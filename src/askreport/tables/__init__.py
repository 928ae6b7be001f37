"""Questions that a table answers: by filtering, counting, grouping and comparing its rows.

`open_tables` takes a snapshot; `TableIndex.select` reads a question and gives the rows that answer
it, with what was understood and how surely; `told` says the computed part in words. Everything in a
`Selection` points at rows and cells, so an answer made of it can be cited cell by cell.
"""

from __future__ import annotations

from askreport.tables.intent import IntentReader
from askreport.tables.meaning import (
    WEAK,
    in_table,
    is_clear,
    means_table,
    perhaps_table,
    rules_out,
    stands_in,
    surely_table,
    takes_over,
)
from askreport.tables.meant import Meant
from askreport.tables.selecting import TableIndex, open_tables
from askreport.tables.selection import NEGATIVE, Condition, Group, Operation, Selection
from askreport.tables.telling import told

__all__ = [
    "NEGATIVE",
    "WEAK",
    "Condition",
    "Group",
    "IntentReader",
    "Meant",
    "Operation",
    "Selection",
    "TableIndex",
    "in_table",
    "is_clear",
    "means_table",
    "open_tables",
    "perhaps_table",
    "rules_out",
    "stands_in",
    "surely_table",
    "takes_over",
    "told",
]
