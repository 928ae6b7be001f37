from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.errors import QuestionError, UnknownDocumentError
from askreport.mcp_tools import fetch, search
from tests.api.promise import CASES
from tests.conftest import REPORT, TABLE

if TYPE_CHECKING:
    from askreport.assistant import Assistant
    from askreport.evaluation.cases import Case

BASE = "http://here:1"


@pytest.mark.parametrize("case", CASES[::40], ids=lambda case: case.id)
def test_what_is_found_can_be_fetched_word_for_word(assistant: Assistant, case: Case) -> None:
    query = case.question
    found = search(assistant, query, BASE).results
    retrieval = assistant.search(query)
    passages = assistant.retriever.passages(retrieval.found)
    assert [result.id for result in found] == [passage.id for passage in passages]
    for result, passage in zip(found, passages, strict=True):
        source = fetch(assistant, result.id, BASE)
        metadata = source.metadata
        assert (source.id, source.title, source.url) == (result.id, result.title, result.url)
        document = assistant.documents[metadata.document_id]
        assert source.text == document.text[metadata.start : metadata.end] == passage.text
        assert (metadata.kind, metadata.page) == ("passage", passage.page)
        assert metadata.heading == passage.heading
        assert document.title in source.title
        assert f"p. {passage.page}" in source.title
        assert (passage.heading or "") in source.title
        assert source.url.startswith(f"{BASE}/?document={document.id}&start={metadata.start}&")


@pytest.mark.parametrize("name", [REPORT, TABLE])
def test_a_document_is_fetched_whole(assistant: Assistant, name: str) -> None:
    source = fetch(assistant, name, "")
    document = assistant.documents[name]
    assert source.text == document.text
    assert source.title == document.title
    assert source.url == f"/?document={name}&start=0&end=0"
    metadata = source.metadata
    assert (metadata.kind, metadata.start, metadata.end) == ("document", 0, len(document.text))
    assert (metadata.page, metadata.heading) == (None, None)


def test_an_unknown_id_is_told_what_there_is(assistant: Assistant) -> None:
    with pytest.raises(UnknownDocumentError) as caught:
        fetch(assistant, "Zq7#secret", BASE)
    assert REPORT in caught.value.public
    assert "`search`" in caught.value.public
    assert "Zq7" not in caught.value.public


@pytest.mark.parametrize("query", ["", "  ", "x" * 2001])
def test_a_query_has_the_limits_of_a_question(assistant: Assistant, query: str) -> None:
    with pytest.raises(QuestionError):
        search(assistant, query, BASE)
