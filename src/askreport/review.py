"""Drafts to statements that stand: cited, held against their quotes, mended, replaced or dropped.

A draft that its quotes support is released at once. The others wait until the composer is done;
it is shown once what failed in them and may write them again. What still fails is replaced by the
quote that it named, if the question's evidence is there or the draft was at least about it; else
it is dropped. So nothing reaches the reader that was not verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Final

from askreport.composing.base import DraftStatement, Rejected
from askreport.errors import ModelError
from askreport.reading.characters import join
from askreport.records import Statement
from askreport.verification import check_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.citing import CitationList
    from askreport.composing.base import Brief, Composer
    from askreport.records import Check, Citation, Verdict
    from askreport.store.snapshot import Snapshot
    from askreport.verification import Entailment, Meaning

_ABOUT: Final = "coverage"
"""The check that says whether a statement is about its quote at all."""


@dataclass(frozen=True, slots=True)
class Released:
    """A statement of the answer, and the citations that it makes."""

    statement: Statement
    citations: tuple[Citation, ...]


class Review:
    """The statements of one answer, one after the other, and the text that they make."""

    def __init__(
        self,
        snapshot: Snapshot,
        cited: CitationList,
        meaning: Meaning | None = None,
        entailment: Entailment | None = None,
    ) -> None:
        self.text = ""
        self.released: list[Released] = []
        self.dropped = 0
        """Drafts that did not hold and were not replaced."""
        self.replaced = 0
        """Drafts that did not hold and were replaced by their quotes."""
        self.seconds = 0.0
        """What verifying took."""
        self._snapshot = snapshot
        self._cited = cited
        self._meaning = meaning
        self._entailment = entailment

    def statements(
        self, composer: Composer, brief: Brief, *, only_new: bool = False
    ) -> Iterator[Released]:
        """What stands of the drafts of ``composer``, each as soon as it is known to.

        ``only_new`` leaves out those whose ranges an earlier statement cites.

        Raises:
            ModelError, CancelledError: as `Composer.compose`; what was released stands.
        """
        failed: list[_Checked] = []
        for draft in composer.compose(brief, self._snapshot):
            if only_new and self._told(draft):
                continue
            checked = self._check(draft)
            if checked.failures:
                failed.append(checked)
            else:
                yield from self._release(checked)
        if not failed:
            return
        mended: Sequence[DraftStatement | None]
        try:
            mended = composer.repair([Rejected(one.draft, one.failures) for one in failed])
        except ModelError:
            mended = [None] * len(failed)  # what stands, stands; the quotes still come
        for one, draft_again in zip(failed, mended, strict=True):
            again = self._check(draft_again) if draft_again is not None else None
            if again is not None and not again.failures:
                yield from self._release(again)
            else:
                yield from self._quoted(one, brief)

    def _quoted(self, failed: _Checked, brief: Brief) -> Iterator[Released]:
        """The sentences that a failed draft named, where they bear on the question."""
        chosen = {(i.document_id, i.start) for i in brief.evidence.chosen}
        about = any(c.name == _ABOUT and c.passed for c in failed.checks)
        sources = [
            source
            for source in failed.draft.sources
            if about or (self._snapshot.chunks[source.row].document_id, source.start) in chosen
        ]
        if len({source.row for source in sources if source.cell is not None}) > 1:
            self.dropped += 1  # cells of several rows in a row say nothing
            return
        text = ""
        for source in sources:
            document = self._snapshot.documents[self._snapshot.chunks[source.row].document_id]
            part = document.text[source.start : source.end]
            text += join(text, part) + part
        made = self._check(DraftStatement(text, tuple(sources), failed.draft.score))
        if made.failures or self._told(made.draft):
            self.dropped += 1
            return
        self.replaced += 1
        yield from self._release(made)

    def _check(self, draft: DraftStatement) -> _Checked:
        began = perf_counter()
        checked = self._compared(draft)
        self.seconds += perf_counter() - began
        return checked

    def _compared(self, draft: DraftStatement) -> _Checked:
        verdict, checks = check_statement(
            draft.text,
            self._cited.preview(draft.sources),
            self._snapshot.documents,
            meaning=self._meaning,
            entailment=self._entailment,
        )
        failures = [*draft.faults, *(c.detail for c in checks if not c.passed)]
        if verdict != "supported" and not failures:
            failures = ["its quotes do not say it"]
        return _Checked(draft, verdict, checks, tuple(failures))

    def _told(self, draft: DraftStatement) -> bool:
        """Whether every range that ``draft`` cites is cited by one earlier statement."""
        ranges = {(self._snapshot.chunks[s.row].document_id, s.start, s.end) for s in draft.sources}
        return any(
            ranges <= {(c.document_id, c.start, c.end) for c in one.citations}
            for one in self.released
        )

    def _release(self, checked: _Checked) -> Iterator[Released]:
        draft = checked.draft
        if any(draft.text == one.statement.text for one in self.released) and self._told(draft):
            return
        citations = tuple(dict.fromkeys(self._cited.cite(source) for source in draft.sources))
        start = len(self.text) + (1 if self.text else 0)
        statement = Statement(
            text=draft.text,
            start=start,
            end=start + len(draft.text),
            citations=tuple(c.number for c in citations),
            verdict=checked.verdict,
            score=round(draft.score, 4),
            checks=checked.checks,
        )
        markers = "".join(f"[{c.number}]" for c in citations)
        self.text += ("\n" if self.text else "") + draft.text + markers
        made = Released(statement, citations)
        self.released.append(made)
        yield made


@dataclass(frozen=True, slots=True)
class _Checked:
    """A draft and what was found of it; ``failures`` say in words why it cannot be released."""

    draft: DraftStatement
    verdict: Verdict
    checks: tuple[Check, ...]
    failures: tuple[str, ...]
