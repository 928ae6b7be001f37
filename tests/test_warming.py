"""The corpus's sentences are read ahead while nobody asks, and nothing else changes by that."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport import warming
from askreport.api.app import create_app
from askreport.cross_encoder import CrossEncoder
from askreport.cross_encoder.encoder import WEIGHTS, stored
from askreport.cross_encoder.engine_file import EngineFile, bundled_file
from askreport.cross_encoder.lower import KEPT, SHARED, LowerLayers
from askreport.settings import Settings
from askreport.warming import Warming, read_ahead, sentences_kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.assistant import Assistant

QUESTION = "语雀那次故障持续了多久？"


@pytest.fixture
def cold(assistant: Assistant) -> Iterator[CrossEncoder]:
    """The assistant's reader is for a test one that has read nothing."""
    path = bundled_file()
    assert path is not None
    reader = CrossEncoder(LowerLayers(EngineFile(path), SHARED), stored(WEIGHTS))
    before, assistant.reader = assistant.reader, reader
    yield reader
    assistant.reader = before


def read_by(reader: CrossEncoder) -> int:
    return len(reader.lower._kept)


def test_all_sentences_are_read_and_answers_stay(
    assistant: Assistant, cold: CrossEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = assistant.ask(QUESTION)
    used = list(cold.lower._kept)
    others = [s for s in sentences_kept(assistant.snapshot) if s not in used][:40]
    assert set(used) <= set(sentences_kept(assistant.snapshot))
    cold.lower._kept.clear()
    monkeypatch.setattr(warming, "sentences_kept", lambda _: [*others, *used])
    assert list(read_ahead(assistant)) == [(n, 40 + len(used)) for n in range(41 + len(used))]
    assert list(cold.lower._kept) == [*others, *used]
    after = assistant.ask(QUESTION)
    assert read_by(cold) == 40 + len(used)
    assert (after.text, after.confidence) == (before.text, before.confidence)


def test_it_waits_while_somebody_asks_and_ends_when_told(
    assistant: Assistant, cold: CrossEncoder
) -> None:
    ahead = Warming(assistant, after=0.0)
    with assistant.in_flight:
        ahead.start()
        time.sleep(0.2)
        assert read_by(cold) <= 1
    deadline = time.monotonic() + 10
    while not read_by(cold) > 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    ahead.stop()
    assert 1 < read_by(cold) < len(sentences_kept(assistant.snapshot))


def test_an_abandoned_answer_counts_no_longer(assistant: Assistant) -> None:
    parts = assistant.stream(QUESTION)
    next(parts)
    assert assistant.in_flight.count == 1
    parts.close()  # type: ignore[attr-defined]
    assert assistant.in_flight.count == 0


def test_a_service_reads_ahead_after_its_start(
    assistant: Assistant, cold: CrossEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "_FIRST", 0.0)
    app = create_app(Settings.load(), assistant)

    async def while_it_runs() -> int:
        async with app.router.lifespan_context(app):
            deadline = time.monotonic() + 10
            while read_by(cold) < 3 and time.monotonic() < deadline:
                await asyncio.sleep(0.01)
            return read_by(cold)

    assert asyncio.run(while_it_runs()) >= 3
    read = read_by(cold)
    time.sleep(0.1)
    assert read_by(cold) == read < len(sentences_kept(assistant.snapshot))


def test_without_a_reader_there_is_nothing_to_read(
    assistant: Assistant, cold: CrossEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant, "reader", None)
    assert list(read_ahead(assistant)) == [(0, 0)]
    assert read_by(cold) == 0


def test_it_may_be_stopped_before_it_begins(assistant: Assistant, cold: CrossEncoder) -> None:
    ahead = Warming(assistant)
    ahead.start()
    ahead.stop()
    assert read_by(cold) == 0


def test_a_corpus_of_more_sentences_than_are_kept_is_left_alone(assistant: Assistant) -> None:
    snapshot = assistant.snapshot
    assert 1000 < len(sentences_kept(snapshot)) <= KEPT
    document = next(iter(snapshot.documents.values()))
    sentence = snapshot.chunks[0].sentences[0]
    many = tuple(replace(sentence, start=at, end=at + 9) for at in range(KEPT + 50))
    chunk = replace(snapshot.chunks[0], document_id=document.id, sentences=many, heads=())
    assert sentences_kept(replace(snapshot, chunks=[chunk])) == []
