from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from askreport import __version__
from askreport.api.app import create_app
from askreport.settings import Settings
from tests.api.client import Client, check_problem
from tests.conftest import REPORT, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from askreport.assistant import Assistant

PATHS = [
    ("POST", "/api/ask"),
    ("POST", "/api/search"),
    ("GET", "/api/documents"),
    ("GET", "/api/documents/{document_id}"),
    ("GET", "/api/documents/{document_id}/text"),
    ("GET", "/api/suggestions"),
    ("POST", "/api/feedback"),
    ("GET", "/v1/models"),
    ("POST", "/v1/chat/completions"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
]


def check_headers(response: httpx.Response) -> None:
    """The headers that keep a browser from doing what the page does not ask for."""
    policy = response.headers["content-security-policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    assert "*" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_a_living_process_says_so(client: Client, empty: Client) -> None:
    for each in (client, empty):
        response = each.get("/healthz")
        assert response.status_code == 200
        assert response.json() == {"status": "ok", "version": __version__}


def test_a_service_that_can_answer_is_ready(client: Client, assistant: Assistant) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["index_id"] == assistant.snapshot.manifest.index_id


def test_a_service_opens_its_own_index(settings: Settings) -> None:
    client = Client(create_app(settings))
    assert client.get("/readyz").status_code == 200


def test_without_an_index_it_is_not_ready_and_says_why(empty: Client, tmp_path: Path) -> None:
    response = empty.get("/readyz")
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    (reason,) = response.json()["reasons"]
    assert str(tmp_path) in reason
    assert "askreport index" in reason


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/ask", {"question": "x"}),
        ("POST", "/api/ask", {"question": "x", "stream": True}),
        ("POST", "/api/search", {"question": "x"}),
        ("GET", "/api/documents", None),
        ("GET", f"/api/documents/{REPORT}", None),
        ("GET", f"/api/documents/{REPORT}/text", None),
        ("GET", "/api/suggestions", None),
    ],
)
def test_without_an_index_every_question_is_503_with_the_mend(
    empty: Client, method: str, path: str, body: Any
) -> None:
    problem = check_problem(empty.request(method, path, json=body), 503)
    assert "askreport index" in problem["detail"]


def test_without_the_embedder_it_is_not_ready_and_names_the_mend(settings: Settings) -> None:
    wrong = Settings.load(home=settings.home, embedder="nothing")
    response = Client(create_app(wrong)).get("/readyz")
    assert response.status_code == 503
    assert "bundled" in response.json()["reasons"][0]


def test_an_index_of_another_embedder_is_not_ready_and_names_the_mend(settings: Settings) -> None:
    wrong = Settings.load(home=settings.home, embedder="hashed")
    response = Client(create_app(wrong)).get("/readyz")
    assert response.status_code == 503
    assert "--rebuild" in response.json()["reasons"][0]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/ask", "POST"),
        ("DELETE", "/api/ask", "POST"),
        ("PUT", "/api/search", "POST"),
        ("POST", "/api/documents", "GET"),
        ("POST", f"/api/documents/{REPORT}", "GET"),
        ("POST", "/healthz", "GET"),
    ],
)
def test_another_method_is_405_and_the_right_one_is_named(
    client: Client, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    check_problem(response, 405)
    assert allowed in response.headers["allow"]


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/", {}, 200),
        ("GET", "/web/app.js", {}, 200),
        ("GET", "/healthz", {}, 200),
        ("GET", "/readyz", {}, 200),
        ("GET", "/docs", {}, 200),
        ("GET", "/openapi.json", {}, 200),
        ("GET", "/api/documents", {}, 200),
        ("POST", "/api/ask", {"json": {"question": "语雀"}}, 200),
        ("POST", "/api/ask", {"json": {"question": "语雀", "stream": True}}, 200),
        ("GET", "/nothing", {}, 404),
        ("GET", "/web/nothing", {}, 404),
        ("GET", "/api/documents/nowhere", {}, 404),
        ("GET", "/api/ask", {}, 405),
        ("POST", "/api/ask", {"content": b"x" * 1_000_001}, 413),
        ("POST", "/api/ask", {"json": {}}, 422),
        ("POST", "/api/ask", {"json": {"question": "x", "backend": "x"}}, 422),
    ],
)
def test_every_response_carries_the_security_headers(
    client: Client, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    response = client.request(method, path, **options)
    assert response.status_code == status
    check_headers(response)


def test_a_failure_carries_the_security_headers_too(
    client: Client, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("Zq7#secret-of-the-house!")

    monkeypatch.setattr(assistant.retriever, "search_each", fail)
    response = client.post("/api/search", json={"question": "语雀"})
    check_problem(response, 500, "Zq7#secret-of-the-house!")
    check_headers(response)


def test_an_unready_service_carries_the_security_headers_too(empty: Client) -> None:
    check_headers(empty.get("/readyz"))
    check_headers(empty.get("/api/documents"))


def test_the_page_and_its_files_are_asked_about_again(client: Client) -> None:
    page = client.get("/")
    assert page.text == (ROOT / "web" / "index.html").read_text(encoding="utf-8")
    assert page.headers["content-type"].startswith("text/html")
    script = client.get("/web/app.js")
    assert "javascript" in script.headers["content-type"]
    assert page.headers["cache-control"] == script.headers["cache-control"] == "no-cache"
    again = client.get("/web/app.js", headers={"if-none-match": script.headers["etag"]})
    assert again.status_code == 304


def test_without_a_page_the_address_is_404_and_the_service_lives(empty: Client) -> None:
    check_problem(empty.get("/"), 404)
    check_problem(empty.get("/web/app.js"), 404)


def test_the_schema_names_every_operation(client: Client) -> None:
    schema = client.get("/openapi.json").json()
    assert schema["info"]["version"] == __version__
    for method, path in PATHS:
        assert method.lower() in schema["paths"][path]
    properties = schema["components"]["schemas"]["AskRequest"]["properties"]
    assert properties.keys() >= {
        "question",
        "history",
        "backend",
        "top_k",
        "documents",
        "stream",
    }
    assert {"Answer", "Citation", "Statement", "Passage"} <= schema["components"]["schemas"].keys()


def test_the_reference_is_made_of_the_schema_and_loads_nothing_else(client: Client) -> None:
    page = client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    for method, path in PATHS:
        assert f"<code>{method} {path}</code>" in page.text
    assert "question, history, backend, top_k, documents, stream" in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "<script" not in page.text
