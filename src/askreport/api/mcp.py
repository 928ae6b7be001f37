"""``/mcp``: the MCP server over HTTP, without sessions.

The protocol's library takes a third of a second and 25 MB to load, so the first request loads it
and not the start.

A page of another site must not reach documents through its visitor's browser, neither directly
(`Origin`) nor under a name of its own that leads to this machine (`Host`). So an `Origin`, which
only browsers send, has to be this service's own; and where the service is for this machine alone,
so has the `Host`.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import anyio
from anyio import to_thread
from starlette.datastructures import Headers

from askreport.api.problem import problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anyio.abc import TaskGroup, TaskStatus
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from starlette.datastructures import State
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from askreport.assistant import Assistant

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class McpEndpoint:
    """The ASGI application at ``/mcp``; works while `running`.

    ``host`` is what the service listens on; ``state`` is the application's.
    """

    def __init__(self, host: str, state: State) -> None:
        self._host = host
        self._state = state
        self._group: TaskGroup | None = None
        self._lock = anyio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The time in which requests are answered; may come again."""
        self._lock = anyio.Lock()
        async with anyio.create_task_group() as self._group:
            try:
                yield
            finally:
                self._group.cancel_scope.cancel()
                self._group = self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        manager = await self._ready()
        await manager.handle_request(scope, receive, send)

    async def _ready(self) -> StreamableHTTPSessionManager:
        async with self._lock:
            if self._manager is None:
                if self._group is None:
                    raise RuntimeError("The service is not running.")
                self._manager = await self._group.start(self._manage)
        return self._manager

    async def _manage(self, *, task_status: TaskStatus[StreamableHTTPSessionManager]) -> None:
        """Keep a manager open; here and not in a request, which ends sooner."""
        manager = await to_thread.run_sync(self._make)
        async with manager.run():
            task_status.started(manager)
            await anyio.sleep_forever()

    def _make(self) -> StreamableHTTPSessionManager:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from askreport.mcp_server import make_server

        return StreamableHTTPSessionManager(make_server(self._assistant), stateless=True)

    def _assistant(self) -> Assistant:
        failure: Exception | None = self._state.failure
        if failure is not None:
            raise failure
        assistant: Assistant = self._state.assistant
        return assistant

    def _refusal(self, scope: Scope) -> Response | None:
        """What is answered instead of the protocol, where that is not for this request."""
        headers = Headers(scope=scope)
        path = scope["path"]
        host, origin = _name(f"//{headers.get('host', '')}"), headers.get("origin")
        own: set[str | None] = {*_THIS_MACHINE, self._host}
        if self._host in _THIS_MACHINE and host not in own:
            return problem(
                421,
                "foreign-host",
                "The request is for another host",
                "This service is for its own machine; call it 127.0.0.1 or localhost, also from a "
                "proxy, or start it with --host 0.0.0.0.",
                path,
            )
        if _is_address(host):
            own.add(host)
        if origin is not None and _name(origin) not in own:
            return problem(
                403,
                "foreign-origin",
                "The request comes from another site",
                "Pages of other sites may not use this service; a program need not send `Origin`.",
                path,
            )
        if scope["method"] != "POST":
            # Without sessions there is nothing to listen to (GET) and nothing to end (DELETE).
            refused = problem(
                405,
                "http-405",
                "This address does not take that method",
                "Send messages of the protocol with POST.",
                path,
            )
            refused.headers["allow"] = "POST"
            return refused
        return None


def _name(address: str) -> str | None:
    """The host that ``address`` names, without its port."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _is_address(name: str | None) -> bool:
    """Whether ``name`` is a number and so cannot lead elsewhere than it says."""
    try:
        ip_address(name or "")
    except ValueError:
        return False
    return True
