"""Errors as ``application/problem+json`` (RFC 9457); below ``/v1`` in OpenAI's shape.

What a caller sent is never echoed: it may be large, and it may not be text.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from askreport.api.openai_errors import ParameterError, openai_error, speaks_openai
from askreport.errors import AskReportError, UnknownDocumentError

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

log = logging.getLogger("askreport")

_TITLES = {
    404: "There is nothing at this address",
    405: "This address does not take that method",
    413: "The request is too large",
}


def problem(
    status: int,
    slug: str,
    title: str,
    detail: str,
    instance: str,
    errors: list[dict[str, str]] | None = None,
) -> JSONResponse:
    """A problem response; ``errors`` name the fields at fault."""
    if speaks_openai(instance):
        return openai_error(status, slug, title, detail, errors[0]["field"] if errors else None)
    body: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def describe(error: Exception, instance: str) -> JSONResponse:
    """The problem that ``error`` is."""
    if isinstance(error, AskReportError):
        status = error.http_status
        if isinstance(error, UnknownDocumentError) and not instance.startswith("/api/documents"):
            status = 422  # named in a body, not in an address
        at_fault = None
        if isinstance(error, ParameterError):
            at_fault = [{"field": error.param, "message": error.public}]
        return problem(status, error.slug, error.title, error.public, instance, at_fault)
    log.error("request to %s failed", instance, exc_info=error)
    detail = "Something went wrong inside the service; its log has the details. Try again."
    return problem(500, "internal", "The service failed", detail, instance)


def install(app: FastAPI) -> None:
    """Make ``app`` answer errors with problems."""

    @app.exception_handler(AskReportError)
    async def _ours(request: Request, error: AskReportError) -> JSONResponse:
        return describe(error, request.url.path)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        fields = [
            {
                "field": _place(found),
                "message": _plain(found["msg"]),
            }
            for found in error.errors()
        ]
        detail = "; ".join(f"{f['field']}: {f['message']}" for f in fields[:5])
        title = "The request cannot be used"
        return problem(422, "bad-request", title, detail, request.url.path, fields)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        title = _TITLES.get(error.status_code, "The request failed")
        response = problem(
            error.status_code,
            f"http-{error.status_code}",
            title,
            str(error.detail),
            request.url.path,
        )
        response.headers.update(error.headers or {})
        return response


def _place(found: dict[str, Any]) -> str:
    """Where a value is at fault; the name of a field that should not be there is the caller's."""
    parts = list(found["loc"])
    if found["type"] == "extra_forbidden":
        parts[-1] = "(unknown field)"
    return ".".join(str(part) for part in parts if part != "body") or "body"


def _plain(message: str) -> str:
    """``message`` without anything that UTF-8 cannot carry."""
    return message.encode("utf-8", "replace").decode("utf-8")
