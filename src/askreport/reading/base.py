"""The seam of reading: a reader turns one corpus file's characters into a `Document`.

A new format is one new file beside this one and one line in ``reading/__init__.py``. Readers know
nothing about chunks, vectors or questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from askreport.records import Document


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A decoded corpus file: ``id`` is its stem, ``source`` its name, ``sha256`` of its bytes."""

    id: str
    source: str
    sha256: str
    content: str


class Reader(Protocol):
    """One format's reader."""

    def __call__(self, file: SourceFile) -> Document:
        """Read ``file``; every word of it stands in the document's text, in its own order."""
        ...
