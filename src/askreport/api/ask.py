"""``POST /api/ask`` and ``POST /api/search``, whole and streaming."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from askreport.api.asking import events, whole
from askreport.api.problem import describe
from askreport.assistant import Assistant, Event, Options, PassagesFound, StatementReady
from askreport.records import Answer, Passage, Turn
from askreport.retrieval import MOST_CHARACTERS, check_question

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

router = APIRouter(prefix="/api")

Question = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
TopK = Annotated[int, Field(ge=1, le=20)]


class HistoryTurn(Turn):
    """An earlier message; at most 20,000 characters of it are read."""

    content: Annotated[str, Field(max_length=20_000)]


class AskRequest(BaseModel):
    """A question, and how to answer it."""

    model_config = ConfigDict(extra="ignore")

    question: Question
    history: Annotated[list[HistoryTurn], Field(max_length=100)] = []
    backend: Annotated[str, Field(max_length=500)] | None = None
    top_k: TopK | None = None
    documents: list[str] | None = None
    stream: bool = False
    fallback: bool = True
    """Quotes where the backend's language model fails; else its error."""


class SearchRequest(BaseModel):
    """What to look for."""

    model_config = ConfigDict(extra="ignore")

    question: Question
    top_k: TopK | None = None
    documents: list[str] | None = None


class SearchTimings(BaseModel):
    """Milliseconds by step."""

    embed: float
    search: float
    total: float


class SearchResponse(BaseModel):
    """Ranked passages."""

    passages: tuple[Passage, ...]
    timings_ms: SearchTimings


def assistant_of(request: Request) -> Assistant:
    """The service's assistant.

    Raises:
        EnvironmentLackError: the index or the embedder could not be loaded.
    """
    failure = request.app.state.failure
    if failure is not None:
        raise failure
    assistant: Assistant = request.app.state.assistant
    return assistant


@router.post("/ask", response_model=Answer)
async def ask(body: AskRequest, request: Request) -> Response:
    """Answer a question; with ``"stream": true`` as server-sent events."""
    assistant = assistant_of(request)
    if body.backend is not None:
        assistant.composers.check_offered(body.backend)
    options: Options = {
        "history": body.history,
        "backend": body.backend,
        "top_k": body.top_k,
        "documents": body.documents,
        "fallback": body.fallback,
    }
    if not body.stream:
        answer = await whole(request, assistant, body.question, **options)
        return Response(answer.model_dump_json(), media_type="application/json")
    # The first part is made before the response starts, so what is wrong with the request is
    # still an ordinary error response and not an event in a stream that began with 200.
    parts = events(assistant, body.question, **options)
    first = await anext(parts)
    return StreamingResponse(
        _server_sent(first, parts, request.url.path),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


@router.post("/search", response_model=SearchResponse)
def search(body: SearchRequest, request: Request) -> Response:
    """Rank the passages for a question; nothing is composed."""
    assistant = assistant_of(request)
    question = check_question(body.question)
    retrieval = assistant.search(question, body.top_k, body.documents)
    timings = SearchTimings(
        embed=round(retrieval.embed_ms, 3),
        search=round(retrieval.search_ms, 3),
        total=round(retrieval.embed_ms + retrieval.search_ms, 3),
    )
    found = SearchResponse(
        passages=assistant.retriever.passages(retrieval.found), timings_ms=timings
    )
    return Response(found.model_dump_json(), media_type="application/json")


async def _server_sent(
    first: Event, rest: AsyncIterator[Event], instance: str
) -> AsyncIterator[str]:
    """The events as text; an error becomes the last event."""
    try:
        yield _event(first)
        async for event in rest:
            yield _event(event)
    except Exception as error:
        yield _frame("error", json.loads(bytes(describe(error, instance).body)))
        return
    finally:
        await rest.aclose()  # type: ignore[attr-defined]
    yield _frame("done", {})


def _event(event: Event) -> str:
    if isinstance(event, PassagesFound):
        return _frame("passages", {"passages": [p.model_dump() for p in event.passages]})
    if isinstance(event, StatementReady):
        cited = [c.model_dump() for c in event.citations]
        return _frame("statement", {"statement": event.statement.model_dump(), "citations": cited})
    return _frame("answer", event.answer.model_dump())


def _frame(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
