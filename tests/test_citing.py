from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from askreport.citing import CitationList, source_url
from askreport.composing.base import Source
from askreport.records import CellReference
from tests.conftest import REPORT

if TYPE_CHECKING:
    from askreport.store.snapshot import Snapshot


@pytest.fixture
def sources(snapshot: Snapshot) -> list[Source]:
    """The first sentences of three chunks."""
    return [
        Source(row, snapshot.chunks[row].sentences[0].start, snapshot.chunks[row].sentences[0].end)
        for row in (3, 40, 90)
    ]


def test_a_quote_is_cut_from_the_document(snapshot: Snapshot, sources: list[Source]) -> None:
    for source in sources:
        chunk = snapshot.chunks[source.row]
        document = snapshot.documents[chunk.document_id]
        citation = CitationList(snapshot).cite(source)
        assert citation.number == 1
        assert citation.quote == document.text[source.start : source.end]
        assert (citation.start, citation.end) == (source.start, source.end)
        assert citation.document_id == document.id
        assert citation.document_title == document.title
        assert citation.page == chunk.page
        assert citation.passage_id == chunk.id
        assert citation.heading == (" › ".join(chunk.trail) or None)


def test_numbers_count_up_and_an_equal_range_keeps_its_own(
    snapshot: Snapshot, sources: list[Source]
) -> None:
    cited = CitationList(snapshot)
    first, second, third = sources
    numbers = [cited.cite(s).number for s in (first, second, first, third, second)]
    assert numbers == [1, 2, 1, 3, 2]
    assert [c.number for c in cited.citations] == [1, 2, 3]
    assert cited.cite(second) is cited.citations[1]


def test_another_range_of_the_same_sentence_is_another_citation(
    snapshot: Snapshot, sources: list[Source]
) -> None:
    cited = CitationList(snapshot)
    whole = cited.cite(sources[0])
    part = cited.cite(replace(sources[0], end=sources[0].end - 1))
    assert (whole.number, part.number) == (1, 2)
    assert whole.quote.startswith(part.quote)
    assert len(whole.quote) == len(part.quote) + 1


def test_two_answers_number_for_themselves(snapshot: Snapshot, sources: list[Source]) -> None:
    assert CitationList(snapshot).cite(sources[0]).number == 1
    assert CitationList(snapshot).cite(sources[1]).number == 1


def test_a_cell_is_named(snapshot: Snapshot, sources: list[Source]) -> None:
    cell = CellReference(row=2, column="国")
    cited = CitationList(snapshot)
    assert cited.cite(replace(sources[0], cell=cell)).cell == cell
    assert cited.cite(sources[1]).cell is None


@pytest.mark.parametrize(
    "name", [REPORT, "a b", "年度报告", "../etc/passwd", "a&start=9", "//host/x", "#x?y", "100%"]
)
def test_the_address_is_on_the_own_origin_and_holds_the_range(name: str) -> None:
    url = urlsplit(source_url(name, 10, 25))
    assert (url.scheme, url.netloc, url.fragment) == ("", "", "")
    assert url.path.startswith("/")
    assert url.geturl().isascii()
    assert parse_qs(url.query, strict_parsing=True) == {
        "document": [name],
        "start": ["10"],
        "end": ["25"],
    }
