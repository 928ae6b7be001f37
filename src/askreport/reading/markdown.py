"""Reader of Markdown: headings, paragraphs, lists and tables.

Markup goes (``**``, HTML tags, table rules); words stay in their order, link targets included,
which stand in brackets behind their label as they do in the file. Parsing is markdown-it's; only
the offsets in the text that results are ours. Markdown has no pages: a document is one page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from askreport.reading.language import language_of
from askreport.records import Block, BlockKind, Cell, Document, Page, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from askreport.reading.base import SourceFile

_TAGGED: Final = re.compile(r"(<([a-z]+)\b[^>]*>)([^<]*)(</\2>)", re.IGNORECASE)
_BARE_PIPE: Final = re.compile(r"(?<!\\)\|")
_VALUE: Final = re.compile(r"[^|、；;]+")
_TARGET: Final = re.compile(r"\(https?://[^)\s]*\)$")
_TAG: Final = re.compile(r"<[^>]*>")
_RULE: Final = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_SPACE: Final = re.compile(r"\s+")


@dataclass(slots=True)
class _Builder:
    """The text that grows, and the structure beside it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    trail: list[tuple[int, str]] = field(default_factory=list)

    def put(self, text: str) -> tuple[int, int]:
        """Append ``text``; return its range."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def block(self, kind: BlockKind, text: str) -> None:
        """Append ``text`` as a block of its own line."""
        if not text:
            return
        if self.length:
            self.put("\n")
        start, end = self.put(text)
        self.blocks.append(Block(kind, 1, start, end, self.headings()))

    def headings(self) -> tuple[str, ...]:
        """The headings in force, outermost first."""
        return tuple(text for _, text in self.trail)


def read_markdown(file: SourceFile) -> Document:
    """Read ``file`` as Markdown; a table becomes rows of cells, each with its range."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]  # addresses stay as written
    tokens = parser.parse(_escape_pipes(file.content))
    made = _Builder()
    index = 0
    listed = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open":
            level, text = int(token.tag[1:]), _plain(tokens[index + 1])
            made.trail = [entry for entry in made.trail if entry[0] < level]
            made.block(BlockKind.HEADING, text)
            made.trail.append((level, text))
            index += 3
            continue
        if token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            _table(made, tokens[index : end + 1])
            index = end + 1
            continue
        if token.type in ("bullet_list_open", "ordered_list_open"):
            listed += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            listed -= 1
        elif token.type == "inline":
            text = _plain(token)
            figure = all(child.type == "image" for child in token.children or [])
            kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
            made.block(BlockKind.FURNITURE if figure else kind, text)
        elif token.type == "html_block":
            made.block(BlockKind.PARAGRAPH, _SPACE.sub(" ", _TAG.sub(" ", token.content)).strip())
        elif token.type in ("code_block", "fence"):
            made.block(BlockKind.PARAGRAPH, token.content.rstrip("\n"))
        index += 1
    text = "".join(made.parts)
    first = next((b for b in made.blocks if b.kind is BlockKind.HEADING), None)
    page = Page(1, 0, len(text), text[first.start : first.end] if first else None)
    return Document(
        id=file.id,
        title=file.id,
        source=file.source,
        sha256=file.sha256,
        language=language_of(text),
        text=text,
        pages=(page,),
        blocks=tuple(made.blocks),
        tables=tuple(made.tables),
    )


def _escape_pipes(content: str) -> str:
    """Escape the pipes of table rows that are no bounds of columns.

    Those inside an HTML element separate values of one cell (``<font>Meta|MIT</font>``); those
    beyond the header's columns belong to the last cell. Unescaped, the table rule would make
    columns of them and drop the words that are over.
    """

    def inside(match: re.Match[str]) -> str:
        opened, _, words, closed = match.groups()
        return opened + _BARE_PIPE.sub(r"\\|", words) + closed

    lines = content.split("\n")
    columns = 0
    for index, line in enumerate(lines):
        if "|" not in line:
            columns = 0
            continue
        lines[index] = line = _TAGGED.sub(inside, line)
        if _RULE.match(line) and index:
            columns = len(_cells(lines[index - 1]))
        elif columns and len(cells := _cells(line)) > columns:
            last = "\\|".join(cells[columns - 1 :])
            lines[index] = "|" + "|".join([*cells[: columns - 1], last]) + "|"
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    return _BARE_PIPE.split(bare.removesuffix("|") if not bare.endswith("\\|") else bare)


def _plain(token: Token) -> str:
    """The words of an inline token; markup dropped, link targets kept in brackets."""
    out: list[str] = []
    targets: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            out.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif child.type == "image":
            out.append(f"{child.content}({child.attrGet('src')})")
        elif child.type == "link_open":
            bare = child.markup == "autolink"
            targets.append("" if bare else f"({child.attrGet('href')})")
        elif child.type == "link_close":
            out.append(targets.pop())
    return _SPACE.sub(" ", "".join(out)).strip()


def _table(made: _Builder, tokens: Sequence[Token]) -> None:
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    columns = tuple(_plain(cell) for cell in rows[0])
    caption = made.headings()[-1] if made.headings() else None
    made.block(BlockKind.FURNITURE, " | ".join(columns))
    seen: dict[tuple[str, ...], int] = {}
    parsed: list[Row] = []
    for number, row in enumerate(rows[1:], start=1):
        texts = tuple(_plain(cell) for cell in row)
        made.put("\n")
        start = made.length
        cells: list[Cell] = []
        for column, text in zip(columns, texts, strict=False):
            if cells:
                made.put(" | ")
            begin, end = made.put(text)
            cells.append(Cell(column, begin, end, _values(text, begin)))
        made.blocks.append(Block(BlockKind.ROW, 1, start, made.length, made.headings()))
        parsed.append(Row(number, start, made.length, tuple(cells), seen.get(texts)))
        seen.setdefault(texts, number)
    made.tables.append(Table(caption, 1, columns, tuple(parsed)))


def _values(text: str, offset: int) -> tuple[tuple[int, int], ...]:
    """Ranges of a cell's values, which stand apart by pipes or by Chinese or other semicolons."""
    found = []
    for match in _VALUE.finditer(text):
        words = _TARGET.sub("", match.group().rstrip())
        start = match.start() + len(words) - len(words.lstrip())
        if words.strip():
            found.append((offset + start, offset + start + len(words.strip())))
    return tuple(found)
