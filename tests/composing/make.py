"""Evidence made by hand: the pieces of the shipped index that a test wants quoted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import askreport.assistant
from askreport.evidence import Evidence, gather
from askreport.question import read_question

if TYPE_CHECKING:
    from askreport.assistant import Assistant
    from askreport.evidence import Item
    from askreport.records import Answer
    from askreport.store.snapshot import Snapshot


def sentence_item(snapshot: Snapshot, words: str, like: Item) -> Item:
    """The one sentence of the index that has ``words``, scored as ``like`` is."""
    (found,) = [
        like._replace(
            row=row,
            document_id=chunk.document_id,
            start=sentence.start,
            end=sentence.end,
            block=sentence.block,
        )
        for row, chunk in enumerate(snapshot.chunks)
        for sentence in chunk.sentences
        if words in snapshot.documents[chunk.document_id].text[sentence.start : sentence.end]
    ]
    return found


def row_items(snapshot: Snapshot, like: Item) -> list[Item]:
    """Every table row of the index."""
    return [
        like._replace(
            row=row,
            document_id=chunk.document_id,
            start=chunk.sentences[0].start,
            end=chunk.sentences[0].end,
            block=chunk.sentences[0].block,
        )
        for row, chunk in enumerate(snapshot.chunks)
        if chunk.row is not None
    ]


def real_evidence(assistant: Assistant) -> Evidence:
    """What a plain question finds, to be changed by `choose`."""
    question = "语雀那次重大故障持续了多久？"
    found = gather(
        assistant.retriever.search(question, 8), assistant.snapshot, read_question(question)
    )
    assert found.reason is None
    return found


def choose(evidence: Evidence, *items: Item) -> Evidence:
    return replace(evidence, chosen=items, nearest=(), reason=None)


def answer_from(assistant: Assistant, *words: str) -> Answer:
    """The answer that quotes the sentences with ``words``, whatever the models think of them."""
    evidence = real_evidence(assistant)
    items = [sentence_item(assistant.snapshot, w, evidence.chosen[0]) for w in words]
    return _answer(assistant, choose(evidence, *items))


def answer_from_rows(assistant: Assistant, *names: str) -> Answer:
    """The answer that tells the table rows that begin with ``names``."""
    evidence = real_evidence(assistant)
    documents = assistant.documents
    items = [
        item
        for item in row_items(assistant.snapshot, evidence.chosen[0])
        if documents[item.document_id].text[item.start : item.end].startswith(names)
    ]
    assert len(items) == len(names)
    return _answer(assistant, choose(evidence, *items))


def _answer(assistant: Assistant, evidence: Evidence) -> Answer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(askreport.assistant, "gather", lambda *_, **__: evidence)
        return assistant.ask("语雀那次重大故障持续了多久？")
