from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from askreport.api.openai_errors import openai_error, speaks_openai
from tests.api.client import check_problem
from tests.api.test_operations import check_headers

if TYPE_CHECKING:
    from tests.api.client import Client


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1", True),
        ("/v1/models", True),
        ("/v1/nothing/at/all", True),
        ("/v10", False),
        ("/v1x/models", False),
        ("/api/v1", False),
        ("/", False),
    ],
)
def test_the_shape_is_that_of_the_path(client: Client, path: str, expected: bool) -> None:
    assert speaks_openai(path) == expected
    if path != "/":
        response = client.request("DELETE", path)
        assert response.status_code in (404, 405)
        assert (response.json().keys() == {"error"}) == expected


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "kind", "code"),
    [
        ("GET", "/v1/nothing", {}, 404, "invalid_request_error", "unknown_url"),
        ("GET", "/v1/chat/completions", {}, 405, "invalid_request_error", "method_not_supported"),
        (
            "POST",
            "/v1/chat/completions",
            {"content": b"x" * 1_000_001},
            413,
            "invalid_request_error",
            "too_large",
        ),
        (
            "POST",
            "/v1/chat/completions",
            {"content": b"{no json"},
            400,
            "invalid_request_error",
            "bad_request",
        ),
    ],
)
def test_what_reaches_no_handler_has_the_shape_and_the_headers_too(
    client: Client,
    method: str,
    path: str,
    options: dict[str, Any],
    status: int,
    kind: str,
    code: str,
) -> None:
    response = client.request(method, path, **options)
    assert response.status_code == status
    error = response.json()["error"]
    assert error.keys() == {"message", "type", "param", "code"}
    assert error["message"]
    assert (error["type"], error["code"]) == (kind, code)
    check_headers(response)
    if status == 405:
        assert response.headers["allow"] == "POST"


def test_elsewhere_errors_are_problems(client: Client) -> None:
    check_problem(client.get("/v2/models"), 404)


@pytest.mark.parametrize(
    ("status", "slug", "sent", "kind"),
    [
        (422, "bad-question", 400, "invalid_request_error"),
        (422, "unknown-backend", 404, "invalid_request_error"),
        (429, "too-many", 429, "rate_limit_error"),
        (500, "internal", 500, "server_error"),
        (503, "not-ready", 503, "server_error"),
        (504, "model-timeout", 504, "server_error"),
    ],
)
def test_each_status_has_its_type(status: int, slug: str, sent: int, kind: str) -> None:
    response = openai_error(status, slug, "Title", "Detail.")
    error = json.loads(bytes(response.body))["error"]
    assert response.status_code == sent
    assert (error["message"], error["type"]) == ("Detail.", kind)
