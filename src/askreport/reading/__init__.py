"""Reading: a corpus file to a `Document`, one reader a format.

A new format is one new file here and one line in `READERS`.
"""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING, Any, Final

from askreport.errors import CorpusError
from askreport.reading.decoding import decode
from askreport.reading.markdown import read_markdown
from askreport.reading.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from askreport.reading.base import Reader
    from askreport.records import Document

READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
"""Readers by file suffix, lower case."""

METADATA: Final = "corpus.toml"
"""Optional, beside the corpus files: ``["FILE"] title = "…"``, ``questions = ["…"]``."""

__all__ = ["METADATA", "READERS", "corpus_files", "read_document"]


def corpus_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` (files and folders) hold and a reader can read, sorted by name.

    A folder's own ``README.md`` speaks about the corpus and is not part of it.

    Raises:
        CorpusError: a path does not exist, a named file has no reader, nothing is there, or two
            files would get the same document id.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.iterdir())
            found += [
                file
                for file in inside
                if file.suffix.lower() in READERS and file.name.lower() != "readme.md"
            ]
        elif not path.exists():
            raise CorpusError(f"{path} does not exist; name a file or folder that does.")
        elif path.suffix.lower() not in READERS:
            raise CorpusError(
                f"{path.name}: files of this kind cannot be read yet; "
                f"known are {', '.join(sorted(READERS))}."
            )
        else:
            found.append(path)
    if not found:
        raise CorpusError(
            "There is nothing to read: put .txt or .md files into the corpus folder, or name some."
        )
    ids: dict[str, Path] = {}
    for file in found:
        other = ids.setdefault(file.stem, file)
        if other != file:
            raise CorpusError(
                f"{other.name} and {file.name} would both be the document {file.stem!r}; "
                "rename one."
            )
    return list(ids.values())


def read_document(path: Path) -> Document:
    """Read one corpus file.

    Raises:
        CorpusError: it is empty, binary, not UTF-8, or of a format without a reader.
    """
    file = decode(path)
    document = READERS[path.suffix.lower()](file)
    told = _metadata(path.parent / METADATA).get(path.name, {})
    return dataclasses.replace(
        document,
        title=str(told.get("title", document.title)),
        questions=tuple(str(question) for question in told.get("questions", ())),
    )


def _metadata(path: Path) -> dict[str, dict[str, Any]]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is not valid TOML ({error}); mend that line.") from error
