from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.errors import ModelFailedError
from askreport.evaluation.judging import ModelJudge
from askreport.evaluation.support import judged
from tests.composing.make import answer_from
from tests.composing.scripted import Player

if TYPE_CHECKING:
    from askreport.assistant import Assistant


@pytest.mark.parametrize(
    ("reply", "supported"),
    [
        ('{"supported": true}', 1),
        ('{"supported": false}', 0),
        ('<think>{"supported": true}?</think>{"supported": false}', 0),
        ("supported: True", 1),
        ("Yes.", 1),
        ("No", 0),
    ],
)
def test_the_model_judges(assistant: Assistant, reply: str, supported: int) -> None:
    answer = answer_from(assistant, "语雀出现重大服务故障")
    found = judged(answer, assistant.documents, ModelJudge(Player([reply])))
    assert (found.statements, found.supported) == (1, supported)


def test_the_model_is_shown_the_statement_and_its_quotes_and_asked_once(
    assistant: Assistant,
) -> None:
    model = Player(['{"supported": true}'])
    judge = ModelJudge(model)
    answer = answer_from(assistant, "语雀出现重大服务故障")
    for _ in range(2):
        assert judge.supports(answer.statements[0].text, answer.citations, assistant.documents)
    (order,) = model.orders
    assert answer.citations[0].quote in order.messages[0].content
    assert answer.statements[0].text in order.messages[0].content
    assert not judge.supports("语雀", [], assistant.documents)
    assert len(model.orders) == 1


def test_a_judge_that_says_nothing_is_an_error(assistant: Assistant) -> None:
    answer = answer_from(assistant, "语雀出现重大服务故障")
    with pytest.raises(ModelFailedError, match="neither yes nor no"):
        judged(answer, assistant.documents, ModelJudge(Player(["我不知道"])))
