"""Reading the corpus's sentences ahead while nobody asks.

What the lower layers make of a sentence (`askreport.cross_encoder.lower`) is kept once it was read;
until then a question waits for each new sentence among its best ones, some 5 ms each. So a service
reads them all in the background after its start, one by one and only between questions: some ten
seconds for the shipped corpus. A corpus with more of them than are kept is left alone.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from askreport.cross_encoder.lower import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.assistant import Assistant
    from askreport.store.snapshot import Snapshot

_WAIT: Final = 0.02
"""Seconds between looks whether somebody asks."""
_FIRST: Final = 1.0
"""Seconds after the start in which nothing is read: who starts a service often asks at once."""


def read_ahead(assistant: Assistant) -> Iterator[tuple[int, int]]:
    """Read all sentences; before each, and at the end, how many are read and of how many."""
    reader = assistant.reader
    sentences = sentences_kept(assistant.snapshot) if reader is not None else []
    for done, sentence in enumerate(sentences):
        yield done, len(sentences)
        if reader is not None:
            reader.keep(sentence)
    yield len(sentences), len(sentences)


class Warming:
    """Reads ahead for one assistant, in a thread of its own, while nobody asks."""

    def __init__(self, assistant: Assistant, after: float | None = None) -> None:
        """It begins ``after`` so many seconds."""
        self._assistant = assistant
        self._after = _FIRST if after is None else after
        self._stop = Event()
        self._thread = Thread(target=self._run, name="warming", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End before the next sentence, and wait for that."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._stop.wait(self._after)
        for _ in read_ahead(self._assistant):
            while self._assistant.in_flight.count and not self._stop.is_set():
                self._stop.wait(_WAIT)
            if self._stop.is_set():
                return


def sentences_kept(snapshot: Snapshot) -> list[str]:
    """The different sentences of ``snapshot``, as they are read; none where they are too many."""
    found: dict[str, None] = {}
    for chunk in snapshot.chunks:
        text = snapshot.documents[chunk.document_id].text
        for unit in (*chunk.sentences, *chunk.heads):
            found[text[unit.start : unit.end].strip()] = None
        if len(found) > KEPT:
            return []
    return list(found)
