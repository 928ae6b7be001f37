"""The application: routes, errors, headers, the page, and one assistant for its whole life."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from askreport import __version__
from askreport.api import ask, documents, feedback, operations, problem, reference
from askreport.api.completions import routes as completions
from askreport.api.mcp import McpEndpoint
from askreport.api.security import BodyLimit, SecurityHeaders
from askreport.assistant import Assistant
from askreport.errors import EnvironmentLackError
from askreport.settings import Settings
from askreport.warming import Warming

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

_YOUNG: Final = 5_000
"""Objects more than were freed, after which the collector looks at them; Python has 700."""


def create_app(settings: Settings, assistant: Assistant | None = None) -> FastAPI:
    """The service that ``settings`` describe.

    It starts even where the index or the embedder is missing: ``/readyz`` then says so, and
    questions get 503 with the same words. An ``assistant`` that is given is used as it is.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.assistant, app.state.failure = assistant, None
        if assistant is None:
            try:
                app.state.assistant = await run_in_threadpool(open_warm, settings)
            except EnvironmentLackError as error:
                app.state.failure = error
        warming = Warming(app.state.assistant) if app.state.assistant is not None else None
        async with mcp.running():
            if warming is not None:
                warming.start()
            yield
        if warming is not None:
            await run_in_threadpool(warming.stop)
        if assistant is None and app.state.assistant is not None:
            app.state.assistant.close()

    app = FastAPI(
        title="askreport",
        version=__version__,
        description="Answers from a report, each sentence with the words it came from.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    problem.install(app)
    app.include_router(ask.router)
    app.include_router(documents.router)
    app.include_router(operations.router)
    app.include_router(reference.router)
    app.include_router(completions.router)
    app.include_router(feedback.routes(settings))
    mcp = McpEndpoint(settings.host, app.state)
    app.router.routes.append(Route("/mcp", mcp, include_in_schema=False))

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        if not (settings.web / "index.html").is_file():
            raise HTTPException(404, "The web page is not installed here; the API is.")
        return FileResponse(settings.web / "index.html", headers={"cache-control": "no-cache"})

    if settings.web.is_dir():
        app.mount("/web", _Revalidated(directory=settings.web), name="web")
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app


def from_environment() -> ASGIApp:
    """The application by settings alone: what worker processes start from."""
    return create_app(Settings.load())


def open_warm(settings: Settings) -> Assistant:
    """Open the assistant and search once, so that the first real question finds all in memory.

    Raises:
        EnvironmentLackError: the embedder or the index is missing or does not fit.
    """
    assistant = Assistant.open(settings)
    assistant.search("預熱", 1)  # in traditional Chinese, so that the conversion is loaded, too
    assistant.composers.warm()
    # What a question leaves behind is freed without the collector, whose rounds over what is young
    # take over 1 ms a question as Python sets them, and .3 ms so.
    gc.collect()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    return assistant


class _Revalidated(StaticFiles):
    """Static files that browsers ask about again: a new version shows at once."""

    def file_response(self, *args: object, **kwargs: object):  # type: ignore[no-untyped-def]
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "no-cache"
        return response
