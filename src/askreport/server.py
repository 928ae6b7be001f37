"""Starting the service: the port, the address that people open, the worker processes."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click
import uvicorn

from askreport.api.app import create_app, open_warm
from askreport.errors import PortBusyError

if TYPE_CHECKING:
    from askreport.settings import Settings


def run(settings: Settings, *, workers: int = 1) -> None:
    """Serve until stopped.

    Raises:
        PortBusyError: another program has the port, or it may not be used.
        EnvironmentLackError: the index or the embedder is missing; better said here than by
            every answer.
    """
    bound = bind(settings.host, settings.port)
    port = int(bound.getsockname()[1])
    assistant = open_warm(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"askreport is starting at http://{host}:{port}/  (stop with Ctrl-C)")
    options: dict[str, Any] = {"log_level": "warning", "timeout_graceful_shutdown": 5}
    if workers == 1:
        config = uvicorn.Config(create_app(settings, assistant), **options)
        try:
            uvicorn.Server(config).run(sockets=[bound])
        finally:
            assistant.close()
        return
    bound.close()
    assistant.close()
    for field in fields(settings):
        value = getattr(settings, field.name)
        if value is not None:
            os.environ[f"ASKREPORT_{field.name.upper()}"] = str(value)
    uvicorn.run(
        "askreport.api.app:from_environment",
        factory=True,
        host=settings.host,
        port=port,
        workers=workers,
        **options,
    )


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to ``host`` and ``port``.

    Raises:
        PortBusyError: it is taken, or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's algorithm off only on sockets that say
    # they are TCP; without it a response waits some 40 ms for the client's acknowledgement.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusyError(
                f"Port {port} on {host} is taken by another program; choose another with "
                "--port, or let the system choose with --port 0."
            ) from error
        raise PortBusyError(
            f"Cannot listen on {host}:{port} ({error.strerror}); choose another --host or --port."
        ) from error
    return made
