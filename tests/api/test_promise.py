"""The promise: every citation of every answer is the document's own words at its range.

All reference questions on the shipped index, each in the process and over HTTP, one whole and the
next streamed, every fourteenth of a kind both ways. The command line's way is in ``test_cli``, the
page's in ``web/test_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.api.client import events_of
from tests.api.promise import CASES, SOME, body_of, check_answer, check_citation, served, untimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.evaluation.cases import Case
    from tests.conftest import Service
    from tests.remembering import RememberingAssistant


EVEN = [case for place, case in enumerate(CASES) if place % 2 == 0 or case in SOME]
ODD = [case for place, case in enumerate(CASES) if place % 2 or case in SOME]


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=60) as made:
        yield made


def streamed(client: httpx.Client, case: Case) -> list[tuple[str, Any]]:
    response = client.post("/api/ask", json=body_of(case, stream=True))
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    return events_of(response.text)


@pytest.mark.parametrize("case", EVEN, ids=lambda case: case.id)
def test_every_quote_is_what_the_document_says(
    case: Case, remembering: RememberingAssistant, client: httpx.Client, service: Service
) -> None:
    asked = remembering.ask(case.question, history=case.history).model_dump(mode="json")
    check_answer(asked, served(service.url))
    whole = client.post("/api/ask", json=body_of(case)).raise_for_status().json()
    assert untimed(whole) == untimed(asked)


@pytest.mark.parametrize("case", ODD, ids=lambda case: case.id)
def test_every_quote_of_a_stream_is_what_the_document_says(
    case: Case, remembering: RememberingAssistant, client: httpx.Client, service: Service
) -> None:
    documents = served(service.url)
    asked = remembering.ask(case.question, history=case.history).model_dump(mode="json")
    events = streamed(client, case)
    names = [name for name, _ in events]
    statements = [data["statement"] for name, data in events if name == "statement"]
    assert names == ["passages", *["statement"] * len(statements), "answer", "done"]
    answer = events[-2][1]
    check_answer(answer, documents)
    assert untimed(answer) == untimed(asked)
    assert events[0][1]["passages"] == answer["passages"]
    assert statements == answer["statements"]
    made = {c["number"]: c for c in answer["citations"]}
    for name, data in events:
        if name == "statement":
            assert [c["number"] for c in data["citations"]] == data["statement"]["citations"]
            for citation in data["citations"]:
                check_citation(citation, documents)
                assert citation == made[citation["number"]]
