"""``/healthz`` and ``/readyz``: does the process live, can it answer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from askreport import __version__

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok", "version": __version__}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Whether questions can be answered; 503 with the reasons when not."""
    failure = request.app.state.failure
    if failure is not None:
        body = {"status": "not ready", "reasons": [str(failure)]}
        return JSONResponse(body, status_code=503, headers={"retry-after": "5"})
    manifest = request.app.state.assistant.snapshot.manifest
    return JSONResponse(
        {"status": "ready", "index_id": manifest.index_id, "chunks": manifest.chunks}
    )
