"""Stopping work that somebody no longer waits for.

One `Cancellation` goes with one question. Whoever learns that the asker is gone calls `cancel`;
whoever does something long either asks `cancelled` now and then, or is woken by `on_cancel`.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from askreport.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Cancellation:
    """Whether one question is still wanted; safe to use from several threads."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Say that the answer is no longer wanted; callbacks run here, once."""
        with self._lock:
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def check(self) -> None:
        """Do nothing while the answer is wanted.

        Raises:
            CancelledError: it no longer is.
        """
        if self.cancelled:
            raise CancelledError("Nobody waits for this answer any more.")

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Iterator[None]:
        """Run ``callback`` when cancelled within the block; at once where that was before."""
        with self._lock:
            late = self._event.is_set()
            if not late:
                self._callbacks.append(callback)
        if late:
            callback()
        try:
            yield
        finally:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)
