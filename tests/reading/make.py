"""Small documents for the tests of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.reading import read_document
from askreport.reading.base import SourceFile
from askreport.reading.markdown import read_markdown
from askreport.reading.text import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.records import Block, BlockKind, Document


def text(content: str) -> Document:
    return read_text(SourceFile("a", "a.txt", "0" * 64, content))


def markdown(content: str) -> Document:
    return read_markdown(SourceFile("a", "a.md", "0" * 64, content))


def file(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "a.txt") -> Document:
    return read_document(file(folder, content, name))


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def blocks(document: Document) -> list[tuple[str, str]]:
    """(kind, text) of every block."""
    return [(b.kind.value, words(document, b)) for b in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [words(document, b) for b in document.blocks if b.kind is kind]


def trail_of(document: Document, start: str) -> tuple[str, ...]:
    """Headings of the one block that starts with ``start``."""
    (found,) = [b for b in document.blocks if words(document, b).startswith(start)]
    return found.trail


def squeezed(content: str) -> str:
    return "".join(content.split())


def check_structure(document: Document) -> None:
    """What holds for every document: numbered pages in order, blocks in order within their page."""
    end = 0
    for number, page in enumerate(document.pages, start=1):
        assert page.number == number
        assert end <= page.start <= page.end <= len(document.text)
        end = page.end
    end = 0
    for index, block in enumerate(document.blocks):
        page = document.pages[block.page - 1]
        assert page.start <= block.start < block.end <= page.end
        assert end <= block.start
        assert words(document, block) == words(document, block).strip()
        assert document.text[end : block.start].isspace() or end == block.start == 0
        assert block.continues is None or block.continues < index
        end = block.end
    assert end == len(document.text)
