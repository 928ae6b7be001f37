"""Documents to chunks and sentences, each a range of ``document.text``.

Sentences are the smallest unit and are never cut. A chunk is a run of neighbouring sentences under
one heading of one page, or one table row; it never crosses a page. Sizes are in tokens of the
embedder, because what is over its window is read less well or not at all.

The size was chosen by recall on the dev cases (``evals/LOG.md``): small chunks that carry their
heading along into the embedding beat larger ones without.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from askreport.records import Block, BlockKind, Chunk, Document, Row, Sentence

TokenCounter = Callable[[str], int]

VERSION: Final = 2
"""Raise when chunks of the same document would come out otherwise: indexes are rebuilt then."""

_HEAD_LEAST: Final = 6
"""Characters of a heading that can say something by itself; “七、” cannot."""
_BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_END: Final = re.compile(
    r"[。！？!?；;]+[”’」』）)】》\"']*|…{1,2}(?=[^。！？])|[.](?=\s+[A-Z“\"])[”\"]?|\n"
)


@dataclass(frozen=True, slots=True)
class ChunkSizes:
    """In tokens of the embedder: a chunk is closed when the next sentence would pass ``most``."""

    most: int = 192


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the sentences of ``text[start:end]``, white space at their ends left out.

    A semicolon ends a unit too: in Chinese reports it stands between clauses that are each a
    statement. Closing quotes stay with their sentence.
    """
    ranges: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        ranges.append((begin, match.end()))
        begin = match.end()
    ranges.append((begin, end))
    trimmed = []
    for a, b in ranges:
        words = text[a:b]
        left = a + len(words) - len(words.lstrip())
        right = a + len(words.rstrip())
        if left < right:
            trimmed.append((left, right))
    return _merge_stubs(trimmed)


def _merge_stubs(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what is no statement by itself (a lone bullet, a bracket) to its neighbour."""
    merged: list[tuple[int, int]] = []
    for a, b in ranges:
        if merged and (b - a < 4 or merged[-1][1] - merged[-1][0] < 4):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return merged


def chunk_document(
    document: Document, count_tokens: TokenCounter, sizes: ChunkSizes | None = None
) -> list[Chunk]:
    """The chunks of ``document`` in text order."""
    sizes = sizes or ChunkSizes()
    used = {heading for block in document.blocks for heading in block.trail}
    chunks: list[Chunk] = []
    group: list[int] = []
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        alone = block.kind is BlockKind.HEADING and not any(text in trail for trail in used)
        if block.kind not in _BODY and not alone:
            chunks += _pack(document, group, count_tokens, sizes)
            group = []
            continue
        if group and not _together(document.blocks[group[-1]], block):
            chunks += _pack(document, group, count_tokens, sizes)
            group = []
        group.append(index)
    chunks += _pack(document, group, count_tokens, sizes)
    for table in document.tables:
        chunks += [
            _row_chunk(document, row, table.page, table.caption)
            for row in table.rows
            if row.duplicate_of is None
        ]
    return sorted(chunks, key=lambda chunk: (chunk.start, chunk.end))


def context_of(chunk: Chunk, document: Document) -> str:
    """What the embedder and the lexical leg read: heading trail, then the chunk's own words.

    A row reads ``column: value`` so that a question can meet the column's name.
    """
    text = document.text[chunk.start : chunk.end]
    if chunk.row is not None:
        row = row_of(chunk, document)
        text = "；".join(f"{c.column}：{document.text[c.start : c.end]}" for c in row.cells)
    return "\n".join((*chunk.trail, text))


def heading_of(chunk: Chunk) -> str | None:
    """The chunk's heading trail as people read it, outermost first."""
    return " › ".join(chunk.trail) or None


def row_of(chunk: Chunk, document: Document) -> Row:
    """The table row that ``chunk`` is."""
    return next(row for table in document.tables for row in table.rows if row.start == chunk.start)


def _together(above: Block, below: Block) -> bool:
    if above.page != below.page or above.trail != below.trail:
        return False
    heads = (above.kind is BlockKind.HEADING, below.kind is BlockKind.HEADING)
    return heads[0] == heads[1]


def _pack(
    document: Document, group: list[int], count_tokens: TokenCounter, sizes: ChunkSizes
) -> list[Chunk]:
    """Close a chunk where the next sentence would pass the size; a longer sentence stays whole."""
    if not group:
        return []
    sentences = [
        Sentence(a, b, index)
        for index in group
        for a, b in split_sentences(
            document.text, document.blocks[index].start, document.blocks[index].end
        )
    ]
    packs: list[list[Sentence]] = []
    tokens = 0
    for sentence in sentences:
        size = count_tokens(document.text[sentence.start : sentence.end])
        if packs and tokens + size <= sizes.most:
            packs[-1].append(sentence)
            tokens += size
        else:
            packs.append([sentence])
            tokens = size
    block = document.blocks[group[0]]
    heads = _heads(document, block)
    return [
        _chunk(document, block.page, pack[0].start, pack[-1].end, block.trail, tuple(pack), heads)
        for pack in packs
    ]


def _heads(document: Document, block: Block) -> tuple[Sentence, ...]:
    """The headings of the block's trail on its own page; one line of several is found too."""
    return tuple(
        Sentence(b.start, b.end, index)
        for index, b in enumerate(document.blocks)
        if b.kind is BlockKind.HEADING
        and b.page == block.page
        and b.end - b.start >= _HEAD_LEAST
        and any(document.text[b.start : b.end] in heading for heading in block.trail)
    )


def _row_chunk(document: Document, row: Row, page: int, caption: str | None) -> Chunk:
    block = next(i for i, b in enumerate(document.blocks) if b.start == row.start)
    sentence = Sentence(row.start, row.end, block)
    trail = (caption,) if caption else ()
    return _chunk(document, page, row.start, row.end, trail, (sentence,), row=row.number)


def _chunk(
    document: Document,
    page: int,
    start: int,
    end: int,
    trail: tuple[str, ...],
    sentences: tuple[Sentence, ...],
    heads: tuple[Sentence, ...] = (),
    row: int | None = None,
) -> Chunk:
    key = f"{document.id}\0{start}\0{end}\0{document.text[start:end]}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:12]
    return Chunk(digest, document.id, page, start, end, trail, sentences, row, heads)
