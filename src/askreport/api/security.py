"""What every response carries, and how large a request may be. Plain ASGI, so streams pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.api.problem import describe, problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 1_000_000
"""Of a request's body: a question has 2,000 characters, a conversation a few hundred thousand."""

_HEADERS: Final = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class SecurityHeaders:
    """Adds the headers above to every response, also to that of a request that failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass through, headers added."""

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:
            # Handled here and not by the framework's own handler, which stands outside of all
            # middleware, so that this response has the headers too.
            if started:
                raise
            await describe(error, scope["path"])(scope, receive, with_headers)


class BodyLimit:
    """Refuses a body over `MOST_BYTES` with 413, before it is read whole."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then hand it on."""
        if scope["type"] != "http" or scope["method"] not in ("POST", "PUT", "PATCH"):
            await self.app(scope, receive, send)
            return
        body = b""
        more = True
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
        too_large = declared.isdigit() and int(declared) > MOST_BYTES
        while more and not too_large:
            message = await receive()
            if message["type"] != "http.request":
                return  # the client went away
            body += message.get("body", b"")
            more = message.get("more_body", False)
            too_large = len(body) > MOST_BYTES
        if too_large:
            detail = (
                f"The request's body may have {MOST_BYTES} bytes; shorten the question or history."
            )
            response = problem(413, "too-large", "The request is too large", detail, scope["path"])
            await response(scope, receive, send)
            return
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)
