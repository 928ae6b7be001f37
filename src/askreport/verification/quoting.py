"""Statements that say nothing in words of their own: quotes, and the cells of a row.

Every clause stands in a quote, or under its column's name in the quote of that column's cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.records import Citation

_PIECE: Final = re.compile(r"([^；：、（）|\n]*)([；：、（）|\n])")
"""A clause and what bounds it: what a row's statement puts between its values."""


def is_quote(text: str, citations: Sequence[Citation]) -> bool:
    """Whether ``text`` is its quotes, but for spaces and width."""
    return _squeeze(text) == _squeeze("\n".join(c.quote for c in citations))


def clauses_stand(text: str, citations: Sequence[Citation]) -> bool:
    """Whether every clause of ``text`` stands in a quote, and under its own column."""
    said = [_squeeze(c.quote) for c in citations]
    cells = {_squeeze(c.cell.column): _squeeze(c.quote) for c in citations if c.cell}
    column: str | None = None
    for piece, bound in _PIECE.findall(text + "\n"):
        words = _squeeze(piece)
        if bound == "：" and words in cells:
            column = words
            continue
        among = said if column is None else [cells[column]]
        if words and not any(words in quote for quote in among):
            return False
        column = None if bound in "；）\n" else column
    return True


def names_columns(text: str, citations: Sequence[Citation]) -> bool:
    """Whether ``text`` tells values under the names of their columns, as a row's statement does."""
    columns = {_squeeze(c.cell.column) for c in citations if c.cell}
    return bool(columns) and any(
        bound == "：" and _squeeze(piece) in columns for piece, bound in _PIECE.findall(text)
    )


def _squeeze(text: str) -> str:
    return fold("".join(text.split()))
