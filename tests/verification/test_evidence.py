from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.verification.evidence import Evidence
from tests.composing.make import answer_from

if TYPE_CHECKING:
    from askreport.assistant import Assistant


def test_what_stands_around_a_quote_is_known(assistant: Assistant) -> None:
    answer = answer_from(assistant, "开发者表示自己并没有兴趣再开发一个全新的项目")
    evidence = Evidence.of(answer.citations[:1], assistant.documents)
    assert evidence.points_back
    assert "peek" in evidence.spelt
    assert "peek" not in evidence.all.spelt
    assert 2023 in evidence.years


def test_a_document_that_is_not_there_gives_its_quote_only(assistant: Assistant) -> None:
    answer = answer_from(assistant, "语雀出现重大服务故障")
    lost = [c.model_copy(update={"document_id": "nowhere"}) for c in answer.citations[:1]]
    evidence = Evidence.of(lost, assistant.documents)
    assert evidence.text
    assert evidence.before.text == ""
