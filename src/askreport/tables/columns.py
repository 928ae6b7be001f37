"""The columns of a table: what kind of thing stands in each, and which rows have which value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from askreport.naming import NameIndex
from askreport.naming.characters import simplified
from askreport.naming.territories import code_of
from askreport.naming.tokens import LEGAL, fold, is_head, tokens
from askreport.tables.numbers import number_in, scale_of

if TYPE_CHECKING:
    from askreport.records import Document, Row, Table

ColumnKind = Literal["territory", "organisation", "person", "number", "other"]
_YEAR: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")

_ORGANISATION: Final = re.compile(
    r"机构|公司|企业|单位|团队|组织|厂商|学校|大学|院校|出品|开发[商者]|institut|compan|organi[sz]ation"
    r"|vendor|universit|affiliat|developer|maker",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"作者|姓名|负责人|[市省县校]长|主席|总统|经理|创始人"
    r"|author|name of|mayor|president|founder|person|ceo",
    re.IGNORECASE,
)
_BODY: Final = re.compile(r"(?:大学|学院|研究院|研究所|实验室|基金会|公司|集团|银行|医院|协会)$")
_MOSTLY: Final = 0.7
_NUMBERS: Final = 0.8
_BODIES: Final = 0.15


@dataclass(frozen=True)
class Column:
    """A column of one table. ``rows`` maps each distinct value's position to positions of rows."""

    name: str
    index: int
    kind: ColumnKind
    key: bool
    """Whether it says what a row is about."""
    values: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    numbers: dict[int, float]
    places: tuple[tuple[int, int], ...] = ()
    """Row and value of each place in the column, in order."""

    @cached_property
    def names(self) -> NameIndex:
        """Finds the values that a question mentions."""
        return NameIndex(self.values)

    @cached_property
    def codes(self) -> dict[str, list[int]]:
        """Territory codes to positions of values."""
        found: dict[str, list[int]] = {}
        for number, value in enumerate(self.values):
            if (code := code_of(value)) is not None:
                found.setdefault(code, []).append(number)
        return found

    @cached_property
    def in_order(self) -> dict[int, tuple[int, ...]]:
        """Rows to their values, in the order in which they stand in the cell."""
        found: dict[int, list[int]] = {}
        for row, value in self.places:
            found.setdefault(row, []).append(value)
        return {row: tuple(values) for row, values in found.items()}

    @cached_property
    def scale(self) -> float:
        """What its numbers are to be multiplied by, by the unit in its name."""
        return scale_of(self.name)

    @cached_property
    def dated(self) -> bool:
        """Whether years or dates stand in it."""
        if self.numbers:
            return all(n == int(n) and 1000 <= n < 2100 for n in self.numbers.values())
        dates = sum(_YEAR.search(value) is not None for value in self.values)
        return self.kind == "other" and not self.key and dates >= _MOSTLY * len(self.values) > 0

    @property
    def several(self) -> bool:
        """Whether some row has more than one value."""
        return len({r for rows in self.rows for r in rows}) < sum(map(len, self.rows))


def columns_of(document: Document, table: Table, rows: tuple[Row, ...]) -> tuple[Column, ...]:
    """The columns of ``table`` over ``rows``, which are those that count (no duplicates)."""
    drafts = [_draft(document, rows, index, name) for index, name in enumerate(table.columns)]
    key = _key(drafts, len(rows))
    return tuple(replace(draft, key=draft.index == key) for draft in drafts)


def _draft(document: Document, rows: tuple[Row, ...], index: int, name: str) -> Column:
    numbers: dict[str, int] = {}
    values: list[str] = []
    of: list[list[int]] = []
    places: list[tuple[int, int]] = []
    figures: dict[int, float] = {}
    filled = 0
    for position, row in enumerate(rows):
        if index >= len(row.cells):
            continue
        cell = row.cells[index]
        text = document.text[cell.start : cell.end]
        filled += bool(text.strip())
        if (figure := number_in(text)) is not None:
            figures[position] = figure
        for start, end in cell.values:
            value = " ".join(document.text[start:end].split())
            key = fold(simplified(value))
            number = numbers.setdefault(key, len(values))
            if number == len(values):
                values.append(value)
                of.append([])
            if position not in of[number]:
                of[number].append(position)
                places.append((position, number))
    numeric = filled > 0 and len(figures) >= _NUMBERS * filled
    kind = "number" if numeric else _kind(name, values)
    return Column(
        name,
        index,
        kind,
        False,
        tuple(values),
        tuple(map(tuple, of)),
        figures if numeric else {},
        tuple(places),
    )


def _kind(name: str, values: list[str]) -> ColumnKind:
    if not values:
        return "other"
    if sum(code_of(value) is not None for value in values) >= _MOSTLY * len(values):
        return "territory"
    if _PERSON.search(name):
        return "person"
    bodies = sum(map(_is_body, values))
    if _ORGANISATION.search(name) or bodies >= _BODIES * len(values):
        return "organisation"
    return "other"


def _is_body(value: str) -> bool:
    words = {fold(word) for word in re.findall(r"[A-Za-z]+", value)}
    bodies = words & LEGAL or any(map(is_head, tokens(value)))
    return bool(bodies or _BODY.search(value))


def _key(columns: list[Column], rows: int) -> int:
    """The column that says what a row is about: the first whose values nearly all differ."""
    for column in columns:
        if column.kind != "number" and len(column.values) >= 0.9 * rows and not column.several:
            return column.index
    words = [c for c in columns if c.kind != "number"] or columns
    return words[0].index if words else -1
