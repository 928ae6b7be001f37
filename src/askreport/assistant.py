"""`Assistant`: the only place where the steps meet.

    question, history -> standalone question -> passages -> evidence -> draft -> citations ->
    verified statements -> answer

`Assistant.stream` yields the parts as they are ready; `Assistant.ask` is its last one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from askreport import __version__
from askreport.citing import CitationList
from askreport.composing import load_composer
from askreport.composing.base import Source
from askreport.conversation import standalone
from askreport.embedding import load_embedder
from askreport.evidence import Evidence, gather, gather_rows
from askreport.injection import gives_instructions
from askreport.lexical import terms
from askreport.messages import Declined, abstention_message
from askreport.question import parts_of, read_question
from askreport.reading.language import language_of
from askreport.records import (
    Abstention,
    AbstentionReason,
    Answer,
    Citation,
    Passage,
    Receipt,
    Statement,
    Timings,
    Turn,
    Usage,
)
from askreport.retrieval import Retriever, check_question
from askreport.script import CorpusScript, script_of, to_script
from askreport.spelling import Speller
from askreport.store.snapshot import load_snapshot
from askreport.tables import Selection, means_table, open_tables, told
from askreport.verification import check_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from askreport.composing.base import Composer
    from askreport.embedding.base import Embedder
    from askreport.question import Sought
    from askreport.records import Document
    from askreport.retrieval import Retrieval
    from askreport.settings import Settings
    from askreport.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class PassagesFound:
    """First part of a streamed answer."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StatementReady:
    """One complete, verified statement with the citations that it makes."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AnswerReady:
    """Last part: the whole answer, equal to what came before."""

    answer: Answer


Event = PassagesFound | StatementReady | AnswerReady


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a question, before anything is chosen or said.

    ``asked`` is the standalone question that was searched for.
    """

    asked: str
    sought: Sought
    retrieval: Retrieval
    selection: Selection | None = None
    """The rows of a table that the question means."""


@dataclass(slots=True)
class _Clock:
    """Milliseconds by step."""

    begin: float = field(default_factory=perf_counter)
    last: float = field(default_factory=perf_counter)
    steps: dict[str, float] = field(default_factory=dict)

    def lap(self, step: str) -> None:
        now = perf_counter()
        self.steps[step] = self.steps.get(step, 0.0) + (now - self.last) * 1e3
        self.last = now

    def timings(self, embed: float, search: float) -> Timings:
        def step(name: str) -> float:
            return round(self.steps.get(name, 0.0), 3)

        return Timings(
            rewrite=step("rewrite"),
            embed=round(embed, 3),
            search=round(search, 3),
            compose=step("compose"),
            verify=step("verify"),
            total=round((perf_counter() - self.begin) * 1e3, 3),
        )


def _of_table(selection: Selection, language: str) -> str:
    """What the table says of the selection; the words of asking in it are converted, too."""
    if language == "en":
        return told(selection, "en")
    words = told(selection, "zh")
    return to_script(words, "traditional") if language == "zh-Hant" else words


def _voice(question: str) -> str:
    """What to answer in: ``zh``, ``zh-Hant`` or ``en``."""
    language = language_of(question)
    return "zh-Hant" if language == "zh" and script_of(question) == "traditional" else language


class Assistant:
    """Answers questions from one index. Threads may share it: nothing is kept between them."""

    def __init__(
        self, snapshot: Snapshot, embedder: Embedder, *, backend: str = "extractive", top_k: int = 8
    ) -> None:
        self.snapshot = snapshot
        self.retriever = Retriever(snapshot, embedder)
        self.script = CorpusScript.of(snapshot)
        self.speller = Speller.of(snapshot)
        self.tables = open_tables(snapshot)
        self.default_backend = backend
        self.default_top_k = top_k
        load_composer(backend)  # an unknown name is said at start, not at the first question

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """The assistant that ``settings`` describe.

        Raises:
            EnvironmentLackError: the embedder or the index is missing or does not fit.
        """
        embedder = load_embedder(settings.embedder, threads=settings.threads)
        snapshot = load_snapshot(settings.index, embedder.fingerprint)
        return cls(snapshot, embedder, backend=settings.backend, top_k=settings.top_k)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The indexed documents by id."""
        return self.snapshot.documents

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        backend: str | None = None,
        top_k: int | None = None,
        documents: Sequence[str] | None = None,
    ) -> Answer:
        """The whole answer; see `stream` for parameters and errors."""
        for event in self.stream(
            question, history=history, backend=backend, top_k=top_k, documents=documents
        ):
            last = event
        assert isinstance(last, AnswerReady)
        return last.answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        backend: str | None = None,
        top_k: int | None = None,
        documents: Sequence[str] | None = None,
    ) -> Iterator[Event]:
        """The answer's parts in order: passages, each statement, the whole.

        Raises:
            QuestionError: the question is empty, too long or not text.
            UnknownDocumentError, UnknownBackendError: named, and not there.
        """
        clock = _Clock()
        cleaned = check_question(question)
        composer = load_composer(backend or self.default_backend)
        read = self.read(cleaned)
        asked = self.rewrite(read, history)
        clock.lap("rewrite")
        unasked: AbstentionReason | None = None
        if not terms(cleaned):
            unasked = "empty_question"
        elif gives_instructions(cleaned):
            unasked = "refused"
        if unasked is not None:
            yield PassagesFound(())
            yield AnswerReady(self._unasked(unasked, cleaned, composer, clock))
            return
        finding = self.find(read, asked, top_k, documents)
        retrieval = finding.retrieval
        passages = self.retriever.passages(retrieval.found)
        yield PassagesFound(passages)
        clock.last = perf_counter()
        if finding.selection is not None:
            evidence = gather_rows(finding.selection, self.snapshot, finding.sought)
        else:
            evidence = gather(retrieval, self.snapshot, finding.sought)
        cited = CitationList(self.snapshot)
        statements: list[Statement] = []
        text = ""
        if evidence.reason is None:
            for draft in composer.compose(cleaned, evidence, self.snapshot):
                clock.lap("compose")
                citations = [cited.cite(source) for source in draft.sources]
                verdict, checks = check_statement(draft.text, citations, self.documents)
                start = len(text) + (1 if text else 0)
                statement = Statement(
                    text=draft.text,
                    start=start,
                    end=start + len(draft.text),
                    citations=tuple(c.number for c in citations),
                    verdict=verdict,
                    score=round(draft.score, 4),
                    checks=checks,
                )
                markers = "".join(f"[{c.number}]" for c in citations)
                text += ("\n" if text else "") + draft.text + markers
                statements.append(statement)
                clock.lap("verify")
                yield StatementReady(statement, tuple(citations))
                clock.last = perf_counter()
        clock.lap("compose")
        abstention = None
        if not statements:
            abstention, text = self._abstain(evidence, cited, _voice(cleaned))
        yield AnswerReady(
            Answer(
                id=self._id(cleaned, asked, text, composer),
                question=cleaned,
                standalone_question=asked,
                status="abstained" if abstention else "answered",
                confidence=round(evidence.confidence, 4),
                abstention=abstention,
                text=text,
                statements=tuple(statements),
                citations=tuple(cited.citations),
                passages=passages,
                backend=composer.backend,
                usage=Usage(),
                timings_ms=clock.timings(retrieval.embed_ms, retrieval.search_ms),
                receipt=self._receipt(),
            )
        )

    def read(self, text: str) -> str:
        """``text`` in the corpus's script (in both where it has both), its misspelt words read."""
        first, *others = self.script.readings(text)
        return " ".join((self.speller.correct(first).text, *others))

    def rewrite(self, question: str, history: Sequence[Turn] = ()) -> str:
        """The standalone form of ``question``, as `read`: what is searched for, and shown."""
        turns = [turn.model_copy(update={"content": self.read(turn.content)}) for turn in history]
        rarity = self.snapshot.lexical.rarity
        return standalone(question, turns, self._known, rarity=rarity)

    def search(
        self, question: str, top_k: int | None = None, documents: Sequence[str] | None = None
    ) -> Retrieval:
        """The passages for ``question`` as `ask` finds them; nothing is chosen or composed.

        Raises:
            UnknownDocumentError: a document is named that is not there.
        """
        read = self.read(question)
        return self.find("", read, top_k, documents).retrieval

    def find(
        self,
        question: str,
        asked: str,
        top_k: int | None = None,
        documents: Sequence[str] | None = None,
    ) -> Finding:
        """What there is for ``question``, which ``asked`` is the standalone form of.

        ``question`` says which parts and what kind of value are asked for.

        Raises:
            UnknownDocumentError: a document is named that is not there.
        """
        count = top_k or self.default_top_k
        retrieval = self.retriever.search(asked, count, documents, parts_of(question))
        sought = read_question(asked, question or None, self._known)
        selection = self.tables.select(asked, sought, documents)
        if selection is None or not means_table(selection, retrieval, self.snapshot):
            return Finding(asked, sought, retrieval)
        promoted = self.retriever.promote(retrieval, selection.chunks, count)
        return Finding(asked, sought, promoted, selection)

    def _known(self, pair: str) -> bool:
        return self.snapshot.lexical.frequency(pair) > 0

    def _abstain(
        self, evidence: Evidence, cited: CitationList, language: str
    ) -> tuple[Abstention, str]:
        nearest = [cited.cite(Source(i.row, i.start, i.end)) for i in evidence.nearest]
        reason: AbstentionReason = evidence.reason or "not_stated"
        sought = evidence.sought
        names = (*sought.names, *sought.versions, *sought.years, *sought.quoted)
        message = abstention_message(
            Declined(
                reason=reason,
                language=language,
                kind=sought.kind,
                names=names,
                missing=evidence.missing,
                contradicted=evidence.contradicted,
                lost=evidence.lost,
                nearest=[c.number for c in nearest],
                table=_of_table(evidence.selection, language) if evidence.selection else None,
            )
        )
        return Abstention(
            reason=reason, message=message, nearest=tuple(c.number for c in nearest)
        ), message

    def _unasked(
        self, reason: AbstentionReason, question: str, composer: Composer, clock: _Clock
    ) -> Answer:
        """The reply to what is no question about documents; nothing is searched for it."""
        message = abstention_message(Declined(reason, _voice(question)))
        return Answer(
            id=self._id(question, question, message, composer),
            question=question,
            standalone_question=question,
            status="abstained",
            confidence=0.0,
            abstention=Abstention(reason=reason, message=message, nearest=()),
            text=message,
            statements=(),
            citations=(),
            passages=(),
            backend=composer.backend,
            usage=Usage(),
            timings_ms=clock.timings(0.0, 0.0),
            receipt=self._receipt(),
        )

    def _receipt(self) -> Receipt:
        manifest = self.snapshot.manifest
        return Receipt(
            askreport=__version__,
            corpus_sha256=manifest.corpus_sha256,
            index_id=manifest.index_id,
            embedder=manifest.embedder,
            prompt_sha256=None,
        )

    def _id(self, question: str, asked: str, text: str, composer: Composer) -> str:
        """Equal for equal question, index, backend and words."""
        key = [self.snapshot.manifest.index_id, question, asked, text, composer.backend.name]
        digest = hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()
        return f"ans_{digest[:20]}"
