from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from askreport.api.app import create_app
from askreport.feedback import FeedbackStore, url_of
from askreport.settings import Settings
from tests.api.client import Client, check_problem
from tests.api.running import Running

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.assistant import Assistant
    from askreport.feedback import Feedback

ID = "ans_0123456789abcdef0123"
SECRET = "Zq7#secret-of-the-caller!"
STATED = "语雀那次重大故障持续了多久？"
UP = {"answer_id": ID, "verdict": "up"}


class Service(Client):
    """A service that keeps its feedback in a folder of its own."""

    def __init__(self, settings: Settings, assistant: Assistant | None = None) -> None:
        super().__init__(create_app(settings, assistant))
        self.settings = settings

    def send(self, body: Any, status: int = 201) -> Any:
        response = self.post("/api/feedback", json=body)
        assert response.status_code == status, response.text[:300]
        return response.json()

    def kept(self) -> list[Feedback]:
        return list(FeedbackStore(url_of(self.settings)).listed())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("CORPUS", "INDEX", "WEB", "FEEDBACK_URL"):
        monkeypatch.delenv(f"ASKREPORT_{name}", raising=False)
    return Settings.load(home=tmp_path)


@pytest.fixture
def service(home: Settings) -> Service:
    """Without an index: feedback does not need one."""
    return Service(home)


@pytest.fixture(scope="module")
def answer(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.post("/api/ask", json={"question": STATED}).json()
    return found


def test_a_verdict_is_kept(service: Service, tmp_path: Path) -> None:
    assert not (tmp_path / "feedback.sqlite3").exists()
    name = service.send(UP)["id"]
    (one,) = service.kept()
    assert (one.id, one.answer_id, one.verdict, one.comment) == (name, ID, "up", None)
    assert one.question is None
    assert (tmp_path / "feedback.sqlite3").is_file()


def test_an_answer_is_kept_as_the_service_gave_it(
    service: Service, answer: dict[str, Any], assistant: Assistant
) -> None:
    history = [{"role": "user", "content": "语雀怎么了？"}]
    body = {"answer_id": answer["id"], "verdict": "down", "comment": "不全", "answer": answer}
    service.send({**body, "history": history})
    (one,) = service.kept()
    assert one.answer == {**answer, "passages": []}
    assert (one.question, one.comment) == (STATED, "不全")
    assert [turn.model_dump() for turn in one.history] == history


def test_the_longest_answers_can_be_sent(client: Client, service: Service) -> None:
    found = client.post("/api/ask", json={"question": STATED, "top_k": 20}).json()
    service.send({"answer_id": found["id"], "verdict": "up", "answer": found})


def test_nothing_about_the_person_is_kept(service: Service, tmp_path: Path) -> None:
    headers = {"user-agent": SECRET, "x-forwarded-for": SECRET, "cookie": f"a={SECRET}"}
    response = service.post("/api/feedback", json={**UP, "name": SECRET}, headers=headers)
    assert response.status_code == 201
    raw = (tmp_path / "feedback.sqlite3").read_bytes()
    assert SECRET.encode() not in raw
    assert b"127.0.0.1" not in raw


def test_a_verdict_can_be_changed(service: Service, answer: dict[str, Any]) -> None:
    body = {"answer_id": answer["id"], "verdict": "up", "answer": answer}
    name = service.send(body)["id"]
    again = {"answer_id": answer["id"], "verdict": "down", "comment": "其实不对", "id": name}
    assert service.send(again, 200) == {"id": name}
    (one,) = service.kept()
    assert (one.verdict, one.comment, one.question) == ("down", "其实不对", STATED)


def test_what_is_not_there_cannot_be_changed(service: Service) -> None:
    name = service.send(UP)["id"]
    for wrong in (
        {**UP, "id": "fb_00000000000000000000"},
        {**UP, "id": name, "answer_id": "ans_00000000000000000000"},
    ):
        check_problem(service.post("/api/feedback", json=wrong), 404)
    assert len(service.kept()) == 1


def test_feedback_cannot_be_listed(service: Service) -> None:
    service.send(UP)
    response = service.get("/api/feedback")
    check_problem(response, 405)
    assert response.headers["allow"] == "POST"


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"answer_id": SECRET},
        {"answer_id": ID + "\n"},
        {"answer_id": ID.upper()},
        {"answer_id": ID + "0"},
        {"answer_id": None},
        {"verdict": SECRET},
        {"verdict": None},
        {"verdict": True},
        {"comment": SECRET * 100},
        {"comment": {"text": SECRET}},
        {"answer": SECRET},
        {"answer": {"id": ID, "question": SECRET}},
        {"history": SECRET},
        {"history": [{"role": "system", "content": SECRET}]},
        {"history": [{"role": "user", "content": "x"}] * 101},
        {"id": SECRET},
        {"id": ""},
        {"id": 5},
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_be_used_is_422_and_not_repeated(
    service: Service, change: dict[str, Any]
) -> None:
    (field,) = change
    response = service.post("/api/feedback", json={**UP, **change})
    problem = check_problem(response, 422, SECRET)
    assert all(error["field"].startswith(field) for error in problem["errors"])
    assert service.kept() == []


@pytest.mark.parametrize("body", [{}, [], None, 7, SECRET])
def test_what_is_no_feedback_is_422(service: Service, body: Any) -> None:
    headers = {"content-type": "application/json"}
    response = service.post("/api/feedback", content=json.dumps(body), headers=headers)
    check_problem(response, 422, SECRET)


def test_a_long_comment_is_kept_to_its_limit(service: Service) -> None:
    service.send({**UP, "comment": "评" * 2000})
    check_problem(service.post("/api/feedback", json={**UP, "comment": "评" * 2001}), 422)
    assert [len(one.comment or "") for one in service.kept()] == [2000]


def test_control_characters_are_left_out(service: Service) -> None:
    service.send({**UP, "comment": "a\x00b\x1b[2J\x9bc\nd"})
    assert [one.comment for one in service.kept()] == ["ab[2Jc\nd"]


@pytest.mark.parametrize(
    "raw",
    [
        rb'"comment": "\ud800"',
        rb'"id": "\ud800"',
        rb'"\ud800": 1, "answer": {"\ud800": 1}',
        rb'"history": [{"role": "user", "content": "\udfff"}]',
    ],
)
def test_half_a_character_is_422(service: Service, raw: bytes) -> None:
    content = b'{"answer_id": "%s", "verdict": "up", %s}' % (ID.encode(), raw)
    headers = {"content-type": "application/json"}
    check_problem(service.post("/api/feedback", content=content, headers=headers), 422)
    assert service.kept() == []


def test_an_answer_of_another_id_is_422(service: Service, answer: dict[str, Any]) -> None:
    check_problem(service.post("/api/feedback", json={**UP, "answer": answer}), 422, STATED)


def test_an_answer_has_its_own_fields_only(service: Service, answer: dict[str, Any]) -> None:
    body = {"answer_id": answer["id"], "verdict": "up", "answer": {**answer, SECRET: 1}}
    check_problem(service.post("/api/feedback", json=body), 422, SECRET)


def test_an_answer_over_the_limit_is_422(service: Service, answer: dict[str, Any]) -> None:
    body = {"answer_id": answer["id"], "verdict": "up"}
    body["answer"] = {**answer, "text": SECRET + "x" * 600_000}
    response = service.post("/api/feedback", json=body)
    problem = check_problem(response, 422, SECRET)
    assert problem["errors"][0]["field"] == "answer"
    body["answer"]["text"] = "x" * 1_000_000
    check_problem(service.post("/api/feedback", json=body), 413)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_are_none_are_422(
    service: Service, answer: dict[str, Any], number: str
) -> None:
    timings = {**answer["timings_ms"], "total": "NUMBER"}
    body = {"answer_id": answer["id"], "verdict": "up", "answer": {**answer, "timings_ms": timings}}
    raw = json.dumps(body).replace('"NUMBER"', number)
    headers = {"content-type": "application/json"}
    check_problem(service.post("/api/feedback", content=raw, headers=headers), 422)


# --- pages of other sites ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "text/plain; charset=utf-8; application/json",
        "text/plain;application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "x/application/json",
    ],
)
def test_what_another_sites_page_can_send_is_refused(service: Service, kind: str | None) -> None:
    headers = {} if kind is None else {"content-type": kind}
    response = service.post("/api/feedback", content=json.dumps(UP).encode(), headers=headers)
    check_problem(response, 415)
    assert service.kept() == []


def test_a_form_is_refused(service: Service) -> None:
    check_problem(service.post("/api/feedback", data=UP), 415)
    check_problem(service.post("/api/feedback", files={"answer_id": b"x"}), 415)
    assert service.kept() == []


def test_a_browser_that_asks_first_is_not_let_in(service: Service) -> None:
    headers = {
        "origin": "https://elsewhere.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    response = service.request("OPTIONS", "/api/feedback", headers=headers)
    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_is_taken(service: Service, kind: str) -> None:
    headers = {"content-type": kind}
    response = service.post("/api/feedback", content=json.dumps(UP).encode(), headers=headers)
    assert response.status_code == 201


# --- databases that do not serve -----------------------------------------------------------------


def test_a_database_that_fails_is_503_and_told_to_the_log(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "feedback.sqlite3"
    file.write_bytes(b"no database " * 500)
    problem = check_problem(service.post("/api/feedback", json={**UP, "comment": SECRET}), 503)
    assert problem["type"] == "/problems/feedback-unavailable"
    assert str(tmp_path) not in json.dumps(problem)
    assert str(file) in caplog.text
    assert SECRET not in caplog.text
    assert service.get("/healthz").status_code == 200
    file.unlink()  # mended without a new start
    service.send(UP)


def test_a_wrong_setting_stops_only_feedback(
    home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("askreport.api.feedback.url_of", lambda _: "postgresql://u:secret@h/x")
    service = Service(home)
    problem = check_problem(service.post("/api/feedback", json=UP), 503)
    assert "secret" not in json.dumps(problem)
    assert "psycopg" not in json.dumps(problem)
    assert service.get("/healthz").status_code == 200


def test_many_clients_at_once(home: Settings, assistant: Assistant, tmp_path: Path) -> None:
    with Running(home, assistant) as running, httpx.Client(base_url=running.url) as http:

        def send(number: int) -> str:
            body = {**UP, "comment": str(number)}
            response = http.post("/api/feedback", json=body, timeout=60)
            assert response.status_code == 201
            return str(response.json()["id"])

        with ThreadPoolExecutor(20) as pool:
            names = list(pool.map(send, range(100)))
    with closing(sqlite3.connect(tmp_path / "feedback.sqlite3")) as connection:
        rows = dict(connection.execute("SELECT id, comment FROM feedback").fetchall())
    assert rows == {name: str(number) for number, name in enumerate(names)}
