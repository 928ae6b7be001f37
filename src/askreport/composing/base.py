"""The seam of composing: evidence to draft statements.

A composer writes no quotes: each of its statements names ranges of documents, and `citing` copies
the words from there. Nor is it believed: `verification` holds each draft against its quotes.
Composers are chosen by the ``backend`` of a request or of the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.cancellation import Cancellation
    from askreport.evidence import Evidence
    from askreport.records import Backend, CellReference, Usage
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
    """A statement before it is cited and verified; ``score`` is its evidence's probability.

    ``faults`` say what was wrong with the ids that a model named as support.
    """

    text: str
    sources: tuple[Source, ...]
    score: float
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What a composer is given: a question, and what was found for it.

    ``question`` is in the asker's words, ``asked`` its standalone form; ``language`` is what to
    answer in (``zh``, ``zh-Hant`` or ``en``). ``rows`` are the chunks found, best first, as rows of
    the snapshot.
    """

    question: str
    asked: str
    language: str
    evidence: Evidence
    rows: tuple[int, ...] = ()
    cancellation: Cancellation | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A draft that its quotes do not support, and in which ways, in words."""

    draft: DraftStatement
    failures: tuple[str, ...]


class Composer(Protocol):
    """Writes the answer to one question; made anew for each."""

    backend: Backend
    prompt_sha256: str | None
    """Of the prompt file that a model was given."""
    usage: Usage
    """What a model read and wrote so far."""

    def compose(self, brief: Brief, snapshot: Snapshot) -> Iterator[DraftStatement]:
        """The statements in reading order, each as soon as it is complete.

        None at all means that the documents do not answer.

        Raises:
            ModelError: the model that should write failed; what came before stands.
            CancelledError: the answer is no longer wanted.
        """
        ...

    def repair(self, rejected: Sequence[Rejected]) -> Sequence[DraftStatement | None]:
        """Another try at each rejected draft of `compose`, in order; ``None`` where there is none.

        Raises:
            ModelError, CancelledError: as in `compose`.
        """
        ...
