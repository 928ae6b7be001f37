"""The MCP server: the documents for other programs' models, through three tools that only read.

What goes wrong in a tool is told in its result, with the mend in words, so that the model that
called it can do better; only the call of a tool that does not exist is an error of the protocol.
"""

from __future__ import annotations

import logging
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, Final

import anyio
from anyio import to_thread
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    TextContent,
    Tool,
    ToolAnnotations,
)

from askreport import __version__
from askreport.api.asking import events
from askreport.assistant import AnswerReady, Assistant
from askreport.errors import AskReportError, UsageError
from askreport.mcp_tools import ASK, KINDS, SEARCH, Kind, fetch, search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcp.server.context import ServerRequestContext
    from mcp_types import PaginatedRequestParams

    from askreport.records import Record
    from askreport.settings import Settings

log = logging.getLogger("askreport")

_INSTRUCTIONS: Final = (
    "askreport answers from a fixed set of documents, and from nothing else. Use `ask` for a "
    "question: the answer comes with exact quotes, or says that the documents do not answer. Use "
    "`search` and then `fetch` to read the documents yourself. Every quote is the document's own "
    "words at the range given with it; cite the `url` beside it."
)
_MOST_TITLES: Final = 20
"""Documents that the instructions name."""


def run_stdio(settings: Settings) -> None:
    """Serve over standard input and output until the client closes them.

    While it serves, whatever else is printed goes to standard error.

    Raises:
        EnvironmentLackError: the index or the embedder is missing or does not fit.
    """
    with redirect_stdout(sys.stderr):
        assistant = Assistant.open(settings)
    server = make_server(lambda: assistant)

    async def serve() -> None:
        # The library diverts the descriptor; what Python has not written yet when it gives the
        # descriptor back would still come out there.
        async with stdio_server() as (read, write):
            with redirect_stdout(sys.stderr):
                await server.run(read, write, server.create_initialization_options())

    try:
        anyio.run(serve)
    finally:
        assistant.close()


def make_server(assistant: Callable[[], Assistant]) -> Server[dict[str, Any]]:
    """A server that answers with what ``assistant`` returns at the time of a call.

    That may raise `AskReportError` while there is none; calls are then answered with its words.
    """
    kinds = {kind.name: kind for kind in KINDS}
    tools = {name: _tool(kind) for name, kind in kinds.items()}

    async def list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=list(tools.values()))

    async def call_tool(
        context: ServerRequestContext[dict[str, Any]], params: CallToolRequestParams
    ) -> CallToolResult:
        kind = kinds.get(params.name)
        if kind is None:
            known = f"There is no such tool; known are: {', '.join(kinds)}."
            raise MCPError(INVALID_PARAMS, known)
        try:
            argument = _argument(kind, params.arguments or {})
            result = await _run(kind, assistant(), argument, _base(context))
        except AskReportError as error:
            return _failed(error.public)
        except Exception:
            log.exception("the tool %s failed", kind.name)
            return _failed(
                "Something went wrong inside the service; its log has the details. Try again."
            )
        text = result.model_dump_json()
        return CallToolResult(
            content=[TextContent(type="text", text=text)],
            structured_content=result.model_dump(mode="json"),
        )

    return Server(
        "askreport",
        version=__version__,
        title="askreport",
        description="Answers from documents, each sentence with the words it came from.",
        instructions=_instructions(assistant),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=lambda name: tools[name].input_schema if name in tools else None,
    )


async def _run(kind: Kind, assistant: Assistant, argument: str, base: str) -> Record:
    """What a tool returns; its work ends when the call is cancelled."""
    if kind is not ASK:
        work = search if kind is SEARCH else fetch
        return await to_thread.run_sync(work, assistant, argument, base, abandon_on_cancel=True)
    *_, last = [event async for event in events(assistant, argument)]
    assert isinstance(last, AnswerReady)
    return last.answer


def _tool(kind: Kind) -> Tool:
    """The tool as a client sees it."""
    argument = {
        "type": "string",
        "description": kind.argument_says,
        "minLength": 1,
        "maxLength": kind.most_characters,
    }
    return Tool(
        name=kind.name,
        title=kind.title,
        description=kind.description,
        input_schema={
            "type": "object",
            "properties": {kind.argument: argument},
            "required": [kind.argument],
        },
        output_schema=kind.returns.model_json_schema(mode="serialization"),
        annotations=ToolAnnotations(
            title=kind.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _argument(kind: Kind, arguments: Mapping[str, Any]) -> str:
    """The argument of a call.

    Raises:
        UsageError: it is missing, no text, or longer than any that makes sense.
    """
    given = arguments.get(kind.argument)
    if not isinstance(given, str):
        what = "is missing" if given is None else "is not text"
        raise UsageError(
            f"The argument `{kind.argument}` of `{kind.name}` {what}. {kind.argument_says}"
        )
    return given


def _base(context: ServerRequestContext[dict[str, Any]]) -> str:
    """The address that the service was asked at; empty over standard input and output."""
    return "" if context.request is None else str(context.request.base_url).rstrip("/")


def _failed(words: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=words)], is_error=True)


def _instructions(assistant: Callable[[], Assistant]) -> str:
    """What a model is told of the server as a whole; names the documents where there are some."""
    try:
        titles = [document.title for document in assistant().documents.values()]
    except AskReportError:
        return _INSTRUCTIONS
    named = "; ".join(titles[:_MOST_TITLES])
    more = f"; and {len(titles) - _MOST_TITLES} more" if len(titles) > _MOST_TITLES else ""
    return f"{_INSTRUCTIONS} The documents are: {named}{more}."
