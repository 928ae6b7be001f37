"""`Assistant`: the only place where the steps meet.

    question, history -> standalone question -> passages -> evidence -> draft -> citations ->
    verified statements -> answer

`Assistant.stream` yields the parts as they are ready; `Assistant.ask` is its last one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from askreport import __version__
from askreport.abstention import abstain, voice
from askreport.cancellation import Cancellation
from askreport.citing import CitationList
from askreport.composing import Composers
from askreport.composing.base import Brief
from askreport.conversation import behind_reply, changes_topic, hints_back, standalone
from askreport.conversation.documents import relatedness
from askreport.cross_encoder import QuestionReader, StatementReader, load_reader
from askreport.embedding import load_embedder
from askreport.evidence import (
    CANDIDATES,
    CANDIDATES_OF_PART,
    gather,
    gather_rows,
    read_passages,
    told_in,
    withdrawn,
)
from askreport.injection import gives_instructions
from askreport.lexical import terms
from askreport.messages import Declined, abstention_message
from askreport.naming.spoken import with_spoken_names
from askreport.parts import clauses_of, core_of, parts_of
from askreport.question import read_question
from askreport.records import (
    Abstention,
    Answer,
    Citation,
    Passage,
    Receipt,
    Statement,
    Timings,
    Usage,
)
from askreport.retrieval import Retriever, check_question
from askreport.review import Review
from askreport.script import CorpusScript
from askreport.spelling import Speller
from askreport.store.snapshot import load_snapshot
from askreport.tables import (
    WEAK,
    IntentReader,
    Meant,
    Selection,
    in_table,
    is_clear,
    means_table,
    open_tables,
    perhaps_table,
    rules_out,
    stands_in,
    surely_table,
    takes_over,
)
from askreport.verification import EmbeddedMeaning
from askreport.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from askreport.composing.base import Composer
    from askreport.cross_encoder import CrossEncoder
    from askreport.embedding.base import Embedder
    from askreport.evidence import Evidence, Item
    from askreport.question import Sought
    from askreport.records import AbstentionReason, Document, Turn
    from askreport.retrieval import Retrieval
    from askreport.settings import Settings
    from askreport.store.snapshot import Snapshot
    from askreport.verification import Entailment


class Options(TypedDict, total=False):
    """How a question is to be answered; what is left out or ``None`` is the service's choice."""

    history: Sequence[Turn]
    """The conversation so far."""
    backend: str | None
    """Who writes the answer."""
    top_k: int | None
    """Passages to read."""
    documents: Sequence[str] | None
    """The ids of the documents to look in."""
    fallback: bool
    """Whether quotes are given where the backend's model fails; else its error is raised."""
    cancellation: Cancellation | None
    """Called when the answer is no longer wanted."""


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


_READ_BACK: Final = 400
"""Characters that are read of an earlier question, from its end."""
_TURNS_BACK: Final = 8
"""Turns that are looked back on for a question on a table."""
_READ_OF_REPLY: Final = 600
"""Characters that are read of the last reply, from its start."""
_UNSURE: Final = 0.5
"""What a reply before counts for a question that shows no sign of leaning on it."""


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
    items: Sequence[Item] = ()
    """The sentences of the passages, scored, best first, where no table is meant."""
    perhaps: Selection | None = None
    """Rows that may be meant, where the text has no answer."""
    meant: Meant | None = None
    """How the question was read, where it was; ``selection`` may be what that selects."""


def _may_go_on(question: str, sought: Sought, reply: str) -> bool:
    """Whether ``question`` may take up the ``reply``: it hints at it, and names nothing else."""
    said = set(terms(reply))
    return hints_back(question) and all(said.issuperset(terms(name)) for name in sought.names)


def _shown(asked: str, finding: Finding, language: str) -> str:
    """The question as it was understood: that of a table, in Chinese, in known words."""
    meant = finding.meant
    by_reading = meant is not None and meant.selection is finding.selection is not None
    return meant.text if meant and by_reading and language == "zh" else asked


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

    def move(self, step: str, other: str, milliseconds: float) -> None:
        """Count ``milliseconds`` of ``step`` as those of ``other``."""
        self.steps[step] = self.steps.get(step, 0.0) - milliseconds
        self.steps[other] = self.steps.get(other, 0.0) + milliseconds

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


class InFlight:
    """How many questions are being answered."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = Lock()

    def __enter__(self) -> None:
        with self._lock:
            self.count += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.count -= 1


class Assistant:
    """Answers questions from one index. Threads may share it: nothing is kept between them."""

    def __init__(
        self,
        snapshot: Snapshot,
        embedder: Embedder,
        *,
        composers: Composers | None = None,
        entailment: Entailment | None = None,
        reader: CrossEncoder | None = None,
        top_k: int = 8,
    ) -> None:
        """``entailment`` adds a check to those of statements in a model's words; ``reader`` reads
        the best sentences with the question, and goes with one of statements, one of questions on
        tables and one of questions alone."""
        self.snapshot = snapshot
        self.retriever = Retriever(snapshot, embedder)
        self.script = CorpusScript.of(snapshot)
        self.speller = Speller.of(snapshot)
        self.tables = open_tables(snapshot)
        self.composers = composers or Composers()
        self.meaning = EmbeddedMeaning(embedder, StatementReader(reader.lower) if reader else None)
        self.intents = IntentReader.open(reader.lower) if reader else None
        self.questions = QuestionReader.open(reader.lower) if reader else None
        self.entailment = entailment
        self.reader = reader
        self.default_top_k = top_k
        self.in_flight = InFlight()
        # An unknown or missing backend is said at start, not at the first question.
        self.composers.get(self.composers.default)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """The assistant that ``settings`` describe.

        Raises:
            EnvironmentLackError: the embedder or the index is missing or does not fit, or the
                backend's model is not here.
            UsageError: a setting of the backend is wrong.
        """
        embedder = load_embedder(settings.embedder, threads=settings.threads)
        snapshot = load_snapshot(settings.index, embedder.fingerprint)
        composers = Composers(settings)
        return cls(
            snapshot,
            embedder,
            composers=composers,
            entailment=composers.entailment,
            reader=load_reader(settings.reranker),
            top_k=settings.top_k,
        )

    def close(self) -> None:
        """Let go of language models."""
        self.composers.close()

    @property
    def documents(self) -> Mapping[str, Document]:
        """The indexed documents by id."""
        return self.snapshot.documents

    def ask(self, question: str, **options: Unpack[Options]) -> Answer:
        """The whole answer; see `stream` for parameters and errors."""
        for event in self.stream(question, **options):
            last = event
        assert isinstance(last, AnswerReady)
        return last.answer

    def stream(self, question: str, **options: Unpack[Options]) -> Iterator[Event]:
        """The answer's parts in order: passages, each statement, the whole.

        Raises:
            QuestionError: the question is empty, too long or not text.
            UnknownDocumentError, UnknownBackendError: named, and not there.
            ModelError: the backend's model failed, and ``fallback`` is off.
            CancelledError: ``cancellation`` was called.
        """
        with self.in_flight:
            yield from self._stream(question, options)

    def _stream(self, question: str, options: Options) -> Iterator[Event]:
        clock = _Clock()
        cleaned = check_question(question)
        cancellation = options.get("cancellation") or Cancellation()
        composer = self._composer(options)
        read = self.read(cleaned)
        asked = self.rewrite(read, options.get("history") or ())
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
        scope = options.get("top_k"), options.get("documents")
        told = self.told(read, asked, options.get("history") or ())
        finding = self.find(read, asked, *scope, told)
        clock.last = perf_counter()
        evidence = self._gather(finding)
        if evidence.reason is not None and self._spoke_of_table(
            (options.get("history") or ())[-_TURNS_BACK:]
        ):
            of_table = self.find(read, in_table(asked), *scope)
            if of_table.selection is not None:
                finding, evidence = of_table, self._gather(of_table)
                asked = finding.asked
        reply = self._last_reply(options.get("history") or ())
        if evidence.reason is not None and told and _may_go_on(read, finding.sought, reply):
            behind = behind_reply(asked, reply)
            of_reply = self.find(read, behind, *scope, told)
            if (once_more := self._gather(of_reply)).reason is None:
                finding, evidence, asked = of_reply, once_more, behind
        if finding.selection is None and (evidence.strength < WEAK or self._of_a_row(evidence)):
            finding = self._of_rows(finding, evidence, options.get("documents"))
            if finding.selection is not None:
                evidence = self._gather(finding)
            elif rules_out(finding.meant) and self._of_rows_alone(evidence):
                evidence = withdrawn(evidence)
        retrieval = finding.retrieval
        passages = self.retriever.passages(retrieval.found)
        yield PassagesFound(passages)
        cancellation.check()
        cited = CitationList(self.snapshot)
        brief = Brief(
            question=cleaned,
            asked=asked,
            language=voice(cleaned),
            evidence=evidence,
            rows=tuple(found.row for found in retrieval.found),
            cancellation=cancellation,
        )
        writing = Writing(composer, Review(self.snapshot, cited, self.meaning, self.entailment))
        if evidence.reason is None:
            for released in writing.statements(brief, fallback=options.get("fallback", True)):
                yield StatementReady(released.statement, released.citations)
        clock.lap("compose")
        clock.move("compose", "verify", writing.review.seconds * 1e3)
        text = writing.review.text
        abstention = None
        if not writing.review.released:
            abstention = abstain(evidence, cited, brief.language)
            text = abstention.message
        yield AnswerReady(
            Answer(
                id=self._id(cleaned, asked, text, writing.composer),
                question=cleaned,
                standalone_question=_shown(asked, finding, brief.language),
                status="abstained" if abstention else "answered",
                confidence=round(writing.confidence(evidence), 4),
                abstention=abstention,
                text=text,
                statements=tuple(one.statement for one in writing.review.released),
                citations=tuple(cited.citations),
                passages=passages,
                backend=writing.composer.backend,
                notes=tuple(writing.notes),
                usage=writing.usage,
                timings_ms=clock.timings(retrieval.embed_ms, retrieval.search_ms),
                receipt=self._receipt(writing.composer),
            )
        )

    def read(self, text: str) -> str:
        """``text`` in the corpus's script (in both where it has both), its misspelt words read.

        Names in pinyin get the characters that they stand for in the corpus.
        """
        spoken = with_spoken_names(text, self.snapshot.lexical.frequency, self._stands)
        first, *others = self.script.readings(spoken)
        return " ".join((self.speller.correct(first).text, *others))

    def rewrite(self, question: str, history: Sequence[Turn] = ()) -> str:
        """The standalone form of ``question``, as `read`: what is searched for, and shown."""
        turns = [turn.model_copy(update={"content": self.read(turn.content)}) for turn in history]
        lexical = self.snapshot.lexical
        return standalone(
            question,
            turns,
            self._known,
            rarity=lexical.rarity,
            related=partial(relatedness, lexical),
        )

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
        told: Mapping[int, float] | None = None,
    ) -> Finding:
        """What there is for ``question``, which ``asked`` is the standalone form of.

        ``question`` says which parts and what kind of value are asked for; ``told`` (see `told`)
        what was spoken of before.

        Raises:
            UnknownDocumentError: a document is named that is not there.
        """
        count = top_k or self.default_top_k
        parts = parts_of(asked)
        candidates, *apart = self.retriever.search_each(
            (asked, *parts), max(count, CANDIDATES), documents, clauses_of(asked)
        )
        sought = read_question(core_of(asked), core_of(question) or None, self._known)
        sought = replace(sought, parted=bool(parts))
        selection = self.tables.select(asked, sought, documents)
        first = replace(candidates, found=candidates.found[:count])
        of_table = selection is not None and means_table(selection, first, self.snapshot)
        meant = None
        if selection is not None and not (of_table and is_clear(selection)):
            meant = self._meant(asked, sought, documents)
            if meant is not None and takes_over(meant, selection, of_table=of_table):
                selection, of_table = meant.selection, True
        if selection is None or not of_table:
            rows = [one.row for part in apart for one in part.found[:CANDIDATES_OF_PART]]
            spoken = self._scoped(told or {}, documents)
            read = self.retriever.with_rows(candidates, [*rows, *spoken])
            if question and question != asked:
                read = self.retriever.with_typed(read, question)
            retrieval, items = read_passages(
                replace(read, told=spoken),
                self.snapshot,
                sought,
                count,
                [(part, read_question(part.question, None, self._known)) for part in apart],
                self.reader,
            )
            perhaps = selection if selection and perhaps_table(selection) else None
            return Finding(asked, sought, retrieval, items=items, perhaps=perhaps, meant=meant)
        promoted = self.retriever.promote(first, selection.all_chunks, count)
        return Finding(asked, sought, promoted, selection, meant=meant)

    def _of_rows(
        self, finding: Finding, evidence: Evidence, documents: Sequence[str] | None
    ) -> Finding:
        """``finding`` with the rows that may be meant where the text has no answer, or hardly one,
        or nothing but a row that was found by its words."""
        declined = evidence.reason is not None or self._of_a_row(evidence)
        meant = finding.meant or self._meant(finding.asked, finding.sought, documents)
        perhaps = evidence.reason is not None and not rules_out(meant)
        rows = finding.perhaps if perhaps else None
        if meant is not None and stands_in(meant, declined=declined, instead=rows is not None):
            rows = meant.selection
        if rows is None:
            return replace(finding, meant=meant)
        count = len(finding.retrieval.found)
        of_rows = self.retriever.promote(finding.retrieval, rows.all_chunks, count)
        return replace(finding, retrieval=of_rows, selection=rows, meant=meant)

    def _of_a_row(self, evidence: Evidence) -> bool:
        """Whether the best sentence is a table's row, so that all rows like it may be meant."""
        chosen = evidence.chosen
        return bool(chosen) and self.snapshot.chunks[chosen[0].row].row is not None

    def _of_rows_alone(self, evidence: Evidence) -> bool:
        """Whether nothing but a table's rows was chosen."""
        rows = [self.snapshot.chunks[item.row].row for item in evidence.chosen]
        return bool(rows) and None not in rows

    def _meant(
        self, asked: str, sought: Sought, documents: Sequence[str] | None = None
    ) -> Meant | None:
        """What ``asked`` was read to want of a table, in whatever words; ``None``: nothing."""
        if self.intents is None:
            return None
        return self.tables.meant(asked, sought, self.intents, documents)

    def told(self, question: str, asked: str, history: Sequence[Turn]) -> dict[int, float]:
        """The rows that the reply before tells of, 0..1, if ``question`` may ask on.

        Half as much where its standalone form ``asked`` takes nothing from the ``history``.
        """
        reply = self._last_reply(history)
        if not reply or changes_topic(question):
            return {}
        sure = 1.0 if asked != question else _UNSURE
        told = told_in(reply, self.snapshot.lexical)
        return {row: sure * share for row, share in told.items()}

    def _last_reply(self, history: Sequence[Turn]) -> str:
        """The beginning of the last reply, as `read`; empty when there is none."""
        replies = [turn.content for turn in history if turn.role == "assistant"]
        return self.read(replies[-1][:_READ_OF_REPLY]) if replies else ""

    def _scoped(
        self, told: Mapping[int, float], documents: Sequence[str] | None
    ) -> dict[int, float]:
        chunks = self.snapshot.chunks
        return {
            row: share
            for row, share in told.items()
            if documents is None or chunks[row].document_id in documents
        }

    def _gather(self, finding: Finding) -> Evidence:
        if finding.selection is not None:
            return gather_rows(finding.selection, self.snapshot, finding.sought)
        prior = self.prior(finding.asked)
        return gather(finding.retrieval, self.snapshot, finding.sought, finding.items, prior=prior)

    def prior(self, question: str) -> float:
        """Log odds, of ``question`` alone, that a text on its subject answers it.

        0 where there is no reader.
        """
        return 0.0 if self.questions is None else self.questions.odds(core_of(question))

    def _spoke_of_table(self, history: Sequence[Turn]) -> bool:
        """Whether ``history`` ends with a question on a table, by itself or after others."""
        asked = [place for place, turn in enumerate(history) if turn.role == "user"]
        if not asked:
            return False
        earlier = history[: asked[-1]]
        before = self.rewrite(self.read(history[asked[-1]].content[-_READ_BACK:]), earlier)
        return self._asks_table(before) or (
            self._asks_table(in_table(before)) and self._spoke_of_table(earlier)
        )

    def _asks_table(self, question: str) -> bool:
        selection = self.tables.select(question, read_question(question, None, self._known))
        return selection is not None and surely_table(selection)

    def _composer(self, options: Options) -> Composer:
        return self.composers.get(options.get("backend") or self.composers.default)

    def _stands(self, words: str) -> bool:
        return any(words in document.text for document in self.documents.values())

    def _known(self, pair: str) -> bool:
        return self.snapshot.lexical.frequency(pair) > 0

    def _unasked(
        self, reason: AbstentionReason, question: str, composer: Composer, clock: _Clock
    ) -> Answer:
        """The reply to what is no question about documents; nothing is searched for it."""
        message = abstention_message(Declined(reason, voice(question)))
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
            receipt=self._receipt(composer),
        )

    def _receipt(self, composer: Composer) -> Receipt:
        manifest = self.snapshot.manifest
        return Receipt(
            askreport=__version__,
            corpus_sha256=manifest.corpus_sha256,
            index_id=manifest.index_id,
            embedder=manifest.embedder,
            prompt_sha256=composer.prompt_sha256,
        )

    def _id(self, question: str, asked: str, text: str, composer: Composer) -> str:
        """Equal for equal question, index, backend and words."""
        key = [self.snapshot.manifest.index_id, question, asked, text, composer.backend.name]
        if composer.backend.model:
            key.append(composer.backend.model)
        digest = hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()
        return f"ans_{digest[:20]}"
