"""Errors below ``/v1`` in the shape that clients of OpenAI's protocol read.

::

    {"error": {"message", "type", "param", "code"}}

They are the same errors as everywhere else; only what carries them differs, and what the caller
sent wrong is 400 there and not 422.
"""

from __future__ import annotations

from typing import Final

from fastapi.responses import JSONResponse

from askreport.errors import UsageError

_PARAMS: Final = {
    "bad-question": "messages",
    "unknown-backend": "model",
    "unknown-document": "askreport.documents",
}
"""Which parameter an error is about, where the error itself does not say."""

_CODES: Final = {
    "unknown-backend": "model_not_found",
    "http-404": "unknown_url",
    "http-405": "method_not_supported",
}
"""OpenAI's own words for an error; the others are called what they are called elsewhere."""


class ParameterError(UsageError):
    """A parameter of a chat completion has a value that cannot be honoured here.

    ``param`` is its place in the request, as in ``messages.0.content``.
    """

    slug = "unsupported-value"
    title = "The parameter cannot be used"

    def __init__(self, param: str, message: str) -> None:
        super().__init__(message)
        self.param = param


def speaks_openai(path: str) -> bool:
    """Whether errors at ``path`` have the shape of this module."""
    return path == "/v1" or path.startswith("/v1/")


def openai_error(
    status: int, slug: str, title: str, detail: str, param: str | None = None
) -> JSONResponse:
    """An error response; the parameters but ``param`` are those of a problem."""
    error = {
        # Of a plain HTTP error the detail is the status in words, and the title says more.
        "message": f"{title}." if slug.startswith("http-") else detail,
        "type": _type(status),
        "param": param or _PARAMS.get(slug),
        "code": _CODES.get(slug, slug.replace("-", "_")),
    }
    if status == 422:
        status = 404 if slug == "unknown-backend" else 400
    return JSONResponse({"error": error}, status_code=status)


def _type(status: int) -> str:
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"
