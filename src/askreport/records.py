"""The nouns of the project: frozen records, no behaviour.

Two families. Dataclasses (`Document` and its parts, `Chunk`, `Sentence`) live inside and on disk;
pydantic models (`Passage`, `Citation`, `Statement`, `Answer`) are the public JSON shapes.

Every ``start``/``end`` is a half-open range of Unicode code points in one document's ``text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# --- a document and its structure ---------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block of a page is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    ROW = "row"
    RUNNING_HEAD = "running_head"
    """Repeated on page after page; says nothing about its page's paragraphs."""
    FURNITURE = "furniture"
    """Page marks, figure sources, bare links, labels inside figures: words, but no statement."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``number`` counts from 1 in extraction order.

    ``label`` is the number printed on it, where there is one.
    """

    number: int
    start: int
    end: int
    heading: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or row: the unit that structure is about.

    ``trail`` holds the headings that the block stands under, outermost first. ``continues`` is the
    index (in ``Document.blocks``) of the fragment that this one carries on, where interleaved
    columns tore a sentence in two.
    """

    kind: BlockKind
    page: int
    start: int
    end: int
    trail: tuple[str, ...] = ()
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; ``values`` are the ranges of its separate values, such as institutions."""

    column: str
    start: int
    end: int
    values: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One table row, numbered from 1 below the header; ``duplicate_of`` is an earlier equal row."""

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, its columns' names, its rows."""

    caption: str | None
    page: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A corpus file as read: the file's own words in its own order, and structure beside them.

    ``gaps`` are the places where extraction evidently lost words; ``questions`` are suggestions for
    somebody who does not know the document yet.
    """

    id: str
    title: str
    source: str
    sha256: str
    language: str
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()
    questions: tuple[str, ...] = ()


# --- what is indexed ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest quotable unit; ``block`` is its index in ``Document.blocks``."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is retrieved: neighbouring sentences under one heading of one page, or one table row.

    ``id`` is derived from the document, the range and the words, so it survives a rebuild.
    ``heads`` are the headings of ``trail`` where they stand on the page: outside the range, and
    quotable like sentences, since a heading often says what its paragraphs take for granted.
    """

    id: str
    document_id: str
    page: int
    start: int
    end: int
    trail: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    row: int | None = None
    heads: tuple[Sentence, ...] = ()


# --- public shapes ------------------------------------------------------------------------------


class Record(BaseModel):
    """Base of the public shapes: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Record):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class Passage(Record):
    """A retrieved chunk. ``score`` orders; ``dense_score`` is a cosine, ``lexical_score`` BM25."""

    id: str
    rank: int
    document_id: str
    page: int
    heading: str | None
    start: int
    end: int
    text: str
    score: float
    dense_score: float
    lexical_score: float


class CellReference(Record):
    """Which table cell a citation quotes; rows count from 1 below the header."""

    row: int
    column: str


class Citation(Record):
    """An exact quote: ``document.text[start:end] == quote``."""

    number: int
    document_id: str
    document_title: str
    page: int
    heading: str | None
    start: int
    end: int
    quote: str
    passage_id: str
    url: str
    cell: CellReference | None = None


class Check(Record):
    """One comparison of a statement with its quotes; ``detail`` says what was compared."""

    name: str
    passed: bool
    detail: str


Verdict = Literal["supported", "contradicted", "unverified"]


class Statement(Record):
    """One claim of the answer; ``start``/``end`` is its range in ``Answer.text``."""

    text: str
    start: int
    end: int
    citations: tuple[int, ...]
    verdict: Verdict
    score: float
    checks: tuple[Check, ...]


AbstentionReason = Literal[
    "empty_question", "out_of_scope", "not_stated", "false_premise", "refused"
]


class Abstention(Record):
    """Why there is no answer; ``nearest`` are the numbers of citations that came closest."""

    reason: AbstentionReason
    message: str
    nearest: tuple[int, ...]


class Backend(Record):
    """Which composer wrote the answer."""

    name: str
    model: str | None


NoteCode = Literal["model_failed", "model_cut", "model_unsupported", "computed"]


class Note(Record):
    """Something about how the answer came about that its reader should know.

    ``model_failed``: quotes instead of a model's words; ``model_cut``: the model broke off, quotes
    complete it; ``model_unsupported``: something it wrote was left out because its quotes do not
    say it; ``computed``: told from a table's rows without the model.
    """

    code: NoteCode
    message: str


class Usage(Record):
    """Tokens that a language model read and wrote; zero without one."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class Timings(Record):
    """Milliseconds by step."""

    rewrite: float
    embed: float
    search: float
    compose: float
    verify: float
    total: float


class Receipt(Record):
    """What the answer was made from and with; two answers with equal receipts can be compared."""

    askreport: str
    corpus_sha256: str
    index_id: str
    embedder: str
    prompt_sha256: str | None


class Answer(Record):
    """The whole reply to one question."""

    id: str
    question: str
    standalone_question: str
    status: Literal["answered", "abstained"]
    confidence: float = Field(ge=0, le=1)
    abstention: Abstention | None
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    backend: Backend
    notes: tuple[Note, ...] = ()
    usage: Usage
    timings_ms: Timings
    receipt: Receipt
