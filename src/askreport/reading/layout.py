"""A text file taken out of a PDF: its pages, and the lines of each.

A page break shows in one of three ways. The extractor writes one space where a form feed stood, so
a page begins at a line with exactly one leading space that follows its neighbour directly. A line
with a leading space after an empty line is no page: it is the rest of a sentence whose bold words
were lost. Where a page ends in a printed mark such as ``37 / 87`` or in three empty lines, the
next words begin a page too.

On the shipped report the two printed marks fall on extraction pages 35 and 57 of 82: the missing
numbers are pages that are all picture, and the difference never shrinks, which a test checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from askreport.reading.characters import tidy, width

PRINTED_MARK: Final = re.compile(r"^\s*(\d{1,4})\s*/\s*(\d{1,4})\s*$")
_LOST_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s{2,}(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its tidied words, its width in columns, and the empty lines above it.

    ``loses`` says that a run of spaces stood between two wide characters, where words were lost.
    """

    text: str
    width: int
    above: int
    loses: bool = False


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page, and the number printed on it where there is one."""

    lines: tuple[Line, ...]
    label: str | None


def split_pages(content: str) -> list[PageLines]:
    """The pages of ``content`` in extraction order; form feeds count as page breaks too."""
    pages: list[list[Line]] = [[]]
    empty, marked = 0, False
    broken = False
    for index, raw in enumerate(content.replace("\f", "\n\f").split("\n")):
        broken = broken or raw.startswith("\f")
        raw = raw.removeprefix("\f")
        if not raw:
            empty += 1
            continue
        text = tidy(raw)
        if not text:  # white space only: neither a line nor the emptiness between pages
            empty = max(empty, 1) if empty < 2 else 1
            continue
        leading = len(raw) - len(raw.lstrip(" "))
        follows = index > 0 and empty == 0
        if broken or (leading == 1 and follows) or empty >= 3 or (marked and empty >= 2):
            pages.append([])
            marked = broken = False
        marked = marked or PRINTED_MARK.match(raw) is not None
        loses = _LOST_INSIDE.search(raw.strip()) is not None
        pages[-1].append(Line(text, width(text), empty, loses))
        empty = 0
    return [PageLines(tuple(lines), _label(lines)) for lines in pages if lines]


def _label(lines: list[Line]) -> str | None:
    for line in lines:
        if mark := PRINTED_MARK.match(line.text):
            return mark.group(1)
    return None
