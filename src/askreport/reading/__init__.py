"""Reading: a corpus file to a `Document`, one reader a format.

A new format is one new file here and one line in `READERS`.
"""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from askreport.errors import CorpusError
from askreport.reading.decoding import decode
from askreport.reading.markdown import read_markdown
from askreport.reading.text import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
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


def corpus_files(paths: Sequence[Path]) -> list[Path]:
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
        named = ", ".join(str(path) for path in paths)
        raise CorpusError(
            f"There is nothing to read in {named}: put .txt or .md files into the corpus folder, "
            "or name some."
        )
    ids: dict[str, Path] = {}
    for file in sorted(found, key=lambda file: file.name):
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
    told = _metadata(path.parent / METADATA).get(path.name, _Told())
    return dataclasses.replace(
        document, title=told.title or document.title, questions=told.questions
    )


class _Told(BaseModel):
    """What `METADATA` may say of one file."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = None
    questions: tuple[str, ...] = ()


_METADATA: Final = TypeAdapter(dict[str, _Told])


def _metadata(path: Path) -> dict[str, _Told]:
    if not path.is_file():
        return {}
    try:
        return _METADATA.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is not valid TOML ({error}); mend that line.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CorpusError(
            f"{path} says something else than titles and questions ({place}: {first['msg']}); "
            'it takes ["FILE"] title = "…" and questions = ["…"].'
        ) from error
