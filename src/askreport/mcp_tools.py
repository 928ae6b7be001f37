"""The tools of the MCP server: when to use them, what they do, the shapes they answer with.

Knows nothing of the protocol. ``base`` is the address that the service was asked at; without one
(over standard input and output) an address is a path of the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from askreport.chunking import heading_of
from askreport.citing import source_url
from askreport.errors import UnknownDocumentError
from askreport.records import Answer, Record
from askreport.retrieval import MOST_CHARACTERS, check_question

if TYPE_CHECKING:
    from askreport.assistant import Assistant
    from askreport.records import Document


class SearchResult(Record):
    """A passage that was found; `fetch` has its words."""

    id: str = Field(description="What `fetch` takes.")
    title: str = Field(description="The document, the page and the headings.")
    url: str = Field(description="Where people read the passage, marked on its page.")


class SearchResults(Record):
    """Passages, best first."""

    results: tuple[SearchResult, ...]


class SourceMetadata(Record):
    """Where a text stands: the half-open range of code points in its document's text."""

    kind: Literal["passage", "document"]
    document_id: str = Field(description="`fetch` takes this, too: it has the whole document.")
    document_title: str
    source: str = Field(description="The document's file.")
    language: str
    page: int | None = Field(description="Of a passage; pages count from 1.")
    heading: str | None = Field(description="The headings above a passage, outermost first.")
    start: int
    end: int


class FetchedSource(Record):
    """A passage or a whole document, in the document's own words."""

    id: str
    title: str
    text: str
    url: str
    metadata: SourceMetadata


@dataclass(frozen=True, slots=True)
class Kind:
    """One tool: what it is called with, what it returns, and when to use it, in a model's words."""

    name: str
    title: str
    argument: str
    argument_says: str
    most_characters: int
    returns: type[Record]
    description: str


SEARCH: Final = Kind(
    "search",
    "Search the documents",
    "query",
    "What to look for: a question or a few words, in any language of the documents.",
    MOST_CHARACTERS,
    SearchResults,
    "Finds the passages of the documents that fit a query, best first; nothing is answered and "
    "nothing is left out for being unsure. Use it to see what the documents say on a subject, and "
    "`fetch` with the ids that it returns to read the passages. For one question with one answer "
    "use `ask`.",
)
FETCH: Final = Kind(
    "fetch",
    "Read a passage or document",
    "id",
    "The id of a passage from `search`, or of a whole document from `metadata.document_id`.",
    500,
    FetchedSource,
    "Returns the exact words of one passage, with its page and the headings above it, or of a "
    "whole document (which may be long). The text is the document's own, unchanged: quote from it, "
    "and cite the `url`.",
)
ASK: Final = Kind(
    "ask",
    "Ask the documents",
    "question",
    "One question that can be understood by itself, in the language that you want the answer in.",
    MOST_CHARACTERS,
    Answer,
    "Answers a question from the documents. Each statement of the answer was checked against the "
    "quotes that it cites, and each quote is exact: `document.text[start:end]`. `text` is the "
    "answer with markers such as [1], which are numbers in `citations`. Where `status` is "
    '"abstained" the documents do not answer the question, and `abstention` says why: do not '
    "answer it from elsewhere as if they did. Ask one thing at a time.",
)
KINDS: Final = (SEARCH, FETCH, ASK)


def search(assistant: Assistant, query: str, base: str) -> SearchResults:
    """The passages for ``query``.

    Raises:
        QuestionError: it is empty, too long or not text.
    """
    retrieval = assistant.search(check_question(query))
    return SearchResults(
        results=tuple(
            SearchResult(
                id=passage.id,
                title=_title(
                    assistant.documents[passage.document_id], passage.page, passage.heading
                ),
                url=base + source_url(passage.document_id, passage.start, passage.end),
            )
            for passage in assistant.retriever.passages(retrieval.found)
        )
    )


def fetch(assistant: Assistant, name: str, base: str) -> FetchedSource:
    """The passage or document whose id is ``name``.

    Raises:
        UnknownDocumentError: there is none.
    """
    documents = assistant.documents
    if name in documents:
        document = documents[name]
        page, heading, start, end = None, None, 0, len(document.text)
        url = source_url(document.id, 0, 0)  # opened, with nothing marked
    else:
        chunk = next((chunk for chunk in assistant.snapshot.chunks if chunk.id == name), None)
        if chunk is None:
            raise UnknownDocumentError(
                "There is no passage or document of that id. `search` finds passages and gives "
                f"their ids; the documents are: {', '.join(sorted(documents))}."
            )
        document = documents[chunk.document_id]
        page, heading, start, end = chunk.page, heading_of(chunk), chunk.start, chunk.end
        url = source_url(document.id, start, end)
    return FetchedSource(
        id=name,
        title=_title(document, page, heading),
        text=document.text[start:end],
        url=base + url,
        metadata=SourceMetadata(
            kind="document" if page is None else "passage",
            document_id=document.id,
            document_title=document.title,
            source=document.source,
            language=document.language,
            page=page,
            heading=heading,
            start=start,
            end=end,
        ),
    )


def _title(document: Document, page: int | None, heading: str | None) -> str:
    """The document's title; of a passage with its page and headings."""
    place = () if page is None else (f"p. {page}",)
    return " · ".join((document.title, *place, *((heading,) if heading else ())))
