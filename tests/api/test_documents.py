from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.api.app import create_app
from askreport.api.documents import outline, table_of
from askreport.assistant import Assistant
from askreport.records import Block, BlockKind
from tests.api.client import Client, check_problem
from tests.conftest import REPORT, ROOT, TABLE

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder
    from askreport.settings import Settings

SUMMARY = {"id", "title", "source", "sha256", "language", "pages", "characters"}


def test_the_documents_are_listed_without_their_text(client: Client) -> None:
    listed = client.get("/api/documents").json()
    assert {d["id"] for d in listed} == {REPORT, TABLE}
    for document in listed:
        assert document.keys() >= SUMMARY
        assert "text" not in document
        raw = (ROOT / "corpus" / document["source"]).read_bytes()
        assert document["sha256"] == hashlib.sha256(raw).hexdigest()
        assert document["pages"] >= 1


@pytest.mark.parametrize("name", [REPORT, TABLE])
def test_a_document_is_its_text_and_pages(client: Client, assistant: Assistant, name: str) -> None:
    found = client.get(f"/api/documents/{name}").json()
    (listed,) = [d for d in client.get("/api/documents").json() if d["id"] == name]
    assert found.keys() >= SUMMARY | {"text", "pages"}
    assert found["text"] == assistant.documents[name].text
    assert len(found["text"]) == listed["characters"]
    assert len(found["pages"]) == listed["pages"]
    assert [p["number"] for p in found["pages"]] == list(range(1, listed["pages"] + 1))
    end = 0
    for page in found["pages"]:
        assert page.keys() >= {"number", "start", "end", "heading"}
        assert end <= page["start"] <= page["end"]
        end = page["end"]
    assert end <= len(found["text"])


@pytest.mark.parametrize("name", [REPORT, TABLE])
def test_the_outline_holds_every_heading_with_its_words(client: Client, name: str) -> None:
    found = client.get(f"/api/documents/{name}").json()
    assert len(found["outline"]) >= 3
    last = -1
    for heading in found["outline"]:
        assert heading["title"] == found["text"][heading["start"] : heading["end"]]
        assert heading["start"] > last
        last = heading["start"]
        page = found["pages"][heading["page"] - 1]
        assert page["start"] <= heading["start"] < page["end"]
    assert {heading["level"] for heading in found["outline"]} <= {1, 2, 3}


def test_a_heading_under_a_heading_is_one_level_deeper(assistant: Assistant) -> None:
    document = replace(
        assistant.documents[REPORT],
        text="Part Chapter words",
        blocks=(
            Block(BlockKind.HEADING, 1, 0, 4),
            Block(BlockKind.HEADING, 1, 5, 12, ("Part",)),
            Block(BlockKind.PARAGRAPH, 1, 13, 18, ("Part", "Chapter")),
        ),
    )
    assert [(h["title"], h["level"]) for h in outline(document)] == [("Part", 1), ("Chapter", 2)]


def test_a_table_is_its_ranges(client: Client, assistant: Assistant) -> None:
    found = client.get(f"/api/documents/{TABLE}").json()
    (table,) = found["tables"]
    text = found["text"]
    assert table["columns"] == ["成果", "机构", "国"]
    assert text[table["header"]["start"] : table["header"]["end"]] == "成果 | 机构 | 国"
    assert [row["number"] for row in table["rows"]] == list(range(1, len(table["rows"]) + 1))
    for row in table["rows"]:
        assert [cell["column"] for cell in row["cells"]] == table["columns"]
        words = [text[cell["start"] : cell["end"]] for cell in row["cells"]]
        assert text[row["start"] : row["end"]] == " | ".join(words)
    headless = replace(assistant.documents[TABLE].tables[0], columns=("A", "B", "C"))
    assert table_of(assistant.documents[TABLE], headless)["header"] is None
    empty = replace(assistant.documents[TABLE].tables[0], rows=())
    assert table_of(assistant.documents[TABLE], empty)["rows"] == []


@pytest.mark.parametrize(("start", "end"), [(0, 10), (5963, 6020), (7, 7)])
def test_a_range_of_the_text(client: Client, start: int, end: int) -> None:
    whole = client.get(f"/api/documents/{REPORT}").json()["text"]
    found = client.get(f"/api/documents/{REPORT}/text", params={"start": start, "end": end})
    assert found.json() == {"start": start, "end": end, "text": whole[start:end]}


def test_a_range_may_be_left_open(client: Client) -> None:
    whole = client.get(f"/api/documents/{REPORT}").json()["text"]
    path = f"/api/documents/{REPORT}/text"
    assert client.get(path).json() == {"start": 0, "end": len(whole), "text": whole}
    tail = client.get(path, params={"start": len(whole) - 5}).json()
    assert tail == {"start": len(whole) - 5, "end": len(whole), "text": whole[-5:]}
    assert client.get(path, params={"end": 4}).json()["text"] == whole[:4]


@pytest.mark.parametrize(
    "query",
    [
        "start=10&end=5",
        "start=0&end=99999999",
        "start=99999999",
        "start=-1",
        "end=-1",
        "start=one",
        "start=1.5",
        "start=",
        "start=" + "9" * 4000,
    ],
    ids=lambda query: query[:20],
)
def test_a_range_outside_the_text_is_422(client: Client, query: str) -> None:
    check_problem(client.get(f"/api/documents/{REPORT}/text?{query}"), 422)


@pytest.mark.parametrize(
    "path",
    [
        "/api/documents/nowhere",
        "/api/documents/nowhere/text",
        "/api/documents/..%2Fpyproject",
        "/api/documents/%00",
        f"/api/documents/{REPORT}.txt",
        "/api/nothing",
        "/nothing",
        "/web/nothing.js",
        "/web/..%2f..%2fpyproject.toml",
        "/web/%2e%2e/pyproject.toml",
    ],
)
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    problem = check_problem(client.get(path), 404)
    assert "nowhere" not in problem["detail"]


def test_an_unknown_document_names_the_known_ones(client: Client) -> None:
    problem = check_problem(client.get("/api/documents/nowhere"), 404)
    assert REPORT in problem["detail"]


def test_suggestions_are_the_corpus_own_questions(client: Client, assistant: Assistant) -> None:
    questions = client.get("/api/suggestions").json()["questions"]
    assert questions == [q for d in assistant.documents.values() for q in d.questions]
    assert len(questions) >= 3


def test_every_suggestion_is_answered(client: Client) -> None:
    for question in client.get("/api/suggestions").json()["questions"]:
        assert client.post("/api/ask", json={"question": question}).json()["status"] == "answered"


def test_suggestions_are_made_of_headings_where_the_corpus_names_none(
    settings: Settings, assistant: Assistant, embedder: Embedder
) -> None:
    bare = {name: replace(d, questions=()) for name, d in assistant.documents.items()}
    snapshot = replace(assistant.snapshot, documents=bare)
    client = Client(create_app(settings, Assistant(snapshot, embedder)))
    questions = client.get("/api/suggestions").json()["questions"]
    headings = {p.heading for d in bare.values() for p in d.pages if p.heading}
    assert 1 <= len(questions) <= 6
    assert all(any(heading in question for heading in headings) for question in questions)
