"""Counts, sums and comparisons of cells, checked against the very cells that are cited.

A statement about a table may say what stands in no cell: how many rows there are, which value is
most frequent, what a column adds up to. It is supported when every number in it comes out of the
cited cells again, and when nothing else is said but the cells' values, their columns' names and the
words of reckoning.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold
from askreport.naming.territories import code_of, places_in, within
from askreport.tables.bodies import KINDS, is_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.records import Citation

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS: Final = re.compile(
    r"符合条件的|表中|一栏|共|有|另|属于|最[多少]的是|合计|平均|等(?=。)"
    r"|符合條件的|一欄|屬於|合計|[个個项項家款种種件所位名条條座部支类類篇份]"
    r"|\b(?:rows?|match(?:es)?|more of|in the column|the table has|least in|most in)\b"
    r"|\b(?:mean of|total of|etc|yes)\b"
    r"|\b(?:institutions|companies|universities|organi[sz]ations|colleges|firms|labs|teams|partners"
    r"|countries|nations)\b",
    re.IGNORECASE,
)
_VERDICT: Final = re.compile(
    r"(?:(?P<yes>是的|Yes)|(?:不是|No))[，,]\s?[“「](?P<column>[^“”「」]+)[”」]\s?"
    r"(?(yes)(?:一[栏欄]有|has)|(?:一[栏欄][没沒]有|lacks))\s?[“「](?P<value>[^“”「」]+)[”」][。.：:]?"
)
"""What says whether a row has a value: “是的，“机构”一栏有“MIT”。”."""
_TOLD: Final = r"(?:[:：]?\s*(\d+)(?=\s*项|\s*項|\s*[;；.。]|$))?"
"""The number told of what stands before it."""
_LINK: Final = re.compile(r"\s*[(（]?https?://[^\s)）]*[)）]?")
_SEPARATOR: Final = re.compile(r"\s*[|、]\s*")


def comes_out(text: str, citations: Sequence[Citation]) -> bool:
    """Whether ``text`` says nothing but what the cited cells hold, count or add up to."""
    if not citations or any(citation.cell is None for citation in citations):
        return False
    if (verdict := _VERDICT.fullmatch(text.strip())) is not None:
        return _is_so(verdict, citations)
    held = [_values(citation) for citation in citations]
    rest = fold(text)
    columns = {fold(citation.cell.column) for citation in citations if citation.cell}
    named = 0
    if any(re.search(re.escape(column) + r"\s*:", rest) for column in columns):
        return False  # whose value is told under whose column is for a stricter check
    for value in sorted({v for values in held for v in values}, key=len, reverse=True):
        having = sum(value in values for values in held)
        told = re.compile(re.escape(value) + _TOLD)
        if any(m[1] and int(m[1]) != having for m in told.finditer(rest)):
            return False
        rest, times = told.subn(" ", rest)
        named += times > 0
    for column in columns:
        rest = rest.replace(column, " ")
    rest = _without_kinds(rest, citations)
    left = _without_regions(rest, text, citations)
    if left is None:
        return False
    rest = left
    right = _numbers(citations, held)
    if named:
        right.add(float(named))  # as many as are told
    if any(float(n.replace(",", "")) not in right for n in _NUMBER.findall(rest)):
        return False
    return not re.search(r"\w", _WORDS.sub(" ", _NUMBER.sub(" ", rest)))


def _is_so(said: re.Match[str], citations: Sequence[Citation]) -> bool:
    """Whether the cited cells of a column have, or lack, the value that ``said`` says so of."""
    cells = [c for c in citations if c.cell and fold(c.cell.column) == fold(said["column"])]
    if not cells or len(cells) < len(citations):
        return False
    values = {value for cell in cells for value in _values(cell)}
    codes = {code_of(value) for value in values} - {None}
    there = fold(said["value"]) in values or code_of(said["value"]) in codes
    return there == (said["yes"] is not None)


def _without_kinds(rest: str, citations: Sequence[Citation]) -> str:
    """``rest`` less the kinds of institutions that so many cells have as it says."""
    for kind in KINDS:
        having = sum(any(is_of(v, kind) for v in _SEPARATOR.split(c.quote)) for c in citations)
        said = re.compile(rf"(?:{kind.said.pattern})\s*[:：]?\s*{having}(?=\s*项|\s*項|[;；.。]|$)")
        rest = said.sub(" ", rest)
    return rest


def _without_regions(rest: str, text: str, citations: Sequence[Citation]) -> str | None:
    """``rest`` less the regions of ``text`` that cells lie in, each with how many do.

    ``None`` where they are not so many.
    """
    codes = [{code_of(v) for v in _SEPARATOR.split(c.quote.strip())} - {None} for c in citations]
    for place in places_in(text):
        name = fold(text[place.start : place.end])
        having = sum(any(within(code, place.code) for code in own if code) for own in codes)
        told = re.compile(re.escape(name) + _TOLD)
        if any(not having or (m[1] and int(m[1]) != having) for m in told.finditer(rest)):
            return None
        rest = told.sub(" ", rest)
    return rest


def _values(citation: Citation) -> list[str]:
    """The separate values of a cell, and the cell as a whole."""
    whole = fold(citation.quote).strip()
    bare = _LINK.sub("", whole).strip()
    return list(dict.fromkeys([whole, *(v for v in (bare, *_SEPARATOR.split(bare)) if v)]))


def _numbers(citations: Sequence[Citation], held: Sequence[Sequence[str]]) -> set[float]:
    """Every number that the cells give: rows, values, rows of a value, sum, mean, extremes."""
    rows = {(c.document_id, c.cell.row) for c in citations if c.cell}
    columns = Counter(c.cell.column for c in citations if c.cell)
    single = {v for values in held for v in (values[1:] or values)}
    each = {float(len(values[1:] or values)) for values in held}
    numbers = each | {float(len(rows)), float(len(single)), float(len(citations))}
    numbers |= {float(count) for count in columns.values()}
    numbers |= {float(sum(v in values for values in held)) for v in single}
    figures = [
        float(found[0].replace(",", ""))
        for citation in citations
        if len(found := _NUMBER.findall(citation.quote)) == 1
    ]
    if figures:
        total = sum(figures)
        numbers |= {total, total / len(figures), max(figures), min(figures)}
        numbers |= {float(f"{n:.6g}") for n in (total, total / len(figures))}
    return numbers
