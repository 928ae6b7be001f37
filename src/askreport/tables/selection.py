"""What a question selects from a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Operation = Literal[
    "list", "count", "exists", "lookup", "group", "extreme", "total", "none_listed", "not_a_column"
]
"""What is asked of the rows.

``list`` them, ``count`` them or the values of a column, say whether there are any (``exists``),
``lookup`` other cells of named rows, ``group`` them by a column's values and count each, find the
``extreme`` (most, least, largest), ``total`` (sum or mean) of a numeric column. ``none_listed``:
the condition is understood and no row meets it. ``not_a_column``: what is asked about the rows
stands in no column. Of ``none_listed``, the rows are those that the question calls by name and
says something else of.
"""


NEGATIVE: Final[tuple[Operation, ...]] = ("none_listed", "not_a_column")
"""Operations that say what the table does not have."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows must meet: one of ``values`` stands in ``column``, or none of them if ``negated``.

    ``mention`` is ``question[start:end]``; ``how`` says how it was matched: ``exact``,
    ``spelling``, ``dictionary``, ``sound``, ``abbreviation``, ``territory``, ``kind``, ``number``,
    or ``unmatched`` where it names what the column does not have. ``exact`` is false where it is
    only part of the values. ``related`` are further values that hold what is named as a part.
    ``score`` is 0..1.
    """

    column: str
    values: tuple[str, ...]
    mention: str
    start: int
    end: int
    how: str
    score: float
    exact: bool = True
    negated: bool = False
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A value and the numbers of the rows that have it; ``amount`` where a column was reckoned.

    ``values`` are what goes with it in the column asked for, where each one's is.
    """

    value: str
    rows: tuple[int, ...]
    amount: float | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that answer, and what was understood.

    ``rows`` are row numbers (from 1, duplicates left out) and ``chunks`` the positions of their
    chunks in ``Snapshot.chunks``, in the same order. ``related`` are rows of values that only begin
    like what was named (a company's research institute). ``wanted`` are the columns asked for;
    ``values`` the distinct values of the first of them among the rows, where values rather than
    rows are asked for. ``count`` is the number asked for, of ``counted``; ``amount`` a sum, mean or
    extreme of ``reckoned`` (of the number of its values in a row, if ``tallied``). ``ranked`` says
    that ``groups`` are those with most rows (or, if ``least``, fewest), ``apart`` that they are
    kinds, told one by one; ``narrowed`` that the named rows have other values besides ``values``.
    ``asked`` are the words for what no column holds, ``ignored`` words of the question that had no
    part in the selection.

    ``confidence`` (0..1) is how surely the question is about this table. ``elsewhere`` is how many
    other chunks hold the name of the row that is asked about: where it is high, the text may be
    meant. ``joint``: a row meets several conditions at once. ``measure`` is the Chinese measure
    word that is asked with (“几家”), ``noun`` the English one, in the plural. ``filtered``: some
    row is left out; ``key_asked``: the rows' own names are asked for. ``further`` are the
    selections of the other parts of a question that asks
    several things; they have none of their own. ``verdict`` answers whether a named row has in a
    column what ``doubted`` says: the column and the value; ``none_of`` is whose rows, all of
    them, have nothing of what is asked.
    """

    document_id: str
    table: int
    operation: Operation
    conditions: tuple[Condition, ...]
    rows: tuple[int, ...]
    chunks: tuple[int, ...]
    wanted: tuple[str, ...]
    confidence: float
    related: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    count: int | None = None
    counted: str | None = None
    amount: float | None = None
    reckoned: str | None = None
    tallied: bool = False
    ranked: bool = False
    least: bool = False
    apart: bool = False
    mean: bool = False
    narrowed: bool = False
    asked: str | None = None
    ignored: tuple[str, ...] = ()
    joint: bool = False
    elsewhere: int = 0
    measure: str = ""
    noun: str = ""
    filtered: bool = False
    key_asked: bool = False
    further: tuple[Selection, ...] = ()
    verdict: bool | None = None
    doubted: tuple[str, str] | None = None
    none_of: str | None = None

    @property
    def parts(self) -> tuple[Selection, ...]:
        """This one and the further ones."""
        return (self, *self.further)

    @property
    def all_chunks(self) -> tuple[int, ...]:
        """The chunks of all parts, each once."""
        return tuple(dict.fromkeys(chunk for part in self.parts for chunk in part.chunks))
