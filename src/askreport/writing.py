"""One answer's writing: by the composer that was asked for, and by quotes where that one fails.

A model that fails, is slow or is not reachable costs the reader its wording, not the answer: the
quotes that the question's evidence holds are given instead, and a note says so.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from askreport.composing import EXTRACTIVE
from askreport.composing.extractive import ExtractiveComposer
from askreport.errors import ModelError
from askreport.evidence import LACKING
from askreport.messages import note_message
from askreport.records import Note, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.composing.base import Brief, Composer
    from askreport.evidence import Evidence
    from askreport.records import NoteCode
    from askreport.review import Released, Review

log = logging.getLogger("askreport")


class Writing:
    """The writing of one answer: who wrote, what stands, and what its reader should know of it."""

    def __init__(self, composer: Composer, review: Review) -> None:
        self.composer = composer
        """Who wrote what stands; another than was asked for where that one failed."""
        self.review = review
        self.notes: list[Note] = []
        self._asked = composer

    @property
    def usage(self) -> Usage:
        """What a model read and wrote, also where it failed in the end."""
        return self._asked.usage

    def statements(self, brief: Brief, *, fallback: bool = True) -> Iterator[Released]:
        """The statements that stand, each as soon as it is verified.

        Raises:
            ModelError: the composer's model failed and ``fallback`` is off.
            CancelledError: the answer is no longer wanted.
        """
        if brief.evidence.selection is not None and not self._quotes:
            # What rows add up to is reckoned, and no model reckons as well.
            self._note("computed", brief)
            self.composer = ExtractiveComposer()
        try:
            yield from self.review.statements(self.composer, brief)
        except ModelError as error:
            if not fallback:
                raise
            log.warning("%s wrote no whole answer: %s", self.composer.backend.name, error)
            self._note("model_cut" if self.review.released else "model_failed", brief, error)
            if not self.review.released:
                self.composer = ExtractiveComposer()
            yield from self.review.statements(ExtractiveComposer(), brief, only_new=True)
        if self.review.dropped and not self._quotes:
            self._note("model_unsupported", brief)

    def confidence(self, evidence: Evidence) -> float:
        """The evidence's, and less where a model that read it wrote nothing that stands."""
        if evidence.reason is None and not self.review.released:
            return evidence.confidence * LACKING
        return evidence.confidence

    @property
    def _quotes(self) -> bool:
        return self.composer.backend.name == EXTRACTIVE

    def _note(self, code: NoteCode, brief: Brief, error: ModelError | None = None) -> None:
        message = note_message(code, brief.language, error)
        self.notes.append(Note(code=code, message=message))
