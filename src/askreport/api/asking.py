"""Asking from asynchronous handlers: each step in a thread, and no step for a client that is gone.

The assistant is ordinary blocking code. `events` runs it in worker threads of its own, so that
questions that wait for a language model keep nobody else's requests waiting, and cancels it
when its own task is cancelled. `whole` is for handlers that answer in one piece: nobody tells such
a handler that its client went away, so it listens for that itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

import anyio
from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from askreport.assistant import AnswerReady
from askreport.cancellation import Cancellation
from askreport.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from fastapi import Request

    from askreport.assistant import Assistant, Event, Options
    from askreport.records import Answer

MOST: Final = 100
"""Questions at work at once in one process; others wait. A waiting thread costs some 50 kB."""

_limiter: RunVar[CapacityLimiter] = RunVar("askreport_questions")


async def events(
    assistant: Assistant, question: str, **options: Unpack[Options]
) -> AsyncIterator[Event]:
    """What `Assistant.stream` yields. Leaving the iteration, or its cancellation, ends the work.

    Raises:
        AskReportError: as `Assistant.stream`.
    """
    cancellation = options.get("cancellation") or Cancellation()
    options["cancellation"] = cancellation
    iterator = assistant.stream(question, **options)
    try:
        while True:
            event = await to_thread.run_sync(
                _next, iterator, limiter=_threads(), abandon_on_cancel=True
            )
            if event is None:
                return
            yield event
    finally:
        cancellation.cancel()


async def whole(
    request: Request, assistant: Assistant, question: str, **options: Unpack[Options]
) -> Answer:
    """The answer; its work ends when the client of ``request`` goes away.

    Raises:
        AskReportError: as `Assistant.stream`; `CancelledError` where the client is gone.
    """
    cancellation = options.get("cancellation") or Cancellation()
    options["cancellation"] = cancellation
    answer: Answer | None = None
    failure: Exception | None = None

    async def ask() -> None:
        nonlocal answer, failure
        try:
            async for event in events(assistant, question, **options):
                if isinstance(event, AnswerReady):
                    answer = event.answer
        except Exception as error:  # a task group would wrap it
            failure = error
        group.cancel_scope.cancel()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        cancellation.cancel()
        group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        group.start_soon(ask)
        group.start_soon(watch)
    if failure is not None:
        raise failure
    if answer is None:
        raise CancelledError("The client went away before its answer was there.")
    return answer


def _next(iterator: Iterator[Event]) -> Event | None:
    return next(iterator, None)


def _threads() -> CapacityLimiter:
    """The limit of this event loop's questions."""
    try:
        return _limiter.get()
    except LookupError:
        made = CapacityLimiter(MOST)
        _limiter.set(made)
        return made
