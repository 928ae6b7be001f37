"""The addresses of OpenAI's protocol."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from askreport.api.ask import assistant_of
from askreport.api.asking import events, whole
from askreport.api.completions.naming import OURS, backend_of, models_of
from askreport.api.completions.reply import Reply, framed
from askreport.api.completions.request import ChatRequest, Extension
from askreport.api.problem import describe
from askreport.assistant import AnswerReady, Options, StatementReady

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from askreport.assistant import Event

router = APIRouter(prefix="/v1")

_EPOCH = 0
"""When a model was made is what OpenAI lists; a backend is not made."""


@router.get("/models")
async def models(request: Request) -> dict[str, Any]:
    """The backends, as models to choose from."""
    named = models_of(assistant_of(request).composers)
    return {"object": "list", "data": [_model(name) for name in named]}


@router.get("/models/{model:path}")
async def model(model: str, request: Request) -> dict[str, Any]:
    """One backend, as a model."""
    backend_of(model, assistant_of(request).composers)
    return _model(model)


@router.post("/chat/completions")
async def complete(body: ChatRequest, request: Request) -> Response:
    """Answer the last question of a conversation; with ``"stream": true`` in chunks.

    Messages of the system and the developer are accepted and not followed.
    """
    body.check()
    question, history = body.asked()
    assistant = assistant_of(request)
    how = body.askreport or Extension()
    options: Options = {
        "history": history,
        "backend": backend_of(body.model, assistant.composers),
        "top_k": how.top_k,
        "documents": how.documents,
        "fallback": how.fallback,
    }
    reply = Reply(
        model=body.model,
        index_id=assistant.snapshot.manifest.index_id,
        base=str(request.base_url),
        with_usage=bool(body.stream_options and body.stream_options.include_usage),
    )
    if not body.stream:
        return JSONResponse(reply.whole(await whole(request, assistant, question, **options)))
    # Begun before the response starts, so that a wrong request is an ordinary error.
    parts = events(assistant, question, **options)
    first = await anext(parts)
    return StreamingResponse(
        _chunks(reply, first, parts, request.url.path),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _chunks(
    reply: Reply, first: Event, rest: AsyncIterator[Event], path: str
) -> AsyncIterator[str]:
    """The chunks of a reply; an error becomes the last one, and no ``[DONE]`` follows."""
    try:
        yield reply.opening()
        event = first
        while not isinstance(event, AnswerReady):
            if isinstance(event, StatementReady):
                yield reply.statement(event.statement)
            event = await anext(rest)
        yield reply.closing(event.answer)
    except Exception as error:
        yield framed(json.loads(bytes(describe(error, path).body)))
    finally:
        await rest.aclose()  # type: ignore[attr-defined]


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _EPOCH, "owned_by": OURS}
