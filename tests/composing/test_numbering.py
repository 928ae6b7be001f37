from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.composing.base import Brief
from askreport.composing.numbering import Numbered, number
from tests.composing.make import choose, real_evidence, row_items, sentence_item

if TYPE_CHECKING:
    from askreport.assistant import Assistant
    from askreport.store.snapshot import Snapshot

QUESTION = "语雀那次重大故障持续了多久？"
LINE = re.compile(r"\[(\d+\.\d+)\] (.*)")


@pytest.fixture(scope="module")
def brief(assistant: Assistant) -> Brief:
    found = assistant.retriever.search(QUESTION, 8).found
    rows = tuple(one.row for one in found)
    return Brief(QUESTION, QUESTION, "zh", real_evidence(assistant), rows)


def numbered(brief: Brief, snapshot: Snapshot, tokens: int = 6000) -> Numbered:
    return number(brief, snapshot, tokens, len)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_line_is_a_whole_sentence_of_the_document(brief: Brief, snapshot: Snapshot) -> None:
    made = numbered(brief, snapshot)
    lines = dict(LINE.findall(made.text))
    assert lines.keys() == made.lines.keys()
    assert len(lines) > 10
    for name, shown in made.lines.items():
        assert lines[name] == shown.text
        quotes = [
            snapshot.documents[snapshot.chunks[s.row].document_id].text[s.start : s.end]
            for s in shown.sources
        ]
        assert squeezed("".join(quotes)) == squeezed(shown.text)


def test_every_passage_found_is_shown_the_best_first_and_the_second_best_last(
    brief: Brief, snapshot: Snapshot
) -> None:
    made = numbered(brief, snapshot)
    heads = [int(n) for n in re.findall(r"^Passage (\d+) ", made.text, re.MULTILINE)]
    assert sorted(heads) == list(range(1, len(brief.rows) + 1))
    assert (heads[0], heads[-1]) == (1, 2)
    rows = {n: made.lines[f"{n}.1"].sources[0].row for n in heads}
    assert [rows[n] for n in sorted(heads)] == list(brief.rows)


@pytest.mark.parametrize("tokens", [150, 300, 700, 1500])
def test_fewer_tokens_show_fewer_sentences_and_the_evidence_first(
    brief: Brief, snapshot: Snapshot, tokens: int
) -> None:
    made = numbered(brief, snapshot, tokens)
    assert len(made.text) <= made.tokens <= tokens
    whole = {shown.sources for shown in numbered(brief, snapshot).lines.values()}
    assert {shown.sources for shown in made.lines.values()} < whole
    best = brief.evidence.chosen[0]
    assert any(shown.sources[-1].start == best.start for shown in made.lines.values())


def test_no_room_shows_nothing(brief: Brief, snapshot: Snapshot) -> None:
    assert numbered(brief, snapshot, 0) == Numbered("", {}, 0)
    assert numbered(brief, snapshot, -100).text == ""


def test_a_torn_sentence_is_shown_whole_once(
    assistant: Assistant, brief: Brief, snapshot: Snapshot
) -> None:
    evidence = brief.evidence
    items = [
        sentence_item(snapshot, words, evidence.chosen[0])
        for words in ("训练数据多了 40%，上下文", "长度是 Llama 1的 2倍")
    ]
    torn = replace(brief, evidence=choose(evidence, *items), rows=tuple(i.row for i in items))
    lines = [s for s in numbered(torn, snapshot).lines.values() if "上下文长度是" in s.text]
    assert len(lines) == 1
    assert len(lines[0].sources) == 2


def test_rows_are_shown_cell_by_cell(brief: Brief, snapshot: Snapshot) -> None:
    item = row_items(snapshot, brief.evidence.chosen[0])[0]
    made = numbered(
        replace(brief, evidence=choose(brief.evidence, item), rows=(item.row,)), snapshot
    )
    cells = [s.sources[0].cell for s in made.lines.values()]
    assert len(cells) == 3
    for cell, shown in zip(cells, made.lines.values(), strict=True):
        assert cell is not None
        assert shown.text.startswith(f"{cell.column}: ")


def test_what_no_reader_would_see_is_not_shown_to_a_model(brief: Brief, snapshot: Snapshot) -> None:
    row = brief.rows[0]
    chunk = snapshot.chunks[row]
    document = snapshot.documents[chunk.document_id]
    place = chunk.sentences[0].start + 2
    hidden = "\u202e\u200b\x00\u2066"
    text = document.text[:place] + hidden + document.text[place + len(hidden) :]
    changed = replace(
        snapshot, documents={**snapshot.documents, document.id: replace(document, text=text)}
    )
    shown = numbered(replace(brief, rows=(row,)), changed).text
    assert not set(hidden) & set(shown)
