"""A composer that writes nothing until its answer is no longer wanted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from askreport.composing.extractive import ExtractiveComposer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.composing.base import Brief, DraftStatement
    from askreport.store.snapshot import Snapshot


class Waiting(ExtractiveComposer):
    """Says when it ``began``, and when it was ``cancelled``; it waits ten seconds at most."""

    def __init__(self) -> None:
        super().__init__()
        self.began = threading.Event()
        self.cancelled = threading.Event()

    def compose(self, brief: Brief, snapshot: Snapshot) -> Iterator[DraftStatement]:
        assert brief.cancellation is not None
        self.began.set()
        with brief.cancellation.on_cancel(self.cancelled.set):
            self.cancelled.wait(10)
        brief.cancellation.check()
        yield from super().compose(brief, snapshot)
