from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.chunking import row_of
from askreport.citing import CitationList
from askreport.composing.base import Brief
from askreport.composing.extractive import ExtractiveComposer
from askreport.verification import check_statement
from tests.composing.make import choose, real_evidence, row_items, sentence_item
from tests.conftest import TABLE

if TYPE_CHECKING:
    from askreport.assistant import Assistant
    from askreport.composing.base import DraftStatement
    from askreport.evidence import Evidence, Item
    from askreport.records import Document
    from askreport.store.snapshot import Snapshot

FIRST, SECOND = "训练数据多了 40%，上下文", "长度是 Llama 1的 2倍"
"""A sentence of page 5 that interleaved columns tore in two."""


@pytest.fixture(scope="module")
def evidence(assistant: Assistant) -> Evidence:
    return real_evidence(assistant)


def compose(evidence: Evidence, snapshot: Snapshot, *items: Item) -> list[DraftStatement]:
    brief = Brief("问题", "问题", "zh", choose(evidence, *items))
    return list(ExtractiveComposer().compose(brief, snapshot))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("part", [FIRST, SECOND])
def test_a_torn_sentence_is_told_whole_with_both_parts_cited(
    snapshot: Snapshot, evidence: Evidence, part: str
) -> None:
    item = sentence_item(snapshot, part, evidence.chosen[0])
    text = snapshot.documents[item.document_id].text
    (draft,) = compose(evidence, snapshot, item)
    assert "上下文长度是 Llama 1的 2倍" in draft.text
    quotes = [text[source.start : source.end] for source in draft.sources]
    assert len(quotes) == 2
    assert quotes[0].endswith(FIRST)
    assert quotes[1].startswith(SECOND)
    assert squeezed("".join(quotes)) == squeezed(draft.text)


def test_a_torn_sentence_is_told_once_when_both_parts_are_chosen(
    snapshot: Snapshot, evidence: Evidence
) -> None:
    items = [sentence_item(snapshot, part, evidence.chosen[0]) for part in (FIRST, SECOND)]
    assert len(compose(evidence, snapshot, *items)) == 1
    assert compose(evidence, snapshot, *items) == compose(evidence, snapshot, items[0])


def test_both_parts_of_a_torn_sentence_are_cited_where_they_stand(
    snapshot: Snapshot, evidence: Evidence
) -> None:
    item = sentence_item(snapshot, FIRST, evidence.chosen[0])
    (draft,) = compose(evidence, snapshot, item)
    cited = CitationList(snapshot)
    citations = [cited.cite(source) for source in draft.sources]
    text = snapshot.documents[item.document_id].text
    assert [c.quote for c in citations] == [text[c.start : c.end] for c in citations]
    assert {c.page for c in citations} == {5}
    verdict, _ = check_statement(draft.text, citations, snapshot.documents)
    assert verdict == "supported"


def test_an_ordinary_sentence_is_its_own_quote(snapshot: Snapshot, evidence: Evidence) -> None:
    item = sentence_item(snapshot, "语雀出现重大服务故障", evidence.chosen[0])
    (draft,) = compose(evidence, snapshot, item)
    (source,) = draft.sources
    assert (source.row, source.start, source.end) == (item.row, item.start, item.end)
    assert draft.text == snapshot.documents[item.document_id].text[item.start : item.end]
    assert draft.score == item.score
    assert source.cell is None


def test_statements_come_in_the_order_of_the_document(
    snapshot: Snapshot, evidence: Evidence
) -> None:
    words = ("语雀出现重大服务故障", FIRST, "3A6000 性能可达")
    items = [sentence_item(snapshot, w, evidence.chosen[0]) for w in words]
    starts = [d.sources[0].start for d in compose(evidence, snapshot, *items)]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_every_table_row_is_cited_cell_by_cell(snapshot: Snapshot, evidence: Evidence) -> None:
    document: Document = snapshot.documents[TABLE]
    items = row_items(snapshot, evidence.chosen[0])
    assert len(items) > 50
    for item in items:
        (draft,) = compose(evidence, snapshot, item)
        row = row_of(snapshot.chunks[item.row], document)
        assert [(s.start, s.end) for s in draft.sources] == [(c.start, c.end) for c in row.cells]
        for source, cell in zip(draft.sources, row.cells, strict=True):
            assert source.cell is not None
            assert (source.cell.row, source.cell.column) == (row.number, cell.column)
            for start, end in cell.values:
                assert document.text[start:end] in draft.text
        for cell in row.cells[1:]:
            assert f"{cell.column}：" in draft.text


def test_every_table_row_is_supported_by_its_cells(snapshot: Snapshot, evidence: Evidence) -> None:
    for item in row_items(snapshot, evidence.chosen[0]):
        (draft,) = compose(evidence, snapshot, item)
        cited = CitationList(snapshot)
        citations = [cited.cite(source) for source in draft.sources]
        verdict, checks = check_statement(draft.text, citations, snapshot.documents)
        assert verdict == "supported", (draft.text, checks)


def test_the_cells_of_a_known_row(snapshot: Snapshot, evidence: Evidence) -> None:
    text = snapshot.documents[TABLE].text
    items = row_items(snapshot, evidence.chosen[0])
    (item,) = [i for i in items if text[i.start : i.end].startswith("CV-CUDA")]
    (draft,) = compose(evidence, snapshot, item)
    quotes = [text[s.start : s.end] for s in draft.sources]
    assert quotes[0] == "CV-CUDA"
    assert "NVIDIA" in quotes[1]
    assert "ByteDance" in quotes[1]
    assert "USA" in quotes[2]
    assert draft.text.startswith("CV-CUDA（")
