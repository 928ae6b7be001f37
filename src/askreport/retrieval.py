"""Question to ranked passages: two legs, four rankings, one list.

The dense leg ranks chunks twice, by the chunk's own vector (its headings included) and by its best
sentence; the lexical leg ranks by BM25, and once more by the question's identifiers alone, since
who names ``CVE-2023-38545`` means nothing else. They are fused by reciprocal rank (Cormack, Clarke
& Büttcher 2009) with k = 20. On the dev cases the first three together find every fact in the first
five passages more often than any one, than dense and BM25 alone, and than means of z-scored scores
(``evals/LOG.md``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

from askreport.chunking import heading_of
from askreport.errors import QuestionError, UnknownDocumentError
from askreport.lexical import identifiers, top
from askreport.records import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from askreport.embedding.base import Embedder
    from askreport.lexical import Floats
    from askreport.store.snapshot import Snapshot

RRF_K: Final = 20
POOL: Final = 48
"""Candidates that each ranking brings; deeper ones never reached the first ten on dev."""
RARE: Final = 5
"""Chunks that an identifier may stand in to rank by itself; “1.0” stands in more."""
_END: Final = 240
"""Characters of a long question that are embedded from each end; the lexical leg reads it all."""
MOST_CHARACTERS: Final = 2000
"""Code points of a question; the contract's limit."""


class Found(NamedTuple):
    """A ranked chunk: ``row`` in the snapshot, and what each leg said.

    ``sentence_scores`` are the cosines of its sentences, then of its heads, with the question.
    """

    row: int
    score: float
    dense_score: float
    lexical_score: float
    sentence_scores: tuple[float, ...]
    clause_scores: tuple[tuple[float, ...], ...] = ()
    """The same for each part of a question of several parts or clauses: one tuple a sentence."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a search found, best first, and what it took in milliseconds."""

    question: str
    found: tuple[Found, ...]
    embed_ms: float
    search_ms: float
    vector: Floats = field(repr=False, compare=False)
    """The question's, (dimensions,)."""
    clauses: Floats = field(repr=False, compare=False)
    """Its parts' or clauses', (number, dimensions)."""
    told: Mapping[int, float] = field(default_factory=dict, compare=False)
    """Rows that the reply before tells of, 0..1, where the question asks on."""
    typed: str = ""
    """The question as it was typed, where ``question`` has taken something from a conversation."""
    typed_near: float = 0.0
    """The best cosine of what was found with ``typed``."""


def check_question(question: str) -> str:
    """``question`` without surrounding white space and control characters, or an error.

    Raises:
        QuestionError: it is empty, over 2,000 code points, or holds a lone surrogate.
    """
    if len(question) > MOST_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question)} characters and may have {MOST_CHARACTERS}; "
            "shorten it, or put the material it quotes into the corpus."
        )
    if any("\ud800" <= c <= "\udfff" for c in question):
        raise QuestionError(
            "The question holds half a character (a lone UTF-16 surrogate); send it as valid UTF-8."
        )
    cleaned = "".join(c if c == "\n" or c >= " " else " " for c in question).strip()
    if not cleaned:
        raise QuestionError("The question is empty; write what you want to know.")
    return cleaned


class Retriever:
    """Searches one snapshot. Holds no state between questions, so threads may share it."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self.snapshot = snapshot
        self.embedder = embedder

    def search(
        self, question: str, top_k: int, documents: Sequence[str] | None = None
    ) -> Retrieval:
        """The ``top_k`` best chunks for ``question``, among ``documents`` if given.

        Raises:
            UnknownDocumentError: a document id is not in the index.
        """
        return self.search_each((question,), top_k, documents)[0]

    def search_each(
        self,
        questions: Sequence[str],
        top_k: int,
        documents: Sequence[str] | None = None,
        clauses: Sequence[str] = (),
    ) -> list[Retrieval]:
        """What `search` finds for a question and each of its parts; they are embedded together.

        For the first one the cosines with the parts are told, too, or without parts those with its
        ``clauses``, which rank nothing. Its milliseconds are those of all.

        Raises:
            UnknownDocumentError: a document id is not in the index.
        """
        rows = self._rows(documents)
        begin = perf_counter()
        within = () if len(questions) > 1 else clauses
        vectors = self.embedder.embed_questions(
            [_ends(text) for text in questions], [_ends(text) for text in within]
        )
        embedded = perf_counter()
        found = [
            tuple(self._rank(question, vector, rows)[:top_k])
            for question, vector in zip(questions, vectors, strict=False)
        ]
        done = perf_counter()
        first, *others = [
            Retrieval(question, ranked, 0.0, 0.0, vector, vectors[1:])
            for question, ranked, vector in zip(questions, found, vectors, strict=False)
        ]
        first = replace(first, found=self._with_clauses(first))
        embed, search = (embedded - begin) * 1e3, (done - embedded) * 1e3
        return [replace(first, embed_ms=embed, search_ms=search), *others]

    def with_rows(self, retrieval: Retrieval, rows: Sequence[int]) -> Retrieval:
        """``retrieval`` with those of the chunks ``rows`` that it lacks, behind its own."""
        known = {one.row for one in retrieval.found}
        more = [row for row in dict.fromkeys(rows) if row not in known]
        found = (*retrieval.found, *self._scored(retrieval, more, 0.0))
        return replace(retrieval, found=self._with_clauses(replace(retrieval, found=found)))

    def with_typed(self, retrieval: Retrieval, typed: str) -> Retrieval:
        """``retrieval`` with what is as near as can be to the question as it was ``typed``."""
        vector = self.embedder.embed_questions([_ends(typed)])[0]
        near = max(
            (max(self._sentences(one.row, vector, -1.0)) for one in retrieval.found), default=0.0
        )
        return replace(retrieval, typed=typed, typed_near=near)

    def promote(self, retrieval: Retrieval, rows: Sequence[int], top_k: int) -> Retrieval:
        """``retrieval`` with the chunks ``rows`` in front, in their order; ``top_k`` in all.

        They were selected, not ranked: a point more than the best score says so.
        """
        first = list(dict.fromkeys(rows))[:top_k]
        if not first:
            return retrieval
        best = 1.0 + max((one.score for one in retrieval.found), default=0.0)
        promoted = self._scored(retrieval, first, best)
        others = [one for one in retrieval.found if one.row not in first]
        return replace(retrieval, found=tuple([*promoted, *others][:top_k]))

    def passages(self, found: Sequence[Found]) -> tuple[Passage, ...]:
        """The public shape of ``found``."""
        return tuple(self._passage(rank, one) for rank, one in enumerate(found, start=1))

    def _rows(self, documents: Sequence[str] | None) -> list[int] | None:
        if documents is None:
            return None
        known = self.snapshot.rows_by_document
        for number, name in enumerate(documents, start=1):
            if name not in known:
                there = f"is not in the index; known are: {', '.join(sorted(known))}."
                raise UnknownDocumentError(
                    f"The document {name!r} {there}",
                    public=f"Document {number} of those named {there}",
                )
        return sorted(row for name in dict.fromkeys(documents) for row in known[name])

    def _with_clauses(self, retrieval: Retrieval) -> tuple[Found, ...]:
        """What was found, with the cosines of the question's parts or clauses."""
        if not len(retrieval.clauses):
            return retrieval.found
        return tuple(
            one
            if one.clause_scores
            else one._replace(
                clause_scores=tuple(
                    map(
                        tuple,
                        (
                            self.snapshot.vectors_of_sentences(one.row) @ retrieval.clauses.T
                        ).tolist(),
                    )
                ),
            )
            for one in retrieval.found
        )

    def _scored(self, retrieval: Retrieval, rows: Sequence[int], score: float) -> list[Found]:
        """The chunks ``rows`` as if found for the question, with ``score``."""
        if not rows:
            return []
        lexical = self.snapshot.lexical.scores(retrieval.question)
        dense = self.snapshot.store.vectors(list(rows)) @ retrieval.vector
        return [
            Found(
                row,
                score,
                cosine,
                float(lexical[row]),
                self._sentences(row, retrieval.vector, cosine),
            )
            for row, cosine in zip(rows, dense.tolist(), strict=True)
        ]

    def _sentences(self, row: int, vector: Floats, otherwise: float) -> tuple[float, ...]:
        """The cosines of a chunk's sentences and heads; ``otherwise`` where it has none."""
        if not len(self.snapshot.sentence_rows[row]):
            return (otherwise,)
        return tuple((self.snapshot.vectors_of_sentences(row) @ vector).tolist())

    def _rank(self, question: str, vector: Floats, rows: list[int] | None) -> list[Found]:
        snapshot = self.snapshot
        lexical = snapshot.lexical.scores(question)
        by_words = top(lexical, POOL, rows)
        rare = [n for n in identifiers(question) if snapshot.lexical.frequency(n) <= RARE]
        by_name = top(snapshot.lexical.scores_of(rare), POOL, rows)
        by_chunk = snapshot.store.search(vector, POOL, rows)
        dense = dict(by_chunk)
        missing = [row for row in dict.fromkeys((*by_words, *by_name)) if row not in dense]
        if missing:
            similar = snapshot.store.vectors(missing) @ vector
            dense |= dict(zip(missing, similar.tolist(), strict=True))
        sentences = {row: self._sentences(row, vector, cosine) for row, cosine in dense.items()}
        by_sentence = sorted(dense, key=lambda row: -max(sentences[row]))[:POOL]
        rankings = (by_words, [row for row, _ in by_chunk], by_sentence, by_name)
        fused = fuse(rankings, dense)
        order = sorted(fused, key=lambda row: (-fused[row], row))
        return [
            Found(row, fused[row], dense[row], float(lexical[row]), sentences[row]) for row in order
        ]

    def _passage(self, rank: int, found: Found) -> Passage:
        chunk = self.snapshot.chunks[found.row]
        document = self.snapshot.documents[chunk.document_id]
        return Passage(
            id=chunk.id,
            rank=rank,
            document_id=chunk.document_id,
            page=chunk.page,
            heading=heading_of(chunk),
            start=chunk.start,
            end=chunk.end,
            text=document.text[chunk.start : chunk.end],
            score=round(found.score, 6),
            dense_score=round(found.dense_score, 4),
            lexical_score=round(found.lexical_score, 3),
        )


def fuse(rankings: Sequence[Sequence[int]], rows: Iterable[int]) -> dict[int, float]:
    """The reciprocal rank fusion of ``rankings`` for each of ``rows``."""
    fused = dict.fromkeys(rows, 0.0)
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            fused[row] += 1.0 / (RRF_K + rank)
    return fused


def _ends(question: str) -> str:
    """``question``, or where it is long its beginning and its end, which is where people ask.

    Embedding takes 1 to 2 ms a character; 2,000 characters whole would take seconds.
    """
    if len(question) <= 2 * _END:
        return question
    return f"{question[:_END]} {question[-_END:]}"
