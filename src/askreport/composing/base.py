"""The seam of composing: evidence to draft statements.

A composer writes no quotes: each of its statements names ranges of documents, and `citing` copies
the words from there. Composers are chosen by the ``backend`` of a request or of the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.evidence import Evidence
    from askreport.records import Backend, CellReference
    from askreport.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Source:
    """A range that supports a statement; ``row`` is its chunk's row in the snapshot."""

    row: int
    start: int
    end: int
    cell: CellReference | None = None


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A statement before it is cited and verified; ``score`` is its evidence's probability."""

    text: str
    sources: tuple[Source, ...]
    score: float


class Composer(Protocol):
    """Writes the answer to one question from its evidence."""

    backend: Backend

    def compose(
        self, question: str, evidence: Evidence, snapshot: Snapshot
    ) -> Iterator[DraftStatement]:
        """The statements in reading order, each as soon as it is complete."""
        ...
