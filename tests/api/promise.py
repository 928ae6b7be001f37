"""What holds for every answer, whichever interface it came by, as plain JSON."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import httpx

from askreport.evaluation.cases import Case, load_cases
from tests.conftest import ROOT

CASES: list[Case] = load_cases([ROOT / "evals" / "cases"])
SOME: list[Case] = [
    case
    for kind in dict.fromkeys(case.kind for case in CASES)
    for case in [case for case in CASES if case.kind == kind][::14]
]
"""Every fourteenth of each kind: for interfaces that take a process or a page a question."""

Served = dict[str, dict[str, Any]]
"""Each document as ``GET /api/documents/{id}`` serves it."""

ANSWER_KEYS = {
    "id",
    "question",
    "standalone_question",
    "status",
    "confidence",
    "abstention",
    "text",
    "statements",
    "citations",
    "passages",
    "backend",
    "usage",
    "timings_ms",
    "receipt",
}
STATEMENT_KEYS = {"text", "start", "end", "citations", "verdict", "score", "checks"}
CITATION_KEYS = {
    "number",
    "document_id",
    "document_title",
    "page",
    "heading",
    "start",
    "end",
    "quote",
    "passage_id",
    "url",
    "cell",
}
PASSAGE_KEYS = {
    "id",
    "rank",
    "document_id",
    "page",
    "heading",
    "start",
    "end",
    "text",
    "score",
    "dense_score",
    "lexical_score",
}
TIMINGS = {"rewrite", "embed", "search", "compose", "verify", "total"}
RECEIPT = {"askreport", "corpus_sha256", "index_id", "embedder", "prompt_sha256"}


@cache
def served(url: str) -> Served:
    with httpx.Client(base_url=url, timeout=30) as client:
        listed = client.get("/api/documents").raise_for_status().json()
        return {
            d["id"]: client.get(f"/api/documents/{d['id']}").raise_for_status().json()
            for d in listed
        }


def body_of(case: Case, **more: Any) -> dict[str, Any]:
    """The request for ``case``."""
    history = [turn.model_dump() for turn in case.history]
    return {"question": case.question, "history": history, **more}


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "timings_ms"}


def check_citation(citation: dict[str, Any], documents: Served) -> None:
    assert citation.keys() >= CITATION_KEYS
    document = documents[citation["document_id"]]
    start, end = citation["start"], citation["end"]
    assert 0 <= start < end <= len(document["text"])
    assert document["text"][start:end] == citation["quote"]
    page = document["pages"][citation["page"] - 1]
    assert page["number"] == citation["page"]
    assert page["start"] <= start < end <= page["end"]
    assert citation["document_title"] == document["title"]
    url = httpx.URL(citation["url"])
    assert url.is_relative_url
    assert not url.host
    assert url.raw_path.startswith(b"/")
    assert not url.raw_path.startswith(b"//")
    assert dict(url.params) == {
        "document": citation["document_id"],
        "start": str(start),
        "end": str(end),
    }
    if citation["cell"] is not None:
        assert citation["cell"].keys() >= {"row", "column"}
        assert citation["cell"]["row"] >= 1


def check_passages(passages: list[dict[str, Any]], documents: Served) -> None:
    assert [p["rank"] for p in passages] == list(range(1, len(passages) + 1))
    scores = [p["score"] for p in passages]
    assert scores == sorted(scores, reverse=True)
    assert len({p["id"] for p in passages}) == len(passages)
    for passage in passages:
        assert passage.keys() >= PASSAGE_KEYS
        document = documents[passage["document_id"]]
        assert passage["text"] == document["text"][passage["start"] : passage["end"]] != ""
        page = document["pages"][passage["page"] - 1]
        assert page["start"] <= passage["start"] < passage["end"] <= page["end"]
        assert -1 <= passage["dense_score"] <= 1
        assert passage["lexical_score"] >= 0


def check_statements(answer: dict[str, Any]) -> None:
    """Ranges, markers and citations of the answer's text fit each other."""
    text, end, outside = answer["text"], 0, []
    cited: list[int] = []
    for statement in answer["statements"]:
        assert statement.keys() >= STATEMENT_KEYS
        assert statement["text"]
        assert text[statement["start"] : statement["end"]] == statement["text"]
        assert statement["start"] >= end
        outside.append(text[end : statement["start"]])
        end = statement["end"]
        assert statement["citations"]
        markers = "".join(f"[{n}]" for n in statement["citations"])
        assert text.startswith(markers, end)
        cited += statement["citations"]
        assert statement["verdict"] in ("supported", "contradicted", "unverified")
        assert 0 <= statement["score"] <= 1
        assert statement["checks"]
        for check in statement["checks"]:
            assert check.keys() >= {"name", "passed", "detail"}
    outside.append(text[end:])
    numbers = [c["number"] for c in answer["citations"]]
    marked = {int(n) for n in re.findall(r"\[(\d+)\]", "".join(outside))}
    assert numbers == list(range(1, len(numbers) + 1))
    nearest = answer["abstention"]["nearest"] if answer["abstention"] else []
    assert marked == set(cited) | set(nearest) == set(numbers)


def check_answer(answer: dict[str, Any], documents: Served) -> None:
    assert answer.keys() >= ANSWER_KEYS
    assert answer["status"] in ("answered", "abstained")
    assert 0 <= answer["confidence"] <= 1
    assert answer["text"]
    for citation in answer["citations"]:
        check_citation(citation, documents)
    check_passages(answer["passages"], documents)
    check_statements(answer)
    if answer["status"] == "answered":
        assert answer["abstention"] is None
        assert answer["statements"]
    else:
        assert answer["statements"] == []
        assert answer["abstention"].keys() >= {"reason", "message", "nearest"}
        assert answer["abstention"]["message"]
    assert answer["backend"].keys() >= {"name", "model"}
    assert answer["usage"].keys() >= {"prompt_tokens", "completion_tokens"}
    assert answer["timings_ms"].keys() >= TIMINGS
    assert all(value >= 0 for value in answer["timings_ms"].values())
    assert answer["receipt"].keys() >= RECEIPT
