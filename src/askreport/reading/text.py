"""Reader of plain text that was taken out of a PDF.

The document's text is the file's words in the file's order: one block a line, pages apart by an
empty line. Headings, running heads, list items and gaps are told beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from askreport.reading.characters import BULLET, ends_sentence, has_han
from askreport.reading.headings import Piece, attribute
from askreport.reading.language import language_of
from askreport.reading.layout import PageLines, split_pages
from askreport.reading.paragraphs import (
    Run,
    is_furniture,
    names_speaker,
    split_runs,
    squeeze,
)
from askreport.records import Block, BlockKind, Document, Page

if TYPE_CHECKING:
    from askreport.reading.base import SourceFile

_REMARK: Final = re.compile(r"^[^\s：，。]{1,20}(?: \d{2,6})?：\S")
"""What a community remark opens with: who says it, then a colon."""
_GAP: Final = re.compile(
    r"^[：，。；](?=\s*\w)|^。$"  # a clause without its first words
    r"|[、，]\s+、|(?<=如)\s*(?=[）)。，、])"  # an enumeration left empty
    r"|(?<=[\u4e00-\u9fff]) ，(?=[\u4e00-\u9fff])|，\s+，"  # an empty value before a comma
    r"|\ufffd+",
    re.MULTILINE,
)

_OPENS: Final = re.compile(r"\d{4}\s*年|\d{1,2}\s*月|[“「《]")
"""What opens a paragraph and carries on no sentence."""


_FAR: Final = 3
"""Pages behind the last running head whose columns may be interleaved still."""


@dataclass(slots=True)
class _Draft:
    kind: BlockKind
    text: str
    breaks_off: bool = False
    trail: tuple[str, ...] = ()
    continues: int | None = None


def read_text(file: SourceFile) -> Document:
    """Read ``file`` as the text of a PDF: pages, blocks, heading trails, torn sentences, gaps."""
    pages = split_pages(file.content)
    running = _running_heads(pages)
    carried: tuple[str, ...] = ()
    drafts = [_page_blocks(page, running) for page in pages]
    heads = [any(b.kind is BlockKind.RUNNING_HEAD for b in blocks) for blocks in drafts]
    first, last = _interleaved(heads)
    for number, blocks in enumerate(drafts):
        carried = _give_headings(blocks, carried, ordered=not first <= number <= last)
        _mend_torn(blocks)
    return _assemble(file, pages, drafts)


def _interleaved(heads: list[bool]) -> tuple[int, int]:
    """The first and the last page whose columns may be interleaved, by which have running heads."""
    pages = [number for number, has in enumerate(heads) if has]
    return (pages[0], pages[-1] + _FAR) if pages else (0, len(heads))


def _running_heads(pages: list[PageLines]) -> frozenset[str]:
    """Lines that stand alone, at most once a page, on a tenth of the pages and at least three.

    Heads that name speakers recur too, but several times on one page.
    """
    per_page = [Counter(squeeze(line.text) for line in page.lines) for page in pages]
    on = Counter(text for page in per_page for text in page if len(text) <= 40)
    twice = {text for page in per_page for text, count in page.items() if count > 1}
    least = max(3, len(pages) // 10)
    return frozenset(
        text
        for text, count in on.items()
        if count >= least and text not in twice and not names_speaker(text) and len(text) > 1
    )


def _page_blocks(page: PageLines, running: frozenset[str]) -> list[_Draft]:
    blocks: list[_Draft] = []
    speaking = False
    for run in split_runs(page.lines, running):
        text = run.text
        kind = _kind(run, text, running, speaking)
        if kind is BlockKind.HEADING:
            speaking = names_speaker(text)
        elif kind is BlockKind.RUNNING_HEAD:
            speaking = False
        blocks.append(_Draft(kind, text, run.breaks_off))
    _demote_labels(blocks)
    return blocks


def _demote_labels(blocks: list[_Draft]) -> None:
    """Make furniture of what looks like a heading but names a figure.

    That is a line directly above the figure's source, and Latin names at the end of a page that
    has no running head: labels that were drawn inside a picture.
    """
    for block, below in pairwise(blocks):
        source = below.kind is BlockKind.FURNITURE and "图源" in below.text
        if block.kind is BlockKind.HEADING and source:
            block.kind = BlockKind.FURNITURE
    if any(block.kind is BlockKind.RUNNING_HEAD for block in blocks):
        return
    for block in reversed(blocks[1:]):
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is not BlockKind.HEADING or has_han(block.text):
            break
        block.kind = BlockKind.FURNITURE


def _kind(run: Run, text: str, running: frozenset[str], speaking: bool) -> BlockKind:
    if squeeze(text) in running:
        return BlockKind.RUNNING_HEAD
    if is_furniture(text):
        return BlockKind.FURNITURE
    if BULLET.match(text):
        return BlockKind.LIST_ITEM
    if run.heading and not (speaking and _REMARK.match(text)):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _give_headings(
    blocks: list[_Draft], carried: tuple[str, ...], *, ordered: bool
) -> tuple[str, ...]:
    """Set each block's trail; return the trail in force at the end of the page.

    ``ordered``: the page was written from top to bottom.
    """
    kept = [
        block for block in blocks if block.kind not in (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)
    ]
    pieces = [
        Piece(
            block.text,
            block.kind is BlockKind.HEADING,
            index > 0 and not ends_sentence(kept[index - 1].text),
        )
        for index, block in enumerate(kept)
    ]
    interleaved = any(block.kind is BlockKind.RUNNING_HEAD for block in blocks)
    outer = () if interleaved else carried
    trail = outer
    for block, under in zip(kept, attribute(pieces, bool(outer), ordered), strict=True):
        if block.kind is BlockKind.HEADING:
            continue
        trail = tuple(kept[h].text for h in under) if under else outer
        block.trail = trail
    # Headings that follow each other directly and have no paragraph of their own between them
    # are one heading over several lines; the paragraph then stands under all of them.
    used = {text for block in kept for text in block.trail}
    for index, block in enumerate(kept[:-1]):
        below = kept[index + 1]
        split = block.kind is BlockKind.HEADING and below.kind is BlockKind.HEADING
        if (
            split
            and block.text not in used
            and below.text in used
            and not names_speaker(below.text)
        ):
            joined = f"{block.text} {below.text}"
            for other in kept:
                if other.trail and below.text in other.trail and len(block.text) > 3:
                    other.trail = tuple(joined if t == below.text else t for t in other.trail)
            used.add(joined)
    return trail


def _mend_torn(blocks: list[_Draft]) -> None:
    """Link the fragment that breaks off in mid-sentence with the one that carries it on.

    Only on pages with a running head, whose columns may be interleaved. A fragment breaks off when
    its last line is full and ends without punctuation; it is carried on by the next paragraph
    under the same heading that does not open as a paragraph does (with a date, a quotation, a
    name and a colon).
    """
    if not any(block.kind is BlockKind.RUNNING_HEAD for block in blocks):
        return
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or not block.breaks_off or block.text[-1] in "：:":
            continue
        for later in range(index + 2, len(blocks)):
            other = blocks[later]
            if other.kind is BlockKind.PARAGRAPH and other.trail == block.trail:
                opens = _OPENS.match(other.text) or _REMARK.match(other.text)
                if other.continues is None and not opens:
                    other.continues = index
                    break


def _assemble(file: SourceFile, pages: list[PageLines], drafts: list[list[_Draft]]) -> Document:
    parts: list[str] = []
    length = 0
    blocks: list[Block] = []
    made: list[Page] = []
    for number, (page, page_drafts) in enumerate(zip(pages, drafts, strict=True), start=1):
        page_start, offset = length, len(blocks)
        for index, draft in enumerate(page_drafts):
            text = draft.text + ("\n" if index + 1 < len(page_drafts) else "")
            end = length + len(draft.text)
            continues = None if draft.continues is None else offset + draft.continues
            blocks.append(Block(draft.kind, number, length, end, draft.trail, continues))
            parts.append(text)
            length += len(text)
        first = next((d.text for d in page_drafts if d.kind is BlockKind.HEADING), None)
        made.append(Page(number, page_start, length, first, page.label))
        parts.append("\n\n")
        length += 2
    text = "".join(parts)[:-2]
    gaps = tuple((m.start(), m.end()) for m in _GAP.finditer(text))
    return Document(
        id=file.id,
        title=file.id,
        source=file.source,
        sha256=file.sha256,
        language=language_of(text),
        text=text,
        pages=tuple(made),
        blocks=tuple(blocks),
        gaps=gaps,
    )
