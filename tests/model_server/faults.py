"""What goes wrong on the way: refusals, overload, broken and stalled connections.

Each wraps a behaviour or replaces one, and `behaviours.by_attempt` puts them in a row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.model_server.protocol import (
    Behaviour,
    Call,
    Drop,
    Event,
    Hang,
    Pause,
    Raw,
    Reply,
    Text,
    error,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def failing(inner: Behaviour, status: int, times: int = 1) -> Behaviour:
    """So many server errors, then ``inner``."""

    def behave(call: Call) -> Reply:
        if call.attempt <= times:
            return error(status, "The server had an error.", kind="server_error")
        return inner(call)

    return behave


def overloaded(inner: Behaviour, times: int = 1, retry_after: str | None = "0") -> Behaviour:
    """So many 429 with ``Retry-After``, then ``inner``."""

    def behave(call: Call) -> Reply:
        if call.attempt > times:
            return inner(call)
        headers = {} if retry_after is None else {"retry-after": retry_after}
        return error(
            429, "Rate limit reached.", kind="requests", code="rate_limit_exceeded", headers=headers
        )

    return behave


def refusing_formats(inner: Behaviour, *kinds: str) -> Behaviour:
    """As older servers: a ``response_format`` of these kinds is refused; all if none is named."""

    def behave(call: Call) -> Reply:
        wanted = (call.body.get("response_format") or {}).get("type")
        if wanted is not None and (not kinds or wanted in kinds):
            return error(
                400,
                f"Invalid value for 'response_format': {wanted!r} is not supported.",
                param="response_format",
            )
        return inner(call)

    return behave


def refusing(status: int, message: str, *, code: str | None = None) -> Behaviour:
    """Always this error: an unknown model, a context too long, a forbidden key."""
    return lambda _: error(status, message, code=code)


def misbehaving(status: int, body: bytes, content_type: str) -> Behaviour:
    """A body that is not of the interface at all, such as a proxy's error page."""
    return lambda _: Reply(status=status, body=body, content_type=content_type)


def wrong_type(inner: Behaviour, content_type: str = "text/html") -> Behaviour:
    """The right bytes under a wrong name."""
    return lambda call: replace(inner(call), content_type=content_type)


def redirecting(address: str, status: int = 307) -> Behaviour:
    """Sends the client elsewhere."""
    return lambda _: Reply(status=status, headers={"location": address}, body=b"")


def slow_start(inner: Behaviour, seconds: float, *, headers_first: bool = False) -> Behaviour:
    """The first byte late; with ``headers_first`` only the first words."""

    def behave(call: Call) -> Reply:
        reply = inner(call)
        if headers_first:
            return replace(reply, events=_before(reply, Pause(seconds)))
        return replace(reply, before=[Pause(seconds), *reply.before])

    return behave


def _before(reply: Reply, first: Event) -> Iterator[Event]:
    yield first
    yield from reply.events


def _by_piece(inner: Behaviour, change: Callable[[Iterator[Event]], Iterator[Event]]) -> Behaviour:
    """``change`` sees the text in the pieces in which a stream sends it."""

    def behave(call: Call) -> Reply:
        reply = inner(call)
        if reply.body is not None:
            return reply
        return replace(reply, events=change(_pieces(reply)))

    return behave


def _pieces(reply: Reply) -> Iterator[Event]:
    for part in reply.events:
        if isinstance(part, Text):
            for at in range(0, len(part.words), reply.piece):
                yield Text(part.words[at : at + reply.piece])
        else:
            yield part


def slow(inner: Behaviour, seconds: float) -> Behaviour:
    """A pause before each piece."""

    def change(events: Iterator[Event]) -> Iterator[Event]:
        for part in events:
            yield Pause(seconds)
            yield part

    return _by_piece(inner, change)


def _until(last: Event, pieces: int) -> Callable[[Iterator[Event]], Iterator[Event]]:
    def change(events: Iterator[Event]) -> Iterator[Event]:
        for count, before in enumerate(events):
            if count >= pieces:
                break
            yield before
        yield last

    return change


def dropping(inner: Behaviour, pieces: int, *, reset: bool = False) -> Behaviour:
    """The connection gone after so many pieces."""
    return _by_piece(inner, _until(Drop(reset), pieces))


def hanging(inner: Behaviour, pieces: int) -> Behaviour:
    """Silence after so many pieces, the connection open."""
    return _by_piece(inner, _until(Hang(), pieces))


def unanswered() -> Behaviour:
    """Not even headers."""
    return lambda _: Reply(before=[Hang()])


def breaking_events(inner: Behaviour, pieces: int) -> Behaviour:
    """An event that is no JSON after so many pieces."""
    return _by_piece(inner, _until(Raw(b"data: {nonsense\n\n"), pieces))


def failing_in_stream(inner: Behaviour, pieces: int) -> Behaviour:
    """An error event after so many pieces, as servers send when a model fails under way."""
    told = (
        b'data: {"error": {"message": "out of memory", "type": "server_error", "code": null}}\n\n'
    )
    return _by_piece(inner, _until(Raw(told), pieces))
